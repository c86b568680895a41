import type { Database } from '../../../src/persistence/database';
import { openDatabase } from '../../../src/persistence/open-database';
import type { Sql } from '../../../src/persistence/sql';
import { num, type RawInteger } from '../../../src/persistence/values';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../../support/databases';
import { recordPackets } from '../../support/packets';
import { until } from '../../support/until';

const onMariaDb = testDatabaseKind() === 'mysql' ? describe : describe.skip;

let test: TestDatabase;
let leaving: AbortController;
/** What one request reads with. */
let sql: Sql;

beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => {
  leaving = new AbortController();
  sql = test.database.reader.until(leaving.signal);
});
afterAll(() => test.drop());

const value = async (of: Sql, text: string, ...params: (string | number)[]): Promise<unknown> => {
  const rows = await of.rows<{ v: unknown }>(text, params);
  return rows.map(({ v }) => (typeof v === 'string' ? v : Number(v)));
};
const MISSING = 'SELECT v FROM there_is_no_such_table';

describe('what a request reads in one turn', () => {
  it('comes to each who asks, however many rows there are', async () => {
    const answers = await Promise.all([
      value(sql, 'SELECT ? AS v', 1),
      value(sql, 'SELECT ? AS v UNION ALL SELECT ? ORDER BY v', 2, 3),
      value(sql, 'SELECT 4 AS v WHERE ? = 0', 1),
      value(sql, 'SELECT ? AS v', 'last'),
    ]);
    expect(answers).toEqual([[1], [2, 3], [], ['last']]);
  });

  it('fails only for who asks in vain', async () => {
    const answers = await Promise.allSettled([
      value(sql, 'SELECT 1 AS v'),
      value(sql, MISSING),
      value(sql, 'SELECT 2 AS v'),
      value(sql, 'SELECT 3 AS v'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(answers[1]).toMatchObject({ reason: { message: expect.stringContaining('no_such_table') } });
    expect([answers[0], answers[2], answers[3]]).toMatchObject([
      { value: [1] },
      { value: [2] },
      { value: [3] },
    ]);
    expect(await value(sql, 'SELECT 5 AS v')).toEqual([5]);
  });

  it('is data where it comes from outside', async () => {
    const texts = [
      `'; SELECT 'x`,
      `\\'; DROP TABLE orders; -- `,
      ';',
      '";"',
      'a\\',
      '🙂 é 名',
      '?',
      "''",
      '',
    ];
    const answers = await Promise.all(texts.map((text) => value(sql, 'SELECT ? AS v', text)));
    expect(answers).toEqual(texts.map((text) => [text]));
  });

  it('fails with the reason of the signal once that is given, and so does what is read later', async () => {
    const reason = new Error('gone');
    const waiting = Promise.allSettled([value(sql, 'SELECT 1 AS v'), value(sql.separately, 'SELECT 2 AS v')]);
    leaving.abort(reason);
    const later = value(sql, 'SELECT 3 AS v');
    await expect(later).rejects.toBe(reason);
    if (testDatabaseKind() === 'sqlite') return;
    expect(await waiting).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ]);
  });
});

onMariaDb('the packets of a request', () => {
  /** On the pipelined wire, whatever this run is on. */
  let database: Database;

  beforeAll(async () => {
    database = await openDatabase({ ...test.options, wire: 'pipelined' } as typeof test.options);
  });
  beforeEach(() => {
    sql = database.reader.until(leaving.signal);
  });
  afterAll(() => database.close());

  /** Tells its packets apart from those of others. */
  async function packetsOf(work: () => Promise<unknown>): Promise<string[]> {
    const { texts, stop } = recordPackets();
    try {
      await work();
    } finally {
      stop();
    }
    return texts.filter((text) => text.startsWith('SELECT'));
  }

  it('hold all that it asks for in one turn, also when its loaders ask a moment later', async () => {
    const packets = await packetsOf(() =>
      Promise.all([
        value(sql, 'SELECT 1 AS v'),
        Promise.resolve().then(() => value(sql, 'SELECT ? AS v', 'b')),
        new Promise((resolve) => process.nextTick(resolve)).then(() => value(sql, 'SELECT 3 AS v')),
      ]),
    );
    expect(packets).toEqual([`SELECT 1 AS v; SELECT 'b' AS v; SELECT 3 AS v`]);
  });

  it('hold nothing that another request asks for, nor what is to be read apart', async () => {
    const other = database.reader.until(new AbortController().signal);
    const packets = await packetsOf(() =>
      Promise.all([
        value(sql, 'SELECT 1 AS v'),
        value(other, 'SELECT 2 AS v'),
        value(sql.separately, 'SELECT 3 AS v'),
        value(other, 'SELECT 4 AS v'),
        value(sql, 'SELECT 5 AS v'),
      ]),
    );
    expect(packets.toSorted()).toEqual([
      'SELECT 1 AS v; SELECT 5 AS v',
      'SELECT 2 AS v; SELECT 4 AS v',
      'SELECT 3 AS v',
    ]);
  });

  it('hold twenty statements at most, and a hundred thousand characters unless one has more', async () => {
    const many = Array.from({ length: 45 }, (_, i) => i);
    let answers: unknown[] = [];
    const packets = await packetsOf(async () => {
      answers = await Promise.all(many.map((i) => value(sql, 'SELECT ? AS v', i)));
    });
    expect(answers).toEqual(many.map((i) => [i]));
    expect(packets.map((packet) => packet.split('; ').length)).toEqual([20, 20, 5]);
    const lengths = [60_000, 30_000, 30_000, 200_000, 10];
    const long = await packetsOf(async () => {
      answers = await Promise.all(
        lengths.map((length) => value(sql, 'SELECT CHAR_LENGTH(?) AS v', 'x'.repeat(length))),
      );
    });
    expect(answers).toEqual(lengths.map((length) => [length]));
    expect(long.map((packet) => packet.split('; ').length)).toEqual([2, 1, 1, 1]);
  });

  it('run again one by one when a statement in their middle fails', async () => {
    const packets = await packetsOf(() =>
      Promise.allSettled([value(sql, 'SELECT 1 AS v'), value(sql, MISSING), value(sql, 'SELECT 2 AS v')]),
    );
    expect(packets).toEqual([
      `SELECT 1 AS v; ${MISSING}; SELECT 2 AS v`,
      'SELECT 1 AS v',
      MISSING,
      'SELECT 2 AS v',
    ]);
  });
});

onMariaDb('a packet that runs when its request is given up', () => {
  /** With one connection for reads: what a request leaves behind, the next one meets. */
  let database: Database;

  beforeAll(async () => {
    database = await openDatabase({ ...test.options, poolSize: 1 } as typeof test.options);
  });
  afterAll(() => database.close());

  const connection = (of: Sql) => value(of, 'SELECT CONNECTION_ID() AS v');
  const sleeping = async (): Promise<number> => {
    const text = `SELECT COUNT(*) AS n FROM information_schema.processlist WHERE info LIKE '%SLEEP(%' AND id <> CONNECTION_ID()`;
    const [row] = await test.database.reader.rows<{ n: RawInteger }>(text);
    return num(row!.n);
  };

  it('is stopped, with all that is in it, and its connection is never used again', async () => {
    const request = database.reader.until(leaving.signal);
    const before = await connection(request);
    const asked = Promise.allSettled([
      value(request, 'SELECT 1 AS v'),
      value(request, 'SELECT SLEEP(30) AS v'),
      value(request, 'SELECT 2 AS v'),
    ]);
    await until(async () => (await sleeping()) === 1);
    const reason = new Error('gone');
    leaving.abort(reason);
    const rejected = { status: 'rejected', reason };
    expect(await asked).toEqual([rejected, rejected, rejected]);
    await until(async () => (await sleeping()) === 0, 1_000);
    expect(await connection(database.reader)).not.toEqual(before);
  });

  it('keeps its connection when it ends by itself at once', async () => {
    const request = database.reader.until(leaving.signal);
    const before = await connection(request);
    const asked = value(request, 'SELECT SLEEP(0.05) AS v');
    await until(async () => (await sleeping()) === 1);
    leaving.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
    expect(await connection(database.reader)).toEqual(before);
  });
});
