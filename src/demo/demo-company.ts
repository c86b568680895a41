import { setTimeout as delay } from 'node:timers/promises';
import { ImportCheckpoint } from '../../entities/events/import-checkpoint';
import type { Services } from '../../resolvers/kit/services';
import type { Sql } from '../persistence/sql';
import { loadAccounts } from './demo-accounts';
import { loadCatalog } from './demo-catalog';
import { workWeek } from './demo-fulfillment';
import { placeWeek } from './demo-orders';
import { ensureDemoPrincipals } from './demo-principals';
import { DemoRun, type DemoOptions } from './demo-run';
import { loadStock, receiveSupply } from './demo-stock';

export interface DemoLoadOptions {
  seed: number;
  /** The end of the history. */
  anchor: Date;
  /** Told after each step: weeks done of all weeks. */
  onProgress?: (done: number, weeks: number) => void;
}

const WEEK = 7 * 86_400_000;
const WEEKS = 104;
const CHECKPOINT = 'demo';
/** A loader that has said nothing for this long, in milliseconds, is taken for dead. */
const SILENCE = 15_000;
const PAUSE = 300;

/**
 * Loads the demo company into an empty database: two years of orders up to the anchor, made by the same use cases as everyone's.
 * Goes on where an interrupted load stopped, with its seed and anchor; of several processes one loads and the others wait.
 * A database with data of its own stays untouched. Answers whether the demo company is there.
 */
export async function ensureDemoCompany(services: Services, options: DemoLoadOptions): Promise<boolean> {
  for (;;) {
    const claim = await claimLoad(services, options);
    if (claim === 'none') return false;
    if (claim === 'done') return true;
    if (claim === 'wait') await delay(PAUSE);
    else {
      await load(services, claim, options.onProgress);
      return true;
    }
  }
}

/** Whether the database is empty, or its demo company is not finished. */
export async function lacksDemoCompany(sql: Sql): Promise<boolean> {
  const [begun] = await sql.select(ImportCheckpoint, 'WHERE t.id = ?', [CHECKPOINT]);
  return begun ? begun.done < WEEKS : !(await hasData(sql));
}

/** What this process may do: load (with the options of the load that was begun), wait for another, or nothing. */
function claimLoad(
  services: Services,
  options: DemoLoadOptions,
): Promise<DemoOptions | 'done' | 'wait' | 'none'> {
  const now = services.clock.now();
  return services.database.transaction(async (sql) => {
    const [begun] = await sql.selectForUpdate(ImportCheckpoint, 'WHERE t.id = ?', [CHECKPOINT]);
    if (!begun) {
      if (await hasData(sql)) return 'none';
      const { seed, anchor } = options;
      await sql.insert(ImportCheckpoint, [
        { id: CHECKPOINT, step: stepOf({ seed, anchor }), done: 0, updatedAt: now },
      ]);
      return { seed, anchor };
    }
    if (begun.done === WEEKS) return 'done';
    if (now.getTime() - begun.updatedAt.getTime() < SILENCE) return 'wait';
    await sql.execute('UPDATE import_checkpoints SET updated_at = ? WHERE id = ?', [
      now.getTime(),
      CHECKPOINT,
    ]);
    return optionsOf(begun.step);
  });
}

const stepOf = ({ seed, anchor }: DemoOptions): string => `${seed} ${anchor.toISOString()}`;

function optionsOf(step: string): DemoOptions {
  const [seed, anchor] = step.split(' ');
  return { seed: Number(seed), anchor: new Date(anchor!) };
}

async function hasData(sql: Sql): Promise<boolean> {
  for (const table of ['accounts', 'products', 'orders']) {
    if ((await sql.rows(`SELECT 1 AS found FROM ${table} LIMIT 1`)).length > 0) return true;
  }
  return false;
}

async function load(
  services: Services,
  options: DemoOptions,
  onProgress?: DemoLoadOptions['onProgress'],
): Promise<void> {
  const run = await DemoRun.open(services, options);
  const products = await loadCatalog(run);
  await checkpoint(services, null);
  const accounts = await loadAccounts(run);
  await checkpoint(services, null);
  const locationIds = await loadStock(run, products);
  await ensureDemoPrincipals(services);
  const first = Math.floor(options.anchor.getTime() / WEEK) * WEEK - (WEEKS - 1) * WEEK;
  for (let week = await weeksDone(services); week < WEEKS; week++) {
    const start = new Date(first + week * WEEK);
    const end = new Date(Math.min(start.getTime() + 6 * 86_400_000, options.anchor.getTime()));
    await receiveSupply(run, week, start, products, locationIds);
    await placeWeek(run, week, WEEKS, start, accounts, products);
    await workWeek(run, week, end);
    await checkpoint(services, week + 1);
    onProgress?.(week + 1, WEEKS);
  }
}

async function weeksDone(services: Services): Promise<number> {
  const [row] = await services.database.reader.select(ImportCheckpoint, 'WHERE t.id = ?', [CHECKPOINT]);
  return row?.done ?? 0;
}

/** Notes how far the load has come, or only that it is alive. */
async function checkpoint({ database, clock }: Services, done: number | null): Promise<void> {
  const now = clock.now().getTime();
  await database.transaction((sql) =>
    done === null
      ? sql.execute('UPDATE import_checkpoints SET updated_at = ? WHERE id = ?', [now, CHECKPOINT])
      : sql.execute('UPDATE import_checkpoints SET done = ?, updated_at = ? WHERE id = ?', [
          done,
          now,
          CHECKPOINT,
        ]),
  );
}
