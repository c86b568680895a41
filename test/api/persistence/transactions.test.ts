import { IdempotencyRecord } from '../../../entities/events/idempotency-record';
import { isDuplicateKey } from '../../../src/persistence/conflicts';
import type { Database } from '../../../src/persistence/database';
import { openDatabase } from '../../../src/persistence/open-database';
import type { Param, Sql } from '../../../src/persistence/sql';
import { unavailability } from '../../../src/persistence/unavailable';
import { newId } from '../../../src/shared/ids';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../../support/databases';

let test: TestDatabase;
/** With one connection for transactions where there is a pool: what one of them leaves behind, the next one meets. */
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  const { options } = test;
  database = await openDatabase(options.kind === 'mysql' ? { ...options, poolSize: 1 } : options);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const AT = new Date('2026-03-16T10:00:00Z');

function record(values: Partial<IdempotencyRecord> = {}): IdempotencyRecord {
  const base = { principalId: newId(), mutation: 'm', idempotencyKey: 'k', inputHash: 'h' };
  return Object.assign(new IdempotencyRecord(), { ...base, outcome: 'o', createdAt: AT, ...values });
}

const insert = (sql: Sql, ...records: IdempotencyRecord[]) => sql.insert(IdempotencyRecord, records);
const OF_PRINCIPAL = 'WHERE t.principal_id = ? ORDER BY t.idempotency_key';
const of = (sql: Sql, principalId: string) => sql.select(IdempotencyRecord, OF_PRINCIPAL, [principalId]);

describe('a transaction', () => {
  it('reads what it has just inserted, which others see after the commit', async () => {
    const row = record();
    await database.transaction(async (sql) => {
      await insert(sql, row);
      expect(await of(sql, row.principalId)).toEqual([row]);
      expect(await of(database.reader, row.principalId)).toEqual([]);
    });
    expect(await of(database.reader, row.principalId)).toEqual([row]);
  });

  it('changes what it has just inserted', async () => {
    const row = record();
    await database.transaction(async (sql) => {
      await insert(sql, row, record({ ...row, idempotencyKey: 'l' }));
      const update = 'UPDATE idempotency_records SET input_hash = ? WHERE principal_id = ?';
      expect(await sql.execute(update, ['changed', row.principalId])).toBe(2);
    });
    const stored = await of(database.reader, row.principalId);
    expect(stored.map(({ inputHash }) => inputHash)).toEqual(['changed', 'changed']);
  });

  it('fails as a whole when its last insert violates a key, and leaves its connection as good as new', async () => {
    const row = record();
    const failing = database.transaction(async (sql) => {
      await insert(sql, row);
      expect(await of(sql, row.principalId)).toHaveLength(1);
      await insert(sql, row);
    });
    expect(isDuplicateKey(await failing.catch((error: unknown) => error))).toBe(true);
    expect(await of(database.reader, row.principalId)).toEqual([]);
    await database.transaction((sql) => insert(sql, row));
    expect(await of(database.reader, row.principalId)).toEqual([row]);
  });

  it('fails as a whole when an insert violates a key, whatever comes after it', async () => {
    const row = record();
    const failing = database.transaction(async (sql) => {
      await insert(sql, row, row);
      await insert(sql, record({ ...row, idempotencyKey: 'after' }));
      await sql.executeLater('DELETE FROM idempotency_records WHERE principal_id = ?', [row.principalId]);
      await of(sql, row.principalId);
    });
    expect(isDuplicateKey(await failing.catch((error: unknown) => error))).toBe(true);
    expect(await of(database.reader, row.principalId)).toEqual([]);
  });

  it('stores nothing when its work fails, whether or not a statement has followed its inserts', async () => {
    const [sent, waiting] = [record(), record()];
    const failing = database.transaction(async (sql) => {
      await insert(sql, sent);
      await of(sql, sent.principalId);
      await insert(sql, waiting);
      throw new Error('The work failed');
    });
    await expect(failing).rejects.toThrow('The work failed');
    await database.transaction((sql) => of(sql, sent.principalId));
    expect(await of(database.reader, sent.principalId)).toEqual([]);
    expect(await of(database.reader, waiting.principalId)).toEqual([]);
  });

  it('inserts more than MariaDB takes in one packet, with nothing between that waits for an answer', async () => {
    const [principalId, outcome] = [newId(), 'x'.repeat(900_000)];
    await database.transaction(async (sql) => {
      for (let i = 0; i < 20; i++)
        await insert(sql, record({ principalId, outcome, idempotencyKey: `${i}` }));
    });
    const [row] = await database.reader.rows<{ n: unknown; least: unknown }>(
      'SELECT COUNT(*) AS n, MIN(LENGTH(outcome)) AS least FROM idempotency_records WHERE principal_id = ?',
      [principalId],
    );
    expect([Number(row!.n), Number(row!.least)]).toEqual([20, outcome.length + 2]);
  });
});

