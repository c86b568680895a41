import { randomUUID } from 'node:crypto';
import { idOf, isShipped, orderedAtOf, randomOf, skuOf, WORLD } from './world.mjs';

/**
 * What is measured. `requests` makes, from a seed, the function that gives the next request: what is wanted, the same for both
 * sides; `ours` and `floor` put it into each side's words. `growth`: measured only when it is asked for, to show how cost grows.
 */
export const WORKLOADS = {
  'place-16': { title: 'placeOrder, 5 lines, 16 clients', clients: 16, ...placing() },
  'place-64': { title: 'placeOrder, 5 lines, 64 clients', clients: 64, ...placing() },
  'place-hot-64': {
    title: 'placeOrder, 1 line, one SKU, 64 clients',
    clients: 64,
    ...placing({ products: 1, lines: 1 }),
  },
  page: { title: 'page of 50 orders, 16 clients', clients: 16, ...reading('PAGE', wantPage, floorPage) },
  'page-1000': {
    title: 'page 1,000 of 50 orders, by cursor, 16 clients',
    clients: 16,
    ...reading('DEEP', wantDeepPage, floorPage),
  },
  'bookings-month': {
    title: 'bookings of two years by month and territory, 1 client',
    clients: 1,
    ...reading('BOOKINGS', () => () => bookingsBy('MONTH'), floorBookings),
  },
  'bookings-day': {
    title: 'bookings of two years by day and territory, 1,000 groups, 1 client',
    clients: 1,
    ...reading('BOOKINGS', () => () => bookingsBy('DAY'), floorBookings),
  },
  order: { title: 'one order, 16 clients', clients: 16, ...reading('ORDER', wantOrder, floorOrder) },
  ...Object.fromEntries(
    [1, 4, 256].map((clients) => [
      `clients-${clients}`,
      { title: `placeOrder, 5 lines, ${clients} clients`, clients, growth: true, ...placing() },
    ]),
  ),
  ...Object.fromEntries(
    [1, 50, 500].map((lines) => [
      `lines-${lines}`,
      {
        title: `placeOrder, ${lines} lines, 16 clients`,
        clients: 16,
        growth: true,
        ...placing({ lines }),
      },
    ]),
  ),
};

export const PAGE = 50;
const PAGES_BEFORE = 999;

const PLACE = `mutation Place($input: PlaceOrderInput!) {
  placeOrder(input: $input) { replayed order { id number status total { amount currencyCode } } }
}`;

/** What a page tells of each order. */
export const ORDER_FIELDS = `id number status fulfillmentStatus orderedAt version total { amount currencyCode }
      account { id number name }
      lines {
        id lineNumber quantityOrdered quantityAllocated status net { amount currencyCode }
        product { id sku name }
      }`;

const ORDERS = `pageInfo { hasNextPage endCursor }
    nodes {
      ${ORDER_FIELDS}
    }`;

export const QUERIES = {
  PAGE: `query Page($before: DateTime!) {
  orders(first: 50, filter: { orderedBefore: $before }) {
    ${ORDERS}
  }
}`,
  SERVED: `query Served($filter: OrderFilterInput!, $sort: OrderSortInput!, $after: String) {
  orders(first: 50, filter: $filter, sort: $sort, after: $after) {
    ${ORDERS}
  }
}`,
  DEEP: `query Deep($after: String!) {
  orders(first: 50, after: $after) {
    ${ORDERS}
  }
}`,
  BOOKINGS: `query Bookings($groupBy: [BookingsDimension!]!, $window: Window!) {
  bookings(groupBy: $groupBy, window: $window, first: 1000) {
    groups { period territory { id } bookings { amount currencyCode } orders }
  }
}`,
  ORDER: `query Order($id: ID!) {
  order(id: $id) {
    id number status fulfillmentStatus orderedAt version total { amount currencyCode }
    lines { id lineNumber sku description quantityOrdered quantityShipped status net { amount currencyCode } }
    shipments { id number status carrier trackingNumber shippedAt lines { id sku quantity deliveredQuantity } }
  }
  orderEvents(filter: { orderId: $id }, first: 50) { events { id position type occurredAt data } }
}`,
};

