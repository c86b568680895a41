import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { StartupError } from '../../shared/startup-error';
import { isLockedOut } from '../conflicts';
import { pendingMigrations, runMigrations } from '../data-source';
import type { Database, Report } from '../database';
import type { Lease } from '../lease';
import { bindToTerm, LeaseLostError, SCHEMA_LEASE_MS, schemaLease, type Fence } from '../schema-lease';
import { driverError, isUnavailable } from '../unavailable';
import { isMariaDb } from './mysql-source';

const LOOK_EVERY_MS = 250;
const REPORT_EVERY_MS = 10_000;
/** How often migrations are begun again after what may pass. */
const MOST_ATTEMPTS = 5;
const NOT_PERMITTED = new Set([
  'ER_DBACCESS_DENIED_ERROR',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_COLUMNACCESS_DENIED_ERROR',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
]);

export interface MysqlMigration {
  dataSource: DataSource;
  door: Pick<Database, 'reader' | 'write'>;
  report: Report;
  leaseMs?: number;
}

/**
 * Brings the schema up to date, whatever other programs on whichever nodes of a cluster do at the same time: the one that holds the
 * lease runs the migrations, the others wait until it is done or does not go on. Resolves when every migration has run.
 */
export async function migrateMysql(migration: MysqlMigration): Promise<void> {
  const { dataSource, door, report, leaseMs = SCHEMA_LEASE_MS } = migration;
  let lease: Lease | undefined;
  const waiting = new Waiting(report);
  for (let attempts = 0; ;) {
    const pending = await pendingMigrations(dataSource);
    if (pending.length === 0) return;
    try {
      lease ??= await schemaLease(door, leaseMs);
      if (await lease.keep()) {
        await runUnder(lease, { ...migration, leaseMs });
        continue;
      }
      await waiting.tell(lease, pending);
    } catch (error) {
      if (error instanceof LeaseLostError) continue;
      attempts += 1;
      if (!mayPass(error) || attempts === MOST_ATTEMPTS) throw explained(error, pending[0]!);
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/** What is worth another attempt: another transaction was in the way, or the server ended the connection. */
function mayPass(error: unknown): boolean {
  return isLockedOut(error) || isUnavailable(error);
}

/** Says whom it waits for, and again from time to time. */
class Waiting {
  private toldAt = -Infinity;

  constructor(private readonly report: Report) {}

  async tell(lease: Lease, pending: readonly string[]): Promise<void> {
    if (performance.now() - this.toldAt < REPORT_EVERY_MS) return;
    const holder = await lease.whoHolds();
    if (!holder) return;
    this.toldAt = performance.now();
    this.report(
      `Waiting for ${holder}, which is migrating the database; ${pending.length} to go, next is ${pending[0]}.`,
    );
  }
}

async function runUnder(
  lease: Lease,
  { dataSource, report, leaseMs }: Required<MysqlMigration>,
): Promise<void> {
  const queryRunner = dataSource.createQueryRunner();
  const heart = setInterval(() => void lease.keep().catch(() => undefined), leaseMs / 6);
  try {
    bindToTerm(queryRunner, lease.term!, await fenceOf(queryRunner));
    await runMigrations(dataSource, queryRunner, report);
  } finally {
    clearInterval(heart);
    await queryRunner.release();
    await lease.resign().catch(() => undefined);
  }
}

async function fenceOf(queryRunner: QueryRunner): Promise<Fence> {
  const [row] = (await queryRunner.query('SELECT VERSION() AS version')) as { version: string }[];
  return isMariaDb(row!.version) ? 'compound' : 'packet';
}

function explained(error: unknown, migration: string): unknown {
  const { code } = driverError(error);
  if (!code || !NOT_PERMITTED.has(code)) return error;
  return new StartupError(
    `The database user lacks a right that the migration ${migration} needs: ${(error as Error).message}. ` +
      'Grant what docs/upgrades.md lists and start again: migrations go on where they stopped.',
  );
}
