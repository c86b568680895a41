import type { Order } from '../../../entities/orders/order';
import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import {
  CountOrdersDocument,
  OrderDocument,
  OrdersDocument,
  type OrderFilterInput,
  type OrdersQueryVariables,
  type OrderSortField,
} from '../../generated/graphql';
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { fillOrders, type ManyOrders } from '../../support/order-rows';
import { statementsOf } from '../../support/statements';

const COUNT = 400;
const SORTS: OrderSortField[] = ['DATE', 'NUMBER', 'VALUE', 'ACCOUNT_NAME'];
const DIRECTIONS = ['ASC', 'DESC'] as const;

let app: TestApplication;
let admin: ApiClient;
let many: ManyOrders;

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
  many = await fillOrders(app.services.database, COUNT);
});
afterAll(() => app.stop());

const numbersOf = (orders: readonly Order[]): string[] => orders.map(({ number }) => number);

const KEYS: Readonly<Record<OrderSortField, (order: Order) => number | string>> = {
  DATE: ({ orderedAt }) => orderedAt.getTime(),
  NUMBER: ({ number }) => number,
  VALUE: ({ reportingTotalMinor }) => Number(reportingTotalMinor),
  ACCOUNT_NAME: ({ accountName }) => accountName,
};

/** The orders that a condition selects, sorted as the API does it. */
function expected(
  matches: (order: Order) => boolean,
  field: OrderSortField,
  direction: (typeof DIRECTIONS)[number],
): string[] {
  const key = KEYS[field];
  const sorted = many.orders.filter(matches).sort((a, b) => {
    const [x, y] = key(a) === key(b) ? [a.id, b.id] : [key(a), key(b)];
    return x < y ? -1 : 1;
  });
  return numbersOf(direction === 'ASC' ? sorted : sorted.reverse());
}

/** All pages of a list, forward from its start or backward from its end; in the order of the list. */
async function readAll(
  client: ApiClient,
  query: Pick<OrdersQueryVariables, 'filter' | 'sort'>,
  size: number,
  backward: boolean,
): Promise<string[]> {
  const pages: string[][] = [];
  let cursor: string | null | undefined;
  for (let more = true; more;) {
    const place = backward ? { last: size, before: cursor } : { first: size, after: cursor };
    const { edges, pageInfo } = (await client.run(OrdersDocument, { ...query, ...place })).orders;
    pages.push(edges.map(({ node }) => node.number));
    expect(pageInfo).toMatchObject({
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      ...(backward ? { hasNextPage: pages.length > 1 } : { hasPreviousPage: pages.length > 1 }),
    });
    more = backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
    cursor = backward ? pageInfo.startCursor : pageInfo.endCursor;
  }
  return (backward ? pages.reverse() : pages).flat();
}

describe('order', () => {
  it('is found by id and by number', async () => {
    const { id, number, accountName } = many.orders[7]!;
    const found = { order: { id: toGlobalId('Order', id), number, version: 1, accountName } };
    await expect(admin.run(OrderDocument, { id: toGlobalId('Order', id) })).resolves.toEqual(found);
    await expect(admin.run(OrderDocument, { number })).resolves.toEqual(found);
  });

  it('is null when there is none, and when it is out of sight', async () => {
    const hidden = many.orders.find(({ accountId }) => accountId !== many.small.id)!;
    const buyer = await app.as('BUYER', { accountIds: [many.small.id] });
    const none = { order: null };
    await expect(admin.run(OrderDocument, { id: toGlobalId('Order', newId()) })).resolves.toEqual(none);
    await expect(admin.run(OrderDocument, { number: 'SO-0' })).resolves.toEqual(none);
    const { accounts, small } = many;
    const tree = accounts.filter(({ path }) => path.startsWith(small.path)).map(({ id }) => id);
    expect(tree).not.toContain(hidden.accountId);
    await expect(buyer.run(OrderDocument, { number: hidden.number })).resolves.toEqual(none);
  });

  it('wants exactly one of the two', async () => {
    for (const variables of [{}, { id: toGlobalId('Order', newId()), number: 'SO-1' }]) {
      expect((await admin.fail(OrderDocument, variables)).extensions).toMatchObject({
        code: 'VALIDATION_FAILED',
        details: { fields: [{ path: 'id', rule: 'oneOf' }] },
      });
    }
    const product = toGlobalId('Product', newId());
    expect((await admin.fail(OrderDocument, { id: product })).extensions.code).toBe('INVALID_ID');
  });
});

