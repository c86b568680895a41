import type { Scope } from '../../../src/auth/row-scope';
import { filterByTree } from '../../../src/orders/find-orders';
import type { OrderFilter } from '../../../src/orders/order-filter';
import { ORDERS, type OrderSortField } from '../../../src/orders/order-list';
import { MAX_EXAMINED } from '../../../src/persistence/lists/access-paths';
import { createTestDatabase, type TestDatabase } from '../../support/databases';
import { pageStatements } from '../../support/list-plans';
import { fillOrders, type ManyOrders } from '../../support/order-rows';
import { planOf, recordingReads, rowsRead, type PlanStep, type Statement } from '../../support/statements';

const ALL: Scope = { all: true };
const SORTS = ORDERS.sortNames;
/** More than may be looked at where no index gives the order. */
const COUNT = 12_000;

let db: TestDatabase;
let many: ManyOrders;

beforeAll(async () => {
  db = await createTestDatabase();
  many = await fillOrders(db.database, COUNT);
  if (db.database.dialect === 'mysql') {
    await db.database.reader.rows('ANALYZE TABLE orders, order_lines, order_tags, order_holds, accounts');
  }
});
afterAll(() => db.drop());

/** SQLite numbers the indexes that keys bring with them; the first one is the primary key's. */
const PRIMARY_KEYS = new Set(['PRIMARY', 'sqlite_autoindex_orders_1', 'sqlite_autoindex_accounts_1']);

const SORT_COLUMNS = {
  DATE: 'ordered_at',
  VALUE: 'reporting_total_minor',
  NUMBER: 'number',
  ACCOUNT_NAME: 'account_name',
} as const;

/** The index of a sort order. SQLite has a name of its own for the index of a unique key. */
function indexOf(sort: OrderSortField): string {
  if (sort === 'NUMBER')
    return db.database.dialect === 'mysql' ? 'uq_orders_number' : 'sqlite_autoindex_orders_2';
  return `ix_orders_${SORT_COLUMNS[sort]}_id`;
}

/** Every way into the table of orders that a statement takes, but for looking up single orders by their ids. */
async function waysIn(statement: Statement): Promise<PlanStep[]> {
  const merged = statement.sql.includes('UNION ALL');
  const steps = await planOf(db.database.reader, statement);
  return steps.filter(
    ({ table, index }) => table === 't' && !PRIMARY_KEYS.has(index ?? '') && !(merged && index === null),
  );
}

interface Query {
  filter: OrderFilter;
  sort: OrderSortField;
  descending: boolean;
}

const range = (): OrderFilter => ({
  orderedFrom: many.orders[3_000]!.orderedAt,
  orderedBefore: many.orders[9_000]!.orderedAt,
});

describe('where no index serves', () => {
  const query = (filter: OrderFilter, sort: OrderSortField = 'DATE') => ({ filter, sort, descending: true });
  const open = (filter: OrderFilter, sort?: OrderSortField, scope: Scope = ALL) =>
    ORDERS.open(db.database.reader, scope, query(filter, sort));

  /** The indexes that a page is found by, but for the ids of single rows. */
  async function pathOf(filter: OrderFilter, sort: OrderSortField, scope: Scope = ALL): Promise<string[]> {
    const { sql, statements } = recordingReads(db.database.reader);
    const list = await ORDERS.open(sql, scope, query(filter, sort));
    await list.page({ first: 50 });
    expect(statements).toHaveLength(2);
    expect((await waysIn(statements[1]!)).filter(({ index }) => index === null)).toEqual([]);
    const steps = await planOf(db.database.reader, statements[1]!);
    return steps.flatMap(({ index }) => (index && !PRIMARY_KEYS.has(index) ? [index] : []));
  }

  it('the shortest way to few orders is taken', async () => {
    const cases: [OrderFilter, OrderSortField, index: string][] = [
      [{ status: ['COMPLETED'], channel: ['EDI'] }, 'DATE', 'ix_orders_channel_ordered_at_id'],
      [{ status: ['DRAFT'], channel: ['ECOMMERCE'] }, 'VALUE', 'ix_orders_status_ordered_at_id'],
      [{ sku: many.skus.some, status: ['COMPLETED'] }, 'DATE', 'ix_order_lines_sku_order_id'],
      [{ tag: 'rush' }, 'ACCOUNT_NAME', 'ix_order_tags_tag_order_id'],
      [{ poNumber: 'PO-333' }, 'NUMBER', 'ix_orders_po_number_id'],
      [{ onHold: true, status: ['CONFIRMED'] }, 'VALUE', 'ix_order_holds_released_at_order_id'],
      [{ ...range(), requestedFrom: '2026-01-01' }, 'ACCOUNT_NAME', 'ix_orders_ordered_at_id'],
      [{ minTotalMinor: 49_000n }, 'DATE', 'ix_orders_reporting_total_minor_id'],
      [{ text: 'so-1001' }, 'DATE', 'ix_orders_po_number_id'],
      [{ text: 'amber bak' }, 'VALUE', 'ix_orders_po_number_id'],
      [await filterByTree(db.database.reader, many.large.id), 'DATE', 'ix_accounts_path'],
    ];
    for (const [filter, sort, index] of cases) expect(await pathOf(filter, sort)).toContain(index);
  });

  it('a query that would have to look at more is refused, and says what to do', async () => {
    await expect(open({ status: ['COMPLETED'] }, 'VALUE')).rejects.toMatchObject({
      code: 'FILTER_UNSUPPORTED',
      message: expect.stringContaining('orderedFrom and orderedBefore'),
      details: { sort: 'VALUE', filters: ['status'], served: ['accountId'], maxOrders: MAX_EXAMINED },
    });
    const tooWide: [OrderFilter, OrderSortField, filters: string[]][] = [
      [{ requestedFrom: '2026-01-01' }, 'DATE', ['requestedFrom', 'requestedTo']],
      [{ onHold: false }, 'NUMBER', ['onHold']],
      [{ text: 'so-1' }, 'DATE', ['text']],
      [{ orderedFrom: new Date(0) }, 'ACCOUNT_NAME', ['orderedFrom', 'orderedBefore']],
    ];
    for (const [filter, sort, filters] of tooWide) {
      await expect(open(filter, sort)).rejects.toMatchObject({
        code: 'FILTER_UNSUPPORTED',
        details: { sort, filters },
      });
    }
  });

  it('a shorter range of dates makes it possible', async () => {
    const list = await open({ status: ['COMPLETED'], ...range() }, 'VALUE');
    expect(await list.count()).toBe(6_000);
  });
});

