import { setImmediate as turn } from 'node:timers/promises';
import { IdempotencyRecord } from '../../../entities/events/idempotency-record';
import type { Database } from '../../../src/persistence/database';
import type { Sql } from '../../../src/persistence/sql';
import { openDatabase } from '../../../src/persistence/open-database';
import { newId } from '../../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../../support/databases';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
});
afterAll(() => test.drop());

/** More values than a small transaction writes. */
const MANY = 20_000;

function records(principalId: string, count: number): IdempotencyRecord[] {
  const createdAt = new Date('2026-03-16T10:00:00Z');
  return Array.from({ length: count }, (_, i) =>
    Object.assign(new IdempotencyRecord(), {
      ...{ principalId, mutation: 'm', idempotencyKey: `key ${i}`, inputHash: 'h'.repeat(64) },
      ...{ outcome: { i }, createdAt },
    }),
  );
}

const insert = (sql: Sql, principalId: string, count: number) =>
  sql.insert(IdempotencyRecord, records(principalId, count));
const OF_PRINCIPAL = 'WHERE t.principal_id = ?';
const countOf = async (sql: Sql, principalId: string) =>
  (await sql.select(IdempotencyRecord, OF_PRINCIPAL, [principalId])).length;

describe('a transaction of many rows', () => {
  it('lets others have turns while it writes and reads, who see nothing of it before its end', async () => {
    const principalId = newId();
    let done = false;
    const work = database
      .transaction(async (sql) => {
        await insert(sql, principalId, MANY);
        expect(await countOf(sql, principalId)).toBe(MANY);
      })
      .finally(() => (done = true));
    let turns = 0;
    for (; !done; turns++) {
      if (turns < 5) {
        const seen = await countOf(database.reader, principalId);
        if (!done) expect(seen).toBe(0);
      }
      await turn();
    }
    await work;
    expect(turns).toBeGreaterThan(10);
    expect(await countOf(database.reader, principalId)).toBe(MANY);
  });

  it('keeps what others write meanwhile apart from it', async () => {
    const [large, small] = [newId(), newId()];
    const failing = database.transaction(async (sql) => {
      await insert(sql, large, MANY);
      throw new Error('not after all');
    });
    const others = database.transaction((sql) => insert(sql, small, 1));
    const write = database.write('UPDATE idempotency_records SET mutation = ? WHERE principal_id = ?', [
      'n',
      large,
    ]);
    await expect(failing).rejects.toThrow('not after all');
    await others;
    expect(await write).toBe(0);
    expect(await countOf(database.reader, large)).toBe(0);
    expect(await countOf(database.reader, small)).toBe(1);
  });

  it('ends what nobody waits for any more before it ends itself', async () => {
    const [large, small] = [newId(), newId()];
    let left: Promise<unknown> | undefined;
    const failing = database.transaction(async (sql) => {
      left = insert(sql, large, MANY);
      left.catch(() => undefined);
      await turn();
      throw new Error('too early');
    });
    await expect(failing).rejects.toThrow('too early');
    await database.transaction((sql) => insert(sql, small, 1));
    await expect(left).rejects.toThrow('The transaction is over');
    expect(await countOf(database.reader, large)).toBe(0);
    expect(await countOf(database.reader, small)).toBe(1);
  });

  it('reads rows with one text at the same time, each to its end', async () => {
    const [one, other] = [newId(), newId()];
    await database.transaction((sql) => insert(sql, one, MANY));
    await database.transaction((sql) => insert(sql, other, 3_000));
    const counts = await database.transaction((sql) =>
      Promise.all([countOf(sql, one), countOf(sql, other), countOf(sql, one)]),
    );
    expect(counts).toEqual([MANY, 3_000, MANY]);
  });

  it('is there after the database has been closed right behind it', async () => {
    const again = await createTestDatabase();
    const principalId = newId();
    await again.database.transaction((sql) => insert(sql, principalId, MANY));
    await again.database.transaction((sql) => insert(sql, principalId.toLowerCase(), 1));
    expect(await countOf(again.database.reader, principalId)).toBe(MANY);
    await again.drop();
  });

  it('ends before a database that is being closed, which does nothing afterwards', async () => {
    const again = await createTestDatabase();
    const other = await openDatabase(again.options);
    const [last, late] = [newId(), newId()];
    const work = other.transaction(async (sql) => {
      await insert(sql, last, MANY);
      await insert(sql, last.toLowerCase(), MANY);
    });
    const closed = other.close();
    await Promise.all([work, closed]);
    await expect(other.transaction((sql) => insert(sql, late, 1))).rejects.toThrow();
    await expect(other.write('DELETE FROM idempotency_records')).rejects.toThrow();
    expect(await countOf(again.database.reader, last)).toBe(MANY);
    expect(await countOf(again.database.reader, late)).toBe(0);
    await again.drop();
  });
});
