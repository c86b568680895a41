import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../../../src/shared/ids';
import type { Logger } from '../../../src/shared/logger';
import type { Sql } from '../../../src/persistence/sql';
import { num, type RawInteger } from '../../../src/persistence/values';
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { testDatabaseKind } from '../../support/databases';
import { beforeReads } from '../../support/slow-reads';
import { keptLog } from '../../support/log';
import { until } from '../../support/until';

const VIEWER = '{ viewer { name } }';
const DEEP =
  '{ accounts { nodes { territory { name } contacts { account { addresses { content { city } } } } } } }';
const ACCOUNTS = '{ accounts { nodes { name } } }';
const SLOW = ['Account', 'Contact', 'Address', 'AddressSnapshot', 'Territory'];

async function shop(
  env: Record<string, string> = {},
  log?: Logger,
): Promise<{ app: TestApplication; admin: ApiClient }> {
  const app = await startTestApplication({ env, ...(log && { log }) });
  const admin = await app.as('ADMIN');
  const upsert = (name: string, input: string, payload: string) =>
    admin.run(`mutation { ${name}(input: { idempotencyKey: "${newId()}", ${input} }) { ${payload} } }`);
  await upsert('upsertCurrency', 'code: "USD", name: "US dollar"', 'replayed');
  const { upsertAccount } = await upsert('upsertAccount', 'number: "A", name: "A"', 'account { id }');
  const accountId = upsertAccount.account.id as string;
  await upsert('upsertContact', `accountId: "${accountId}", name: "Jane"`, 'replayed');
  await upsert(
    'upsertAddress',
    `accountId: "${accountId}", kind: BOTH, line1: "1", city: "X", countryCode: "US"`,
    'replayed',
  );
  return { app, admin };
}

