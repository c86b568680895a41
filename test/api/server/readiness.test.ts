import type { Pool, PoolConnection } from 'mysql2';
import type { DataSource } from 'typeorm';
import { Role } from '../../../src/auth/roles';
import type { Database } from '../../../src/persistence/database';
import { newId } from '../../../src/shared/ids';
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { testDatabaseKind } from '../../support/databases';
import { until } from '../../support/until';

let app: TestApplication;
let admin: ApiClient;
beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as(Role.ADMIN);
});
afterAll(() => app.stop());

const onEmbedded = testDatabaseKind() === 'sqlite';

/** The connections behind the database that write. */
function writers(database: Database): DataSource {
  const { writerSource, transactions } = database as unknown as Record<string, DataSource>;
  return (writerSource ?? transactions)!;
}

/** Makes the database refuse writes from now on, by its own means; answers how to allow them again. */
async function refuseWrites(): Promise<() => Promise<void>> {
  const source = writers(app.services.database);
  if (onEmbedded) {
    await source.query('PRAGMA query_only = 1');
    return () => source.query('PRAGMA query_only = 0');
  }
  const { pool } = source.driver as unknown as { pool: Pool };
  const set = (mode: string) => (connection: PoolConnection) =>
    void connection.query(`SET SESSION TRANSACTION ${mode}`);
  const refuse = set('READ ONLY');
  pool.on('acquire', refuse);
  return () => {
    pool.off('acquire', refuse);
    pool.on('acquire', set('READ WRITE'));
    return Promise.resolve();
  };
}

const readiness = async (): Promise<[status: number, body: object]> => {
  const response = await fetch(`${app.url}/readyz`);
  return [response.status, (await response.json()) as object];
};
const isReady = async (): Promise<boolean> => (await readiness())[0] === 200;

const cannotWrite = (message: string): [number, object] => [
  503,
  { status: 'unavailable', reason: 'writes', message },
];

/** A machine that is very busy may make a check late, which is then made again. */
const untilItSays = (expected: [number, object], before?: () => Promise<unknown>): Promise<void> =>
  until(async () => {
    await before?.();
    return JSON.stringify(await readiness()) === JSON.stringify(expected);
  });

const SAVE = `mutation ($input: UpsertTerritoryInput!) { upsertTerritory(input: $input) { replayed territory { code } } }`;
const territory = (code: string) => ({ input: { idempotencyKey: newId(), code, name: code } });

it('is 503 with the reason while nothing can be written, tells clients so, and is 200 again by itself', async () => {
  await untilItSays([200, { status: 'ready' }]);
  const allowWrites = await refuseWrites();
  const saving = territory('T-1');
  const refused = await admin.fail(SAVE, saving);
  expect(refused).toMatchObject({
    extensions: { code: 'UNAVAILABLE' },
    message: expect.stringMatching(
      /read-only at the moment. Nothing was changed. Send the request again later/,
    ),
  });
  await untilItSays(cannotWrite('The database is read-only at the moment.'));
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  expect((await admin.run('{ __typename currencies { code } }')).__typename).toBe('Query');
  await allowWrites();
  await until(isReady);
  expect((await admin.run(SAVE, saving)).upsertTerritory).toMatchObject({ replayed: false });
});

it('leaves no rows behind', async () => {
  await until(isReady);
  const { reader } = app.services.database;
  const rows = await reader.rows("SELECT 1 FROM idempotency_records WHERE mutation = 'writeCheck'");
  expect(rows).toEqual([]);
});

(onEmbedded ? it : it.skip)('is 503 when the disk is full', async () => {
  const source = writers(app.services.database);
  const [{ page_count: pages }] = (await source.query('PRAGMA page_count')) as [{ page_count: bigint }];
  await source.query(`PRAGMA max_page_count = ${pages}`);
  const codes: string[] = [];
  const fill = async (): Promise<boolean> => {
    const { errors } = await admin.send(SAVE, territory(`${'F'.repeat(30)}-${codes.length}`));
    codes.push(errors[0]?.extensions.code ?? 'OK');
    return codes.at(-1) !== 'OK';
  };
  await until(fill);
  expect(codes.at(-1)).toBe('UNAVAILABLE');
  await untilItSays(cannotWrite('The database has no room left on its disk.'), fill);
  await source.query('PRAGMA max_page_count = 1000000');
  await admin.run(SAVE, territory('T-2'));
  await until(isReady);
});