describe('a text comes back as it went in', () => {
  const TEXTS = [
    `'`,
    `''`,
    `it's "so"`,
    `""`,
    '`',
    '\\',
    '\\\\',
    `\\'`,
    `'\\`,
    `\\' OR 1 = 1 -- `,
    `'); DELETE FROM idempotency_records; --`,
    'ends with a backslash\\',
    'a\nb\r\nc\td\be',
    '\x1a',
    '\x01\x02\x7f',
    '?',
    '?? :name @name $1',
    '-- no comment',
    '# no comment',
    '/* no comment */ /*! 1 */',
    '; SELECT 1',
    '%_\\%\\_',
    '\\n\\0\\Z',
    'e\u0301 \u00e9 a\u0308\u0332',
    '👩🏽‍🚀 🇺🇳 𝕬',
    'שלום \u202eمرحبا\u202c',
    '\u2028\u2029\ufeff\ufffd',
    '日本語 ｅｎ',
    ' blanks around ',
    '',
  ];

  it.each(TEXTS.map((text) => [JSON.stringify(text), text]))('%s', async (_name, text) => {
    const row = record({ mutation: text, inputHash: text, outcome: { text, [text]: [text, null] } });
    await database.transaction(async (sql) => {
      await insert(sql, row);
      expect(await of(sql, row.principalId)).toEqual([row]);
    });
    expect(await of(database.reader, row.principalId)).toEqual([row]);
    const where = 'WHERE t.input_hash = ? AND t.principal_id = ?';
    const params: Param[] = [text, row.principalId];
    expect(await database.reader.select(IdempotencyRecord, where, params)).toEqual([row]);
  });

  it('many in one statement, each in its place', async () => {
    const principalId = newId();
    const rows = TEXTS.map((text, i) =>
      record({ principalId, mutation: text, inputHash: text, idempotencyKey: String(i).padStart(3, '0') }),
    );
    await database.transaction((sql) => insert(sql, ...rows));
    expect(await of(database.reader, principalId)).toEqual(rows);
  });

  it('with zero characters, which the embedded database does not keep and no input may have', async () => {
    if (database.dialect !== 'mysql') return;
    const row = record({ inputHash: `\0a\0\\0'\0`, outcome: 'a\0b' });
    await database.transaction((sql) => insert(sql, row));
    expect(await of(database.reader, row.principalId)).toEqual([row]);
  });

  it('and so do whole numbers of 64 bits, fractions and nothing', async () => {
    const values: Param[] = [9_007_199_254_740_993n, -9_223_372_036_854_775_808n, 0, -1.5, null];
    const list = values.map((_value, i) => `? AS v${i}`).join(', ');
    const row = await database.transaction(
      async (sql) => (await sql.rows<Record<string, unknown>>(`SELECT ${list}`, values))[0]!,
    );
    expect(Object.values(row).map(String)).toEqual([
      '9007199254740993',
      '-9223372036854775808',
      '0',
      '-1.5',
      'null',
    ]);
  });
});

(testDatabaseKind() === 'sqlite' ? describe : describe.skip)(
  'a transaction that SQLite ends by itself',
  () => {
    /** Of the connection that writes: a database with no more pages than it has is a full disk. */
    const setPages = async (pages: string): Promise<void> => {
      await database.write(`PRAGMA max_page_count = ${pages}`);
    };
    afterEach(() => setPages('1000000'));

    it('takes nothing more: what is asked for at the same time is not stored alone', async () => {
      const [large, small] = [record({ outcome: 'x'.repeat(1_000_000) }), record()];
      const [row] = await database.reader.rows<{ page_count: bigint }>('PRAGMA page_count');
      await setPages(String(row!.page_count + 2n));
      const outcomes: PromiseSettledResult<unknown>[] = [];
      const failing = database.transaction(async (sql) => {
        outcomes.push(...(await Promise.allSettled([insert(sql, large), insert(sql, small)])));
        for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
      });
      expect(unavailability(await failing.catch((error: unknown) => error))).toBe('DISK_FULL');
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(await of(database.reader, small.principalId)).toEqual([]);
      expect(await of(database.reader, large.principalId)).toEqual([]);
      await database.transaction((sql) => insert(sql, small));
      expect(await of(database.reader, small.principalId)).toEqual([small]);
    });
  },
);

describe('a transaction that is over', () => {
  it('runs nothing more', async () => {
    const row = record();
    let late: Sql | undefined;
    await database.transaction((sql) => Promise.resolve(void (late = sql)));
    await expect(late!.execute('DELETE FROM idempotency_records')).rejects.toThrow('The transaction is over');
    await database.transaction((sql) => insert(sql, row));
    expect(await of(database.reader, row.principalId)).toEqual([row]);
  });
});
