import { ALL_RESOLVERS } from '../../../resolvers';
import { definedLists, type AnyList } from '../../../src/persistence/lists/define-list';
import { mappingOf } from '../../../src/persistence/mapping/entity-mapping';
import { createTestDatabase, type TestDatabase } from '../../support/databases';
import { PAGE, pageStatements } from '../../support/list-plans';
import { fillList, type ListValues } from '../../support/list-rows';
import { indexesOf, planOf, rowsRead, type PlanStep, type Statement } from '../../support/statements';

/** Imported for the lists, which are defined beside what the resolvers use. */
expect(ALL_RESOLVERS.length).toBeGreaterThan(0);
const LISTS = definedLists();
const ALL = { all: true };

/** A sort order and the filters that one index serves in it. */
interface Pair {
  sort: string;
  /** In the order of the definition; the range comes last. */
  filters: string[];
  columns: readonly string[];
}

function pairsOf(list: AnyList): Pair[] {
  return list.sortNames.flatMap((sort) => {
    const { range, indexes } = list.served[sort]!;
    return [...indexes].flatMap(([names, { columns }]) => {
      const filters = names === '' ? [] : names.split('+');
      return [filters, ...(range ? [[...filters, range]] : [])].map((all) => ({
        sort,
        filters: all,
        columns,
      }));
    });
  });
}

describe.each(LISTS.map((list) => [list.definition.name, list] as const))('the list %s', (_name, list) => {
  const { table } = mappingOf<object>(list.definition.entity);
  const named = (pairs: Pair[]) =>
    pairs.map((pair) => [pair.sort, pair.filters.join(' with ') || 'everything', pair] as const);
  const pairs = pairsOf(list);
  let db: TestDatabase;
  let values: ListValues;
  let indexes: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    db = await createTestDatabase();
    values = await fillList(db.database, list);
    if (db.database.dialect === 'mysql') await db.database.reader.rows(`ANALYZE TABLE ${table}`);
    indexes = await indexesOf(db.database.reader, table);
  });
  afterAll(() => db.drop());

  const valueOf = (of: ListValues['one'] | undefined, name: string): object => {
    const value = of?.[name];
    if (!value)
      throw new Error(`list-rows.ts has no value for the filter ${name} of ${list.definition.name}`);
    return value;
  };
  const filterOf = (filters: readonly string[]): object =>
    Object.assign({}, ...filters.map((name) => valueOf(values.one, name)));

  /** Every way into the table that a statement takes, but for looking up the rows of ids. */
  async function waysIn(statement: Statement): Promise<PlanStep[]> {
    const byId = statement.sql.includes('page ON page.id = t.id');
    const merged = statement.sql.includes('UNION ALL');
    const steps = await planOf(db.database.reader, statement);
    return steps.filter(({ table: of, index }) => {
      if (of !== 't' || (merged && index === null)) return false;
      return !(byId && index !== null && indexes.get(index)?.join() === 'id');
    });
  }

  async function expectServed(sort: string, filter: object, columns: readonly string[]): Promise<void> {
    const statements = await pageStatements(db.database.reader, list, ALL, { filter, sort });
    expect(statements).toHaveLength(8);
    for (const statement of statements) {
      const ways = (await waysIn(statement)).map((step) => ({
        ...step,
        index: step.index && indexes.get(step.index),
      }));
      expect(ways).toEqual(ways.map(() => ({ table: 't', index: columns, sorted: false })));
      expect(ways.length).toBeGreaterThan(0);
    }
  }

  it('has every index that its definition names', () => {
    const present = [...indexes.values()].map((columns) => columns.join());
    for (const columns of list.definition.indexes) expect(present).toContain(columns.join());
  });

  if (pairs.length > 0) {
    it.each(named(pairs))('by %s reads %s along its index', (_sort, _filters, { sort, filters, columns }) =>
      expectServed(sort, filterOf(filters), columns),
    );
  }

  const single = pairs.filter(({ filters }) => filters.length === 1 && takesSeveral(filters[0]!));
  if (single.length > 0) {
    it.each(named(single))('by %s reads several values of %s along its index', (_sort, _filters, pair) =>
      expectServed(pair.sort, valueOf(values.several, pair.filters[0]!), pair.columns),
    );
  }

  it('lets a page read hardly more rows than it has', async () => {
    if (db.database.dialect !== 'mysql') return;
    const read = (sort: string, filter: object): Promise<number> =>
      db.database.transaction(async (sql) => {
        const opened = await list.open(sql, ALL, { filter, sort });
        return rowsRead(sql, () => opened.page({ first: PAGE }));
      });
    for (const { sort, filters } of pairs.filter(
      (pair) => !pair.filters.includes(list.served[pair.sort]!.range!),
    )) {
      expect(await read(sort, filterOf(filters))).toBeLessThan(400);
    }
    for (const { sort, filters } of single) {
      expect(await read(sort, valueOf(values.several, filters[0]!))).toBeLessThan(1_500);
    }
  });

  const few = list.filterNames.filter((name) => list.definition.filters[name]!.few);
  if (few.length > 0) {
    it.each(few)('finds the few rows of %s by their index', async (name) => {
      const wanted = list.definition.filters[name]!.few!;
      const query = { filter: valueOf(values.one, name), sort: list.sortNames[0]! };
      const statements = await pageStatements(db.database.reader, list, ALL, query);
      expect(statements).toHaveLength(8);
      for (const statement of statements) {
        const ways = (await waysIn(statement)).map(({ index }) => indexes.get(index ?? ''));
        expect(ways.map((columns) => columns?.slice(0, wanted.length))).toEqual(ways.map(() => wanted));
        expect(ways.length).toBeGreaterThan(0);
      }
    });
  }

  function takesSeveral(name: string): boolean {
    return list.definition.name === 'orders' && !['repId', 'territoryId', 'ordered', 'total'].includes(name);
  }
});