export const graphql = (operationName, query, variables) => ({
  path: '/graphql',
  body: JSON.stringify({ operationName, query, variables }),
});

export const globalId = (type, id) => Buffer.from(`${type}:${id}`).toString('base64url');

function placing({ products = WORLD.products, lines = WORLD.linesPerOrder } = {}) {
  return {
    writes: true,
    requests(seed) {
      const random = randomOf(seed);
      const upTo = (n) => 1 + Math.floor(random() * n);
      return () => ({
        key: randomUUID(),
        account: upTo(WORLD.accounts),
        lines: products === 1 ? [{ sku: skuOf(1), quantity: 1 }] : distinctLines(lines, upTo),
      });
    },
    ours: ({ key, account, lines }) =>
      graphql('Place', PLACE, {
        input: { idempotencyKey: key, accountId: globalId('Account', idOf('account', account)), lines },
      }),
    floor: ({ key, account, lines }) => ({
      path: '/orders',
      body: JSON.stringify({ idempotencyKey: key, accountId: idOf('account', account), lines }),
    }),
  };
}

function distinctLines(count, upTo) {
  const products = new Set();
  while (products.size < count) products.add(upTo(WORLD.products));
  return [...products].map((product) => ({ sku: skuOf(product), quantity: upTo(9) }));
}

function reading(name, want, floor) {
  const operation = name[0] + name.slice(1).toLowerCase();
  return {
    writes: false,
    requests: want,
    ours: ({ ours }) => graphql(operation, QUERIES[name], ours),
    floor,
  };
}

/** A page of our server by any filter and sort order; see `served-pages.mjs`. */
export const servedPage = (variables) => graphql('Served', QUERIES.SERVED, variables);

/** Pages from anywhere in the second year, so that each is full and most differ. */
function wantPage(seed) {
  const random = randomOf(seed);
  return () => {
    const before = new Date(WORLD.end - Math.floor((random() * WORLD.spanMs) / 2));
    return { before, ours: { before: before.toISOString() } };
  };
}

/** From around the 50,000th newest order on, or the middle of fewer. */
function wantDeepPage(seed, orders) {
  const random = randomOf(seed);
  const deep = Math.min(PAGES_BEFORE * PAGE, Math.floor(orders / 2));
  return () => {
    const n = orders - deep - Math.floor(random() * Math.min(1_000, orders / 10));
    const before = new Date(orderedAtOf(n, orders));
    return { before, ours: { after: cursorOf(before, n) } };
  };
}

const cursorOf = (at, n) =>
  Buffer.from(JSON.stringify(['orders.DATE.desc', at.getTime(), idOf('order', n)])).toString('base64url');

function bookingsBy(period) {
  const day = (ms) => new Date(ms).toISOString().slice(0, 10);
  const window = { from: day(WORLD.end - WORLD.spanMs), to: day(WORLD.end) };
  return { window, period, ours: { groupBy: [period, 'TERRITORY'], window } };
}

function floorBookings({ window, period }) {
  return { path: `/bookings?${period === 'MONTH' ? 7 : 10},${window.from},${window.to}`, body: null };
}

function floorPage({ before }) {
  return { path: `/page?before=${before.getTime()}`, body: null };
}

function wantOrder(seed, orders) {
  const random = randomOf(seed);
  return () => {
    let n = 1 + Math.floor(random() * orders);
    while (!isShipped(n)) n = n === 1 ? orders : n - 1;
    return { id: idOf('order', n), ours: { id: globalId('Order', idOf('order', n)) } };
  };
}

function floorOrder({ id }) {
  return { path: `/order?id=${id}`, body: null };
}