/** Asks over HTTP as a client that goes away when told to. */
async function askAndLeave(app: TestApplication, query: string, leave: () => Promise<unknown>) {
  const leaving = new AbortController();
  const asked = fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await app.token('ADMIN')}` },
    body: JSON.stringify({ query }),
    signal: leaving.signal,
  });
  await leave();
  leaving.abort();
  await asked.catch(() => undefined);
}

describe('an operation that nobody waits for any more', () => {
  /** Counts the reads of accounts and what belongs to them, and makes them wait from `shut` to `open`. */
  function gateOf({ services }: TestApplication) {
    const gate = { reads: 0, shut, open: () => undefined as void };
    let opened: Promise<void> | null = null;
    function shut(): void {
      gate.reads = 0;
      opened = new Promise((resolve) => (gate.open = resolve));
    }
    beforeReads(services, async (entity) => {
      if (!SLOW.includes(entity.name)) return;
      gate.reads += 1;
      await opened;
    });
    return gate;
  }

  it('is ended when its time is over, with the reading that it would still have done', async () => {
    const { app, admin } = await shop({ ORDERWIRE_TIMEOUT_MS: '4000' });
    try {
      await admin.run(DEEP);
      const gate = gateOf(app);
      gate.shut();
      const answer = await admin.send(DEEP);
      expect([answer.status, answer.errors[0]?.extensions]).toEqual([
        503,
        { code: 'TIMEOUT', details: { seconds: 4 } },
      ]);
      expect(gate.reads).toBe(1);
      gate.open();
      await delay(500);
      expect(gate.reads).toBe(1);
      await admin.run(DEEP);
      expect(gate.reads).toBeGreaterThan(3);
    } finally {
      await app.stop();
    }
  });

  it('reads nothing more for a client that has gone, over HTTP or a websocket', async () => {
    const { log, lines } = keptLog();
    const { app, admin } = await shop({}, log);
    const isTold = (message: string) => until(() => lines.some(({ msg }) => msg === message));
    try {
      await admin.run(DEEP);
      const gate = gateOf(app);
      const goOn = async (gone: string) => {
        await isTold(gone);
        gate.open();
        await delay(500);
        expect(gate.reads).toBe(1);
      };
      gate.shut();
      lines.length = 0;
      await askAndLeave(app, DEEP, () => until(() => gate.reads > 0));
      await goOn('request');
      const live = await app.liveAs('ADMIN');
      await live.run(VIEWER);
      gate.shut();
      lines.length = 0;
      const waiting = live.run(DEEP).catch(() => undefined);
      await until(() => gate.reads > 0);
      await live.close();
      await waiting;
      await goOn('websocket closed');
    } finally {
      await app.stop();
    }
  });
});

/** A statement that takes long in the database itself; on the embedded one, which nothing can interrupt, some 100 ms. */
function slowStatement({ dialect }: Sql, mark: string): string {
  return dialect === 'mysql'
    ? `SELECT SLEEP(300), '${mark}' AS mark`
    : `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000) SELECT MAX(i), '${mark}' FROM n`;
}

describe('a slow statement', () => {
  /** More than the time of an operation is enough for. */
  const STATEMENTS = 10_000;
  const mark = newId();
  const TIMEOUT = { code: 'TIMEOUT', details: { seconds: 4 } };
  const onMariaDb = testDatabaseKind() === 'mysql' ? it : it.skip;
  const onEmbedded = testDatabaseKind() === 'sqlite' ? it : it.skip;
  let app: TestApplication;
  let slow: { stop(): void };

  beforeAll(async () => {
    ({ app } = await shop({ ORDERWIRE_TIMEOUT_MS: '4000' }));
  });
  beforeEach(() => {
    slow = beforeReads(app.services, async ({ name }, sql) => {
      if (name === 'Account') await sql.rows(slowStatement(sql, mark));
    });
  });
  afterEach(() => slow.stop());
  afterAll(() => app.stop());

  const running = async (): Promise<number> => {
    const [row] = await app.services.database.reader.rows<{ n: RawInteger }>(
      'SELECT COUNT(*) AS n FROM information_schema.processlist WHERE info LIKE ? AND id <> CONNECTION_ID()',
      [`%${mark}%`],
    );
    return num(row?.n);
  };
  const runs = () => until(async () => (await running()) > 0);
  const stopped = () => until(async () => (await running()) === 0);

  onMariaDb('is stopped when the time of its operation is over', async () => {
    const admin = await app.as('ADMIN');
    const asked = admin.send(ACCOUNTS);
    await runs();
    const { status, errors } = await asked;
    expect([status, errors[0]?.extensions]).toEqual([503, TIMEOUT]);
    await stopped();
    const live = await app.liveAs('ADMIN');
    await expect(live.ask({ query: ACCOUNTS })).rejects.toMatchObject({
      errors: [{ extensions: TIMEOUT }],
    });
    await stopped();
  });

  onMariaDb('is stopped when its client goes, over HTTP and over a websocket', async () => {
    await askAndLeave(app, ACCOUNTS, runs);
    await stopped();
    const live = await app.liveAs('ADMIN');
    const waiting = live.run(ACCOUNTS).catch(() => undefined);
    await runs();
    await live.close();
    await waiting;
    await stopped();
  });

  onMariaDb('is stopped when its client completes the query, and the websocket goes on', async () => {
    const live = await app.liveAs('ADMIN');
    const query = live.subscribe(ACCOUNTS);
    const waiting = query.next().catch(() => undefined);
    await runs();
    await query.end();
    await waiting;
    await stopped();
    expect(await live.run(VIEWER)).toHaveProperty('viewer');
  });

  onMariaDb('takes no other one with it, though it may end just when it is stopped', async () => {
    const { app: patient, admin } = await shop();
    try {
      const slowToo = beforeReads(patient.services, async ({ name }, sql) => {
        if (name === 'Account') await sql.rows(`SELECT SLEEP(${0.1 + Math.random() * 0.2})`);
      });
      const wrong: string[] = [];
      let over = false;
      const others = Array.from({ length: 4 }, async () => {
        while (!over) {
          const { errors } = await admin.send('{ products { nodes { sku } } locations { name } }');
          wrong.push(...errors.map(({ message }) => message));
        }
      });
      const leave = () => delay(50 + Math.random() * 200);
      for (let round = 0; round < 4; round++) {
        await Promise.all(Array.from({ length: 12 }, () => askAndLeave(patient, ACCOUNTS, leave)));
      }
      over = true;
      await Promise.all(others);
      expect(wrong).toEqual([]);
      slowToo.stop();
      await Promise.all(Array.from({ length: 40 }, () => admin.run(ACCOUNTS)));
    } finally {
      await patient.stop();
    }
  });

  onEmbedded('is the last one of an operation whose time is over', async () => {
    const admin = await app.as('ADMIN');
    let begun = 0;
    slow.stop();
    slow = beforeReads(app.services, async (_entity, sql) => {
      for (let i = 0; i < STATEMENTS; i++) {
        begun += 1;
        await sql.rows(slowStatement(sql, mark));
      }
    });
    const { status, errors } = await admin.send(ACCOUNTS);
    expect([status, errors[0]?.extensions]).toEqual([503, TIMEOUT]);
    const then = begun;
    expect(then).toBeLessThan(STATEMENTS);
    await delay(500);
    expect(begun).toBe(then);
  });
});
