import fc from 'fast-check';
import Libsql from 'libsql';
import { Entity } from 'typeorm';
import { Code, Id, Instant, Int } from '../../../../entities/columns';
import { MAX_EXAMINED, rowsOf } from '../../../../src/persistence/lists/access-paths';
import { defineList, definedLists, type Reader } from '../../../../src/persistence/lists/define-list';
import { filtersOf } from '../../../../src/persistence/lists/list-filters';
import type { OpenList } from '../../../../src/persistence/lists/open-list';
import { createSql } from '../../../../src/persistence/sql';
import { fragment, inList } from '../../../../src/persistence/sql-fragment';

@Entity('notes')
class Note {
  @Id()
  id!: string;

  @Code(20)
  color!: string;

  @Code(20)
  owner!: string;

  @Int()
  size!: number;

  @Instant()
  at!: Date;
}

interface NoteFilter {
  color?: readonly string[] | null;
  size?: number | null;
  from?: Date | null;
  before?: Date | null;
  owner?: string | null;
}

interface Owners extends Reader {
  readonly owners: readonly string[];
}

const { equals, between, given } = filtersOf<NoteFilter>();
const color = equals('color', 'color');
const filters = {
  color: { ...color, path: (filter: NoteFilter) => ({ parts: [rowsOf('notes', color.condition(filter)!)] }) },
  at: between('at', { from: 'from', before: 'before' }),
  size: equals('size', 'size'),
  owner: {
    ...given('owner', (owner) => fragment('t.owner = ?', [owner])),
    path: ({ owner }: NoteFilter) => ({ parts: [rowsOf('notes', fragment('t.owner = ?', [owner!]))] }),
  },
};
const NOTES = defineList<Note, NoteFilter, 'TIME' | 'SIZE', Owners>({
  name: 'notes',
  entity: Note,
  filters,
  sorts: { TIME: ['at', 'id'], SIZE: ['size', 'id'] },
  indexes: [
    ['at', 'id'],
    ['color', 'at', 'id'],
    ['size', 'id'],
  ],
  visible: ({ owners }) => ({
    condition: inList('t.owner', owners),
    path: { parts: [rowsOf('notes', inList('t.owner', owners))] },
  }),
  bound: { rows: 'notes', advice: 'Add an owner.' },
});
const UNBOUNDED = defineList<Note, NoteFilter, 'TIME'>({
  name: 'anyNotes',
  entity: Note,
  filters,
  sorts: { TIME: ['at', 'id'] },
  indexes: [['at', 'id']],
});

const ALL: Owners = { all: true, owners: [] };
const COLORS = ['red', 'green', 'blue'];
const OWNERS = ['ann', 'bob', 'cleo', 'dan'];

function openNotes(count: number) {
  const database = new Libsql(':memory:').defaultSafeIntegers(true);
  database.exec('CREATE TABLE notes (id TEXT PRIMARY KEY, color TEXT, owner TEXT, size INTEGER, at INTEGER)');
  for (const { columns } of Object.values(NOTES.served).flatMap(({ indexes }) => [...indexes.values()]))
    database.exec(`CREATE INDEX IF NOT EXISTS ix_${columns.join('_')} ON notes (${columns.join(', ')})`);
  const notes = Array.from({ length: count }, (_, i) =>
    Object.assign(new Note(), {
      id: `n${String((i * 7919) % 100_003).padStart(6, '0')}`,
      ...{ color: COLORS[i % 3]!, owner: i % 100 === 0 ? OWNERS[(i / 100) % 3]! : 'dan', size: (i * 31) % 7 },
      at: new Date(1_000 * (i % 41)),
    }),
  );
  const insert = database.prepare('INSERT INTO notes VALUES (?, ?, ?, ?, ?)');
  database.transaction(() => {
    for (const note of notes) insert.run(note.id, note.color, note.owner, note.size, note.at.getTime());
  })();
  const statements: string[] = [];
  const sql = createSql('sqlite', async (text, params) => {
    statements.push(text);
    return { rows: database.prepare(text).all(...params), affected: 0 };
  });
  return { database, notes, sql, statements };
}

