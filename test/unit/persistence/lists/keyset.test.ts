import Libsql from 'libsql';
import { keysetPage, type PageRequest, type Sort } from '../../../../src/persistence/lists/keyset';

interface Row {
  id: string;
  day: number;
  value: bigint;
  name: string;
}

const id = { column: 't.id', kind: 'text', value: (row: Row) => row.id } as const;
const SORTS: Sort<Row>[] = [
  { name: 'day.asc', keys: [{ column: 't.day', kind: 'int', value: (row) => row.day }, id] },
  {
    name: 'day.desc',
    keys: [
      { column: 't.day', kind: 'int', descending: true, value: (row) => new Date(row.day) },
      { ...id, descending: true },
    ],
  },
  {
    name: 'value.desc',
    keys: [{ column: 't.value', kind: 'bigint', descending: true, value: (row) => row.value }, id],
  },
  {
    name: 'name.day.desc',
    keys: [
      { column: 't.name', kind: 'text', value: (row) => row.name },
      { column: 't.day', kind: 'int', descending: true, value: (row) => row.day },
      id,
    ],
  },
];

const database = new Libsql(':memory:').defaultSafeIntegers(true);

function read(sort: Sort<Row>, request: PageRequest) {
  const page = keysetPage(sort, request);
  const rows = database
    .prepare(`SELECT t.id, t.day, t.value, t.name FROM rows_ t WHERE ${page.where.sql} ${page.tail}`)
    .all(...page.where.params) as Record<string, unknown>[];
  return page.cut(rows.map((row) => ({ ...row, day: Number(row.day) }) as Row));
}

function allIds(sort: Sort<Row>): string[] {
  const order = sort.keys
    .map(({ column, descending }) => `${column} ${descending ? 'DESC' : 'ASC'}`)
    .join(', ');
  return (database.prepare(`SELECT t.id FROM rows_ t ORDER BY ${order}`).all() as Row[]).map((row) => row.id);
}

const ids = (slice: { edges: { node: Row }[] }) => slice.edges.map(({ node }) => node.id);
const failure =
  (request: PageRequest, sort = SORTS[0]!) =>
  () =>
    keysetPage(sort, request);

beforeAll(() => {
  database.exec('CREATE TABLE rows_ (id TEXT PRIMARY KEY, day INTEGER, value INTEGER, name TEXT)');
  const insert = database.prepare('INSERT INTO rows_ VALUES (?, ?, ?, ?)');
  for (let i = 0; i < 57; i++) {
    insert.run(
      `id${String((i * 31) % 97).padStart(2, '0')}`,
      i % 5,
      9_007_199_254_740_993n + BigInt(i % 7),
      ['Ä', 'b', 'B'][i % 3]!,
    );
  }
});
afterAll(() => database.close());

describe.each(SORTS)('a list sorted by $name', (sort) => {
  it('is read wholly and in order by going forward', () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const slice = read(sort, { first: 4, after });
      expect(slice.hasPreviousPage).toBe(after !== null);
      seen.push(...ids(slice));
      after = slice.edges.at(-1)!.cursor;
      more = slice.hasNextPage;
    }
    expect(seen).toEqual(allIds(sort));
  });

  it('is read wholly and in order by going backward', () => {
    const seen: string[] = [];
    for (let before: string | null = null, more = true; more;) {
      const slice = read(sort, { last: 4, before });
      expect(slice.hasNextPage).toBe(before !== null);
      seen.unshift(...ids(slice));
      before = slice.edges[0]!.cursor;
      more = slice.hasPreviousPage;
    }
    expect(seen).toEqual(allIds(sort));
  });

  it('is bounded by a cursor on either side', () => {
    const all = allIds(sort);
    const { edges } = read(sort, { first: 57 });
    const slice = read(sort, { first: 10, after: edges[20]!.cursor, before: edges[25]!.cursor });
    expect(ids(slice)).toEqual(all.slice(21, 25));
  });
});

describe('keysetPage', () => {
  it('reads twenty when no number is given', () => {
    expect(read(SORTS[0]!, {}).edges).toHaveLength(20);
  });

  it('neither repeats nor hides a row when rows come and go between two pages', () => {
    const first = read(SORTS[0]!, { first: 10 });
    database.prepare('DELETE FROM rows_ WHERE id = ?').run(first.edges[9]!.node.id);
    database.prepare('INSERT INTO rows_ VALUES (?, ?, ?, ?)').run('new', -1, 0, 'x');
    const second = read(SORTS[0]!, { first: 10, after: first.edges[9]!.cursor });
    expect(ids(second)).toEqual(allIds(SORTS[0]!).slice(10, 20));
  });

  it('answers an empty page beyond the end', () => {
    const last = read(SORTS[0]!, { last: 1 });
    const slice = read(SORTS[0]!, { first: 5, after: last.edges[0]!.cursor });
    expect(slice).toEqual({ edges: [], hasNextPage: false, hasPreviousPage: true });
  });

  it.each([{ first: 0 }, { first: -1 }, { first: 201 }, { last: 201 }, { first: 1, last: 1 }])(
    'refuses %j',
    (request) => {
      expect(failure(request)).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }) as Error);
    },
  );

  it('refuses a cursor of another sort order', () => {
    const { cursor } = read(SORTS[1]!, { first: 1 }).edges[0]!;
    expect(failure({ after: cursor })).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }) as Error);
  });

  it.each([
    'nonsense',
    Buffer.from('"day.asc"').toString('base64url'),
    Buffer.from('["day.asc", 1]').toString('base64url'),
    Buffer.from('["day.asc", "1", "id01"]').toString('base64url'),
    Buffer.from('["day.asc", 1.5, "id01"]').toString('base64url'),
    Buffer.from('["day.asc", 1, {"$gt": ""}]').toString('base64url'),
  ])('refuses the cursor %s', (cursor) => {
    expect(failure({ after: cursor })).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }) as Error);
    expect(failure({ before: cursor })).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }) as Error);
  });
});