describe('the pages of orders', () => {
  const lists = SORTS.flatMap((field) =>
    DIRECTIONS.flatMap((direction) =>
      [false, true].map((backward) => [field, direction, backward ? 'backward' : 'forward'] as const),
    ),
  );

  it.each(lists)('sorted by %s %s and read %s hold every order once', async (field, direction, way) => {
    const all = await readAll(admin, { sort: { field, direction } }, 37, way === 'backward');
    expect(all).toEqual(expected(() => true, field, direction));
  });

  it('may end anywhere among orders that are equal in the sort key', async () => {
    const sort = { field: 'VALUE', direction: 'ASC' } as const;
    const value = many.orders[0]!.reportingTotalMinor;
    many.orders.slice(0, 12).forEach((order) => (order.reportingTotalMinor = value));
    const ids = many.orders.slice(0, 12).map(({ id }) => `'${id}'`);
    await app.services.database.transaction((sql) =>
      sql.execute(`UPDATE orders SET reporting_total_minor = ${value} WHERE id IN (${ids.join(', ')})`),
    );
    for (const backward of [false, true]) {
      expect(await readAll(admin, { sort }, 5, backward)).toEqual(expected(() => true, 'VALUE', 'ASC'));
    }
  });

  it('are bounded by both cursors', async () => {
    const all = expected(() => true, 'DATE', 'DESC');
    const { edges } = (await admin.run(OrdersDocument, { first: 20 })).orders;
    const [after, before] = [edges[3]!.cursor, edges[9]!.cursor];
    const between = all.slice(4, 9);
    for (const place of [{ first: 3 }, { last: 3 }, { first: 9 }, { last: 9 }]) {
      const page = (await admin.run(OrdersDocument, { ...place, after, before })).orders;
      const size = place.first ?? place.last!;
      expect(page.edges.map(({ node }) => node.number)).toEqual(
        place.first ? between.slice(0, size) : between.slice(-size),
      );
      expect(page.pageInfo).toMatchObject(
        place.first
          ? { hasPreviousPage: true, hasNextPage: size < 5 }
          : { hasNextPage: true, hasPreviousPage: size < 5 },
      );
    }
  });

  it('have 20 orders, the newest first, when nothing is said', async () => {
    const { edges } = (await admin.run(OrdersDocument, {})).orders;
    expect(edges.map(({ node }) => node.number)).toEqual(expected(() => true, 'DATE', 'DESC').slice(0, 20));
  });

  it('neither repeat nor hide an order when others come', async () => {
    const sort = { field: 'NUMBER', direction: 'ASC' } as const;
    const first = (await admin.run(OrdersDocument, { sort, first: 10 })).orders;
    const { database } = app.services;
    const between = many.orders[4]!;
    await database.transaction((sql) =>
      sql.execute('UPDATE orders SET number = ? WHERE id = ?', ['SO-100005-B', between.id]),
    );
    const second = (await admin.run(OrdersDocument, { sort, first: 10, after: first.pageInfo.endCursor }))
      .orders;
    await database.transaction((sql) =>
      sql.execute('UPDATE orders SET number = ? WHERE id = ?', [between.number, between.id]),
    );
    expect(second.edges.map(({ node }) => node.number)).toEqual(numbersOf(many.orders.slice(10, 20)));
  });

  it.each([
    [{ first: 0 }, 'VALIDATION_FAILED'],
    [{ first: 201 }, 'VALIDATION_FAILED'],
    [{ last: -1 }, 'VALIDATION_FAILED'],
    [{ first: 1, last: 1 }, 'VALIDATION_FAILED'],
    [{ after: 'nonsense' }, 'INVALID_CURSOR'],
    [{ before: Buffer.from('["orders.DATE.desc"]').toString('base64url') }, 'INVALID_CURSOR'],
  ])('are refused for %j', async (variables, code) => {
    expect((await admin.fail(OrdersDocument, variables)).extensions.code).toBe(code);
  });

  it('are refused for a cursor of another sort order', async () => {
    const after = (await admin.run(OrdersDocument, { first: 1 })).orders.pageInfo.endCursor;
    const sort = { field: 'DATE', direction: 'ASC' } as const;
    expect((await admin.fail(OrdersDocument, { after, sort })).extensions.code).toBe('INVALID_CURSOR');
  });

  it('are counted only when the query asks for it', async () => {
    const page = await statementsOf(app.services, () => admin.run(OrdersDocument, {}));
    expect(page.map(({ sql }) => /COUNT/.test(sql))).toEqual([false]);
    const counted = await statementsOf(app.services, () => admin.run(CountOrdersDocument, {}));
    expect(counted.map(({ sql }) => /COUNT/.test(sql))).toEqual([false, true]);
    expect((await admin.run(CountOrdersDocument, {})).orders.totalCount).toBe(COUNT);
  });
});

