import { setImmediate as turn } from 'node:timers/promises';
import { openDatabase } from '../../../src/persistence/open-database';
import { fragment, type SqlFragment } from '../../../src/persistence/sql-fragment';
import type { Param, Sql } from '../../../src/persistence/sql';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../../support/databases';

const onSqlite = testDatabaseKind() === 'sqlite' ? describe : describe.skip;

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

async function aside<R>(selects: readonly SqlFragment[], most = 100_000, sql?: Sql): Promise<R[]> {
  const rows: R[] = [];
  await (sql ?? test.database.reader).readAside<R>(selects, most, (some) => rows.push(...some));
  return rows;
}

const numbers = (count: number): SqlFragment =>
  fragment(
    'SELECT r.n AS n FROM (WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < ?) SELECT n FROM r) r',
    [count],
  );
/** Takes the database long: MariaDB cuts recursion short. */
const slow =
  testDatabaseKind() === 'mysql'
    ? fragment('SELECT SLEEP(1) AS n', [])
    : fragment(`SELECT SUM(q.n) AS n FROM (${numbers(1).sql}) q`, [2_000_000]);
const currencies = fragment('SELECT COUNT(*) AS n FROM currencies');

describe('what is read aside', () => {
  it('has the values that were given', async () => {
    const texts = ["it's", 'back\\slash', '"double"', 'ž 🙂', '? and ?', ''];
    const values: Param[] = [...texts, 7, 0.5, 9_007_199_254_740_993n, -1n, null];
    for (const value of values) {
      const [row] = await aside<{ v: unknown }>([fragment('SELECT ? AS v', [value])]);
      const back = typeof row!.v === 'object' || typeof row!.v === 'string' ? row!.v : String(row!.v);
      expect(typeof value === 'string' || value === null ? back : String(back)).toBe(
        value === null ? null : String(value),
      );
    }
  });

  it('is the rows of all selects, some at a time and no more than asked for', async () => {
    const parts = [numbers(900), numbers(900)];
    expect(await aside(parts)).toHaveLength(1_800);
    expect(await aside(parts, 1_000)).toHaveLength(1_000);
    const sizes: number[] = [];
    await test.database.reader.readAside(parts, 2_000, (some) => sizes.push(some.length));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
  });

  it('is of one state of the data, whatever is written between its parts', async () => {
    const add = (i: number) =>
      test.database.write(`INSERT INTO currencies (code, name, fraction_digits) VALUES (?, 'X', 2)`, [
        `X${String.fromCharCode(65 + i)}X`,
      ]);
    const counts = aside<{ n: unknown }>(Array.from({ length: 30 }, () => currencies));
    for (let i = 0; i < 20; i += 1) {
      await add(i);
      await turn();
    }
    expect(new Set((await counts).map(({ n }) => String(n))).size).toBe(1);
    const [after] = await aside<{ n: unknown }>([currencies]);
    expect(Number(after!.n)).toBeGreaterThanOrEqual(20);
  });

  it('lets others have their turn meanwhile', async () => {
    let ended = false;
    const reading = aside([slow]).finally(() => (ended = true));
    let turns = 0;
    for (; !ended; turns += 1) await turn();
    await reading;
    expect(turns).toBeGreaterThan(20);
  });

  it('fails with the reason of its request, and so does what waits', async () => {
    const gone = new AbortController();
    const sql = test.database.reader.until(gone.signal);
    const reads = [1, 2, 3].map(() =>
      aside(
        Array.from({ length: 50 }, () => numbers(1_000)),
        100_000,
        sql,
      ),
    );
    const settled = Promise.allSettled(reads);
    const reason = new Error('gone');
    gone.abort(reason);
    for (const outcome of await settled) expect(outcome).toEqual({ status: 'rejected', reason });
    expect(await aside([numbers(3)])).toHaveLength(3);
  });

  it('fails with the error of a statement, and goes on with the next read', async () => {
    const missing = fragment('SELECT v FROM there_is_no_such_table');
    await expect(aside([numbers(3), missing])).rejects.toThrow('no_such_table');
    await expect(aside([missing])).rejects.toThrow('no_such_table');
    expect(await aside([numbers(3)])).toHaveLength(3);
    const taking = test.database.reader.readAside([numbers(3)], 3, () => {
      throw new Error('not wanted');
    });
    await expect(taking).rejects.toThrow('not wanted');
    expect(await aside([numbers(3)])).toHaveLength(3);
  });
});

onSqlite('the embedded database', () => {
  it('reads for one after the other, and refuses when too many wait', async () => {
    const begun: number[] = [];
    const reads = Array.from({ length: 66 }, (_, i) =>
      test.database.reader.readAside([numbers(1)], 1, () => begun.push(i)),
    );
    const outcomes = await Promise.allSettled(reads);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ code: 'UNAVAILABLE' }) },
    ]);
    expect(outcomes[65]).toMatchObject({ status: 'rejected' });
    expect(begun).toEqual(Array.from({ length: 65 }, (_, i) => i));
  });

  it('reads no more once it is closed, and closes after the part at hand', async () => {
    const other = await openDatabase(test.options);
    const reads = Array.from({ length: 3 }, () =>
      other.reader.readAside(
        Array.from({ length: 20 }, () => numbers(2_000)),
        50_000,
        () => undefined,
      ),
    );
    const settled = Promise.allSettled(reads);
    await other.close();
    const stopping = { status: 'rejected', reason: expect.objectContaining({ code: 'UNAVAILABLE' }) };
    expect(await settled).toEqual([stopping, stopping, stopping]);
    await expect(other.reader.readAside([numbers(1)], 1, () => undefined)).rejects.toThrow('stopping');
  });

  it('keeps a character that ends a text', async () => {
    const bytes = fragment('SELECT HEX(?) AS v', ["a\0'b"]);
    expect(await aside([bytes])).toEqual([{ v: '61002762' }]);
  });
});