/** All pages, from the start forward or from the end backward, in the order of the list. */
async function readAll(list: OpenList<Note>, size: number, backward: boolean): Promise<string[]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  for (let more = true; more;) {
    const request = backward ? { last: size, before: cursor } : { first: size, after: cursor };
    const { edges, hasNextPage, hasPreviousPage } = await list.page(request);
    pages.push(edges.map(({ node }) => node.id));
    more = backward ? hasPreviousPage : hasNextPage;
    cursor = (backward ? edges[0] : edges.at(-1))?.cursor ?? null;
  }
  return (backward ? pages.reverse() : pages).flat();
}

function expected(notes: readonly Note[], filter: NoteFilter, owners: readonly string[] | null): Note[] {
  return notes.filter(
    (note) =>
      (!filter.color?.length || filter.color.includes(note.color)) &&
      (filter.size === undefined || note.size === filter.size) &&
      (!filter.from || note.at >= filter.from) &&
      (!filter.before || note.at < filter.before) &&
      (!filter.owner || note.owner === filter.owner) &&
      (owners === null || owners.includes(note.owner)),
  );
}

describe('a bounded list of few rows', () => {
  const { database, notes, sql } = openNotes(260);
  afterAll(() => database.close());

  it('has the rows of every filter, sort order and scope, each once and in order', async () => {
    const moment = fc.integer({ min: -2, max: 45 }).map((second) => new Date(1_000 * second));
    const query = fc.record({
      filter: fc.record(
        {
          color: fc.subarray([...COLORS, 'black']),
          size: fc.integer({ min: 0, max: 7 }),
          from: moment,
          before: moment,
          owner: fc.constantFrom(...OWNERS),
        },
        { requiredKeys: [] },
      ),
      sort: fc.constantFrom('TIME' as const, 'SIZE' as const),
      descending: fc.boolean(),
      owners: fc.option(fc.subarray(OWNERS)),
      size: fc.integer({ min: 20, max: 70 }),
      backward: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ filter, sort, descending, owners, size, backward }) => {
        const scope = owners ? { all: false, owners } : ALL;
        const list = await NOTES.open(sql, scope, { filter, sort, descending });
        const keyOf = ({ at, size: value }: Note) => (sort === 'TIME' ? at.getTime() : value);
        const wanted = expected(notes, filter, owners)
          .sort((a, b) => keyOf(a) - keyOf(b) || (a.id < b.id ? -1 : 1))
          .map(({ id }) => id);
        expect(await readAll(list, size, backward)).toEqual(descending ? wanted.reverse() : wanted);
        expect(await list.count()).toBe(wanted.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a bounded list of many rows', () => {
  const { database, notes, sql, statements } = openNotes(MAX_EXAMINED + 2_000);
  afterAll(() => database.close());
  beforeEach(() => statements.splice(0));
  const open = (filter: NoteFilter, sort: 'TIME' | 'SIZE' = 'TIME', scope: Owners = ALL) =>
    NOTES.open(sql, scope, { filter, sort });

  it('is opened without a statement where an index serves, and read by one', async () => {
    const list = await open({ color: ['red', 'blue'], from: new Date(5_000) });
    expect(statements).toEqual([]);
    const { edges } = await list.page({ first: 50 });
    expect(edges).toHaveLength(50);
    expect(statements).toHaveLength(1);
    expect(statements[0]).toContain('UNION ALL');
  });

  it('refuses what would have to examine too many rows, and says what to do', async () => {
    await expect(open({ owner: 'dan', size: 3 })).rejects.toMatchObject({
      code: 'FILTER_UNSUPPORTED',
      message:
        'Sorted by TIME, no index serves size + owner, and more than 10000 notes would have to be looked at. Add an owner. By itself, an index serves each of color.',
      details: { sort: 'TIME', filters: ['size', 'owner'], served: ['color'], maxRows: MAX_EXAMINED },
    });
    await expect(open({ size: 3, from: new Date(0), before: new Date(9_000) })).rejects.toMatchObject({
      details: { filters: ['from', 'before', 'size'] },
    });
    await expect(open({ from: new Date(0) }, 'SIZE')).rejects.toMatchObject({
      details: { served: ['size'] },
    });
  });

  it('takes the shortest path to few rows', async () => {
    const list = await open({ owner: 'ann', color: ['red'] }, 'SIZE');
    expect(await list.count()).toBe(expected(notes, { owner: 'ann', color: ['red'] }, null).length);
    await list.page({ first: 10 });
    expect(statements).toHaveLength(3);
    expect(statements[2]).toContain('(SELECT t.id FROM notes t WHERE t.owner = ? LIMIT 20000) way');
  });

  it('finds the rows of a limited scope by its path, or checks it along the index', async () => {
    const few = await open({}, 'SIZE', { all: false, owners: ['bob'] });
    expect(await few.count()).toBe(expected(notes, {}, ['bob']).length);
    await (await open({}, 'TIME', { all: false, owners: ['dan'] })).page({ first: 5 });
    expect(statements.at(-1)).toMatch(
      /^SELECT t\.id.* WHERE .*CASE WHEN t\.owner IN \(\?\) THEN 1 ELSE 0 END = 1/,
    );
    await expect(open({ size: 1 }, 'TIME', { all: false, owners: ['dan'] })).rejects.toMatchObject({
      code: 'FILTER_UNSUPPORTED',
    });
  });
});

describe('a list', () => {
  const { database, notes, sql, statements } = openNotes(60);
  afterAll(() => database.close());

  it('without a bound examines what no index serves', async () => {
    const list = await UNBOUNDED.open(sql, { all: true }, { filter: { size: 3 } });
    const { edges } = await list.page({ first: 50 });
    expect(edges.map(({ node }) => node.size)).toEqual(expected(notes, { size: 3 }, null).map(() => 3));
    expect(statements).toHaveLength(1);
  });

  it('checks columns of its rows before it looks into other tables', async () => {
    const rows = { entity: Note, sorts: { TIME: ['at'] as const }, indexes: [] };
    const list = defineList<Note, NoteFilter, 'TIME'>({
      ...rows,
      name: 'linkedNotes',
      filters: {
        owner: given('owner', () => fragment('EXISTS (SELECT 1 FROM notes n WHERE n.id = t.id)')),
        size: filters.size,
      },
    });
    await (await list.open(sql, { all: true }, { filter: { owner: 'ann', size: 1 } })).page({ first: 1 });
    expect(statements.at(-1)).toMatch(/t\.size = \?\) AND \(EXISTS \(SELECT/);
  });

  it('knows the properties of its cursors, and has cursors of its own in each order', async () => {
    expect(NOTES.cursorProperties).toEqual(['id', 'size', 'at']);
    const cursorIn = async (sort: 'TIME' | 'SIZE'): Promise<string> =>
      (await (await NOTES.open(sql, ALL, { filter: {}, sort })).page({ first: 1 })).edges[0]!.cursor;
    const timed = await NOTES.open(sql, ALL, { filter: {} });
    await expect(timed.page({ after: await cursorIn('SIZE') })).rejects.toMatchObject({
      code: 'INVALID_CURSOR',
    });
    expect((await timed.page({ after: await cursorIn('TIME') })).hasPreviousPage).toBe(true);
  });

  it('is known by a name that no other list has', () => {
    expect(definedLists().map(({ definition }) => definition.name)).toContain('notes');
    expect(() => defineList({ ...UNBOUNDED.definition })).toThrow('There are two lists named anyNotes');
  });
});