describe('a limited scope', () => {
  const scopeOf = (territoryIds: string[], repIds: string[]): Scope => ({
    all: false,
    accountPaths: [],
    territoryIds,
    repIds,
  });

  it('that covers few orders is read through its own indexes', async () => {
    const [rep] = many.repIds;
    const narrow = scopeOf([], [rep!]);
    const list = await ORDERS.open(db.database.reader, narrow, {
      filter: {},
      sort: 'VALUE',
      descending: true,
    });
    const { edges } = await list.page({ first: 50 });
    const accounts = new Set(
      many.accounts.filter(({ ownerRepId }) => ownerRepId === rep).map(({ id }) => id),
    );
    const expected = many.orders.filter(({ repId, accountId }) => repId === rep || accounts.has(accountId));
    expect(await list.count()).toBe(expected.length);
    expect(edges.every(({ node }) => node.repId === rep || accounts.has(node.accountId))).toBe(true);
    if (db.database.dialect === 'mysql') {
      const query: Query = { filter: {}, sort: 'VALUE', descending: true };
      const read = await db.database.transaction(async (sql) => {
        const opened = await ORDERS.open(sql, narrow, query);
        return rowsRead(sql, () => opened.page({ first: 50 }));
      });
      expect(read).toBeLessThan(8 * expected.length);
    }
  });

  it.each(SORTS)('that covers many is checked along the index of %s', async (sort) => {
    const broad = scopeOf(many.territoryIds, many.repIds);
    const statements = await pageStatements(db.database.reader, ORDERS, broad, { filter: {}, sort });
    for (const statement of statements.filter(({ sql }) => sql.includes('ORDER BY'))) {
      expect(await waysIn(statement)).toEqual([{ table: 't', index: indexOf(sort), sorted: false }]);
    }
    expect(statements).toHaveLength(10);
  });

  it('refuses no order that an index serves without it', async () => {
    const broad = scopeOf(many.territoryIds, many.repIds);
    const query: Query = { filter: { status: ['COMPLETED'] }, sort: 'DATE', descending: true };
    expect(
      (await (await ORDERS.open(db.database.reader, broad, query)).page({ first: 50 })).edges,
    ).toHaveLength(50);
    await expect(ORDERS.open(db.database.reader, broad, { ...query, sort: 'VALUE' })).rejects.toMatchObject({
      code: 'FILTER_UNSUPPORTED',
    });
  });

  it('without anything in it sees nothing', async () => {
    const list = await ORDERS.open(db.database.reader, scopeOf([], []), {
      filter: {},
      sort: 'DATE',
      descending: true,
    });
    expect(await list.count()).toBe(0);
    expect(await list.page({ first: 5 })).toEqual({ edges: [], hasNextPage: false, hasPreviousPage: false });
  });
});
