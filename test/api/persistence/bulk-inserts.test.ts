import { createPool, type Pool } from 'mysql2';
import { IdempotencyRecord } from '../../../entities/events/idempotency-record';
import type { Database } from '../../../src/persistence/database';
import { takeConnection } from '../../../src/persistence/mysql/mysql-statements';
import { PipelinedTransaction } from '../../../src/persistence/mysql/pipelined-transaction';
import { openDatabase } from '../../../src/persistence/open-database';
import type { Sql } from '../../../src/persistence/sql';
import { newId } from '../../../src/shared/ids';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../../support/databases';

const onMariaDb = testDatabaseKind() === 'mysql' ? describe : describe.skip;

let test: TestDatabase;
/** On the pipelined wire, whatever this run is on. */
let database: Database;
let url: string;

beforeAll(async () => {
  test = await createTestDatabase();
  if (test.options.kind !== 'mysql') return;
  ({ url } = test.options);
  database = await openDatabase({ ...test.options, wire: 'pipelined' });
});

afterAll(async () => {
  if (testDatabaseKind() === 'mysql') await database.close();
  await test.drop();
});

const AT = new Date('2026-03-16T10:00:00Z');

function record(principalId: string, idempotencyKey: string): IdempotencyRecord {
  const values = { principalId, mutation: 'm', idempotencyKey, inputHash: 'h', outcome: 'o', createdAt: AT };
  return Object.assign(new IdempotencyRecord(), values);
}

const insert = (sql: Sql, ...records: IdempotencyRecord[]) => sql.insert(IdempotencyRecord, records);
const of = (sql: Sql, principalId: string) =>
  sql.select(IdempotencyRecord, 'WHERE t.principal_id = ? ORDER BY t.idempotency_key', [principalId]);

/** How many statements the session has prepared. */
async function prepared(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ Value: string }>("SHOW SESSION STATUS LIKE 'Com_stmt_prepare'");
  return Number(row!.Value);
}

onMariaDb('inserts in bulk', () => {
  it('prepare a statement of a table once, for any number of rows', async () => {
    const principalId = newId();
    const once = await openDatabase({ kind: 'mysql', url, poolSize: 1, wire: 'pipelined' });
    try {
      const keys = Array.from({ length: 300 }, (_, i) => String(i).padStart(3, '0'));
      await once.transaction((sql) => insert(sql, record(principalId, 'first')));
      const after = await once.transaction(async (sql) => {
        await insert(sql, ...keys.map((key) => record(principalId, key)));
        return prepared(sql);
      });
      expect(after).toBe(1);
      expect(await of(once.reader, principalId)).toHaveLength(301);
    } finally {
      await once.close();
    }
  });

  it('leave nothing of a transaction that the server undoes for a deadlock, not even what follows it', async () => {
    const [a, b] = [newId(), newId()];
    const other = new Map([
      [a, b],
      [b, a],
    ]);
    const meet = meeting(2);
    const compete = (mine: string) =>
      database.transaction(async (sql) => {
        await insert(sql, record(mine, 'shared'));
        await of(sql, mine);
        await meet();
        await insert(sql, record(other.get(mine)!, 'shared'));
        await insert(sql, record(mine, 'afterwards'));
      });
    const results = await Promise.allSettled([compete(a), compete(b)]);
    const [winner, loser] = results[0]!.status === 'fulfilled' ? [a, b] : [b, a];
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'ER_LOCK_DEADLOCK' },
    });
    expect((await of(database.reader, winner)).map((row) => row.idempotencyKey)).toEqual([
      'afterwards',
      'shared',
    ]);
    expect((await of(database.reader, loser)).map((row) => row.idempotencyKey)).toEqual(['shared']);
  });

  it('fail when the connection breaks on the way, and the next transaction has another one', async () => {
    const principalId = newId();
    const failing = database.transaction(async (sql) => {
      const [row] = await sql.rows<{ id: unknown }>('SELECT CONNECTION_ID() AS id');
      await database.reader.rows(`KILL ${String(row!.id)}`);
      await insert(sql, record(principalId, 'k'));
    });
    await expect(failing).rejects.toThrow();
    expect(await of(database.reader, principalId)).toEqual([]);
    await database.transaction((sql) => insert(sql, record(principalId, 'k')));
    expect(await of(database.reader, principalId)).toHaveLength(1);
  });

  describe('where the server was not told that they are known', () => {
    let pool: Pool;

    beforeAll(() => {
      pool = createPool({ uri: url, multipleStatements: true, supportBigNumbers: true });
    });

    afterAll(() => new Promise<void>((resolve) => pool.end(() => resolve())));

    it('go as text', async () => {
      const principalId = newId();
      const rows = ['a', 'b', "it's"].map((key) => record(principalId, key));
      const connection = await takeConnection(pool);
      const transaction = new PipelinedTransaction(connection);
      await transaction.begin();
      await insert(transaction.sql, ...rows);
      expect(await prepared(transaction.sql)).toBe(0);
      await transaction.commit();
      connection.release();
      expect(await of(database.reader, principalId)).toEqual(rows);
    });
  });
});

/** A function whose callers wait for each other. */
function meeting(size: number): () => Promise<void> {
  let arrived = 0;
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    if (++arrived === size) open();
    return opened;
  };
}