describe('a filter of orders', () => {
  const at = (i: number): string => many.orders[i]!.orderedAt.toISOString();
  const usd = (dollars: number) => ({ currencyCode: 'USD', amount: String(dollars) });
  const between = (from: number, to: number) => (value: number | bigint | string | Date | null) =>
    value !== null && Number(value) >= from && Number(value) < to;
  const accountsIn = (path: string): Set<string> =>
    new Set(many.accounts.filter((account) => account.path.startsWith(path)).map(({ id }) => id));
  const hasSku = (every: number) => (order: Order) => many.orders.indexOf(order) % every === 0;

  type Case = [name: string, filter: () => OrderFilterInput, matches: (order: Order) => boolean];
  const cases: Case[] = [
    ['one state', () => ({ status: ['DRAFT'] }), ({ status }) => status === 'DRAFT'],
    [
      'several states',
      () => ({ status: ['DRAFT', 'CANCELLED'] }),
      ({ status }) => ['DRAFT', 'CANCELLED'].includes(status),
    ],
    ['no states at all, which says nothing', () => ({ status: [] }), () => true],
    [
      'fulfillment',
      () => ({ fulfillmentStatus: ['UNFULFILLED'] }),
      ({ fulfillmentStatus }) => fulfillmentStatus === 'UNFULFILLED',
    ],
    [
      'delivery',
      () => ({ deliveryStatus: ['DELIVERED'] }),
      ({ deliveryStatus }) => deliveryStatus === 'DELIVERED',
    ],
    ['being on hold', () => ({ onHold: true }), ({ onHold }) => onHold],
    [
      'not being on hold',
      () => ({ onHold: false, status: ['CONFIRMED'] }),
      ({ onHold, status }) => !onHold && status === 'CONFIRMED',
    ],
    [
      'an account alone',
      () => ({ accountId: toGlobalId('Account', many.small.id), includeSubAccounts: false }),
      ({ accountId }) => accountId === many.small.id,
    ],
    [
      'an account with a few sub-accounts',
      () => ({ accountId: toGlobalId('Account', many.small.id) }),
      ({ accountId }) => accountsIn(many.small.path).has(accountId),
    ],
    [
      'an account with many sub-accounts',
      () => ({ accountId: toGlobalId('Account', many.large.id) }),
      ({ accountId }) => accountsIn(many.large.path).has(accountId),
    ],
    ['an account that does not exist', () => ({ accountId: toGlobalId('Account', newId()) }), () => false],
    [
      'a representative',
      () => ({ repId: toGlobalId('Rep', many.repIds[1]!) }),
      ({ repId }) => repId === many.repIds[1],
    ],
    [
      'a territory',
      () => ({ territoryId: toGlobalId('Territory', many.territoryIds[1]!) }),
      ({ territoryId }) => territoryId === many.territoryIds[1],
    ],
    ['channels', () => ({ channel: ['EDI', 'DIRECT'] }), ({ channel }) => channel !== 'ECOMMERCE'],
    [
      'order dates',
      () => ({ orderedFrom: at(60), orderedBefore: at(240) }),
      ({ orderedAt }) => between(Date.parse(at(60)), Date.parse(at(240)))(orderedAt),
    ],
    [
      'order dates without an end',
      () => ({ orderedFrom: at(240) }),
      ({ orderedAt }) => orderedAt.getTime() >= Date.parse(at(240)),
    ],
    [
      'confirmation dates',
      () => ({ confirmedFrom: at(300), confirmedBefore: at(390) }),
      ({ confirmedAt }) => between(Date.parse(at(300)), Date.parse(at(390)))(confirmedAt),
    ],
    [
      'requested days',
      () => ({ requestedFrom: '2026-03-02', requestedTo: '2026-03-05' }),
      ({ requestedDay }) =>
        requestedDay !== null && requestedDay >= '2026-03-02' && requestedDay <= '2026-03-05',
    ],
    [
      'promised days',
      () => ({ promisedTo: '2026-03-14' }),
      ({ promisedDay }) => promisedDay !== null && promisedDay <= '2026-03-14',
    ],
    [
      'a range of totals',
      () => ({ minTotal: usd(100), maxTotal: usd(300) }),
      ({ reportingTotalMinor }) => between(10_000, 30_001)(reportingTotalMinor),
    ],
    ['a SKU', () => ({ sku: many.skus.some }), hasSku(40)],
    [
      'a SKU that is on every second order',
      () => ({ sku: many.skus.common, status: ['COMPLETED'] }),
      (order) => hasSku(2)(order) && order.status === 'COMPLETED',
    ],
    ['a purchase order number', () => ({ poNumber: 'PO-33' }), ({ poNumber }) => poNumber === 'PO-33'],
    ['a tag', () => ({ tag: 'rush' }), hasSku(10)],
    [
      'the start of order numbers',
      () => ({ text: ' so-10001' }),
      ({ number }) => number.startsWith('SO-10001'),
    ],
    [
      'the start of purchase order numbers',
      () => ({ text: 'po-1' }),
      ({ poNumber }) => poNumber?.startsWith('PO-1') ?? false,
    ],
    [
      'words of the account’s name',
      () => ({ text: 'BÄK amb' }),
      ({ accountName }) => accountName.startsWith('Amber Bakery'),
    ],
    ['a text that nothing has', () => ({ text: '%_' }), () => false],
    [
      'several things at once',
      () => ({ text: 'bakery', channel: ['ECOMMERCE'], orderedFrom: at(30) }),
      ({ accountName, channel, orderedAt }) =>
        accountName.includes('Bakery') &&
        channel === 'ECOMMERCE' &&
        orderedAt.getTime() >= Date.parse(at(30)),
    ],
  ];

  it.each(cases)('for %s finds those orders, in every sort order', async (_name, filter, matches) => {
    for (const field of SORTS) {
      const direction = field === 'VALUE' ? 'ASC' : 'DESC';
      const numbers = await readAll(
        admin,
        { filter: filter(), sort: { field, direction } },
        100,
        field === 'NUMBER',
      );
      expect(numbers).toEqual(expected(matches, field, direction));
    }
    const { totalCount } = (await admin.run(CountOrdersDocument, { filter: filter() })).orders;
    expect(totalCount).toBe(many.orders.filter(matches).length);
  });

  it('narrows what a caller may see, and shows nothing besides', async () => {
    const tree = accountsIn(many.small.path);
    const [rep] = many.repIds;
    const own = new Set(many.accounts.filter(({ ownerRepId }) => ownerRepId === rep).map(({ id }) => id));
    const callers: [ApiClient, (order: Order) => boolean][] = [
      [await app.as('BUYER', { accountIds: [many.small.id] }), ({ accountId }) => tree.has(accountId)],
      [
        await app.as('SALES_REP', { repId: rep! }),
        ({ accountId, repId }) => repId === rep || own.has(accountId),
      ],
    ];
    for (const [client, sees] of callers) {
      const internal = client !== callers[0]![0];
      for (const field of SORTS.filter((name) => internal || name !== 'VALUE')) {
        const filter = { status: ['COMPLETED' as const], ...(internal && { minTotal: usd(50) }) };
        const matches = (order: Order) =>
          sees(order) && order.status === 'COMPLETED' && (!internal || order.reportingTotalMinor >= 5_000n);
        const sort = { field, direction: 'DESC' } as const;
        expect(await readAll(client, { sort }, 50, false)).toEqual(expected(sees, field, 'DESC'));
        expect(await readAll(client, { sort, filter }, 50, true)).toEqual(expected(matches, field, 'DESC'));
      }
    }
  });

  it.each<[string, () => OrderFilterInput, string]>([
    ['another currency', () => ({ minTotal: { currencyCode: 'EUR', amount: '1' } }), 'VALIDATION_FAILED'],
    ['a text of one character', () => ({ text: 'x' }), 'VALIDATION_FAILED'],
    ['too many values', () => ({ status: Array<'DRAFT'>(21).fill('DRAFT') }), 'VALIDATION_FAILED'],
    ['an id of another type', () => ({ repId: toGlobalId('Territory', newId()) }), 'INVALID_ID'],
  ])('is refused for %s', async (_name, filter, code) => {
    expect((await admin.fail(OrdersDocument, { filter: filter() })).extensions.code).toBe(code);
  });
});
