import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/run.mjs';
import { KeptConnection } from './connection.mjs';
import { median } from './measure.mjs';
import { align, times } from './table.mjs';
import { globalId, PAGE, servedPage } from './workloads.mjs';
import { idOf, WORLD } from './world.mjs';

const DEEPEST = 1_000;
const REQUESTS_A_ROUND = 20;
/** The most that a list gives at once. */
const STEP = 200;

const VALUES = {
  accountId: { accountId: globalId('Account', idOf('account', 7)) },
  repId: { repId: globalId('Rep', idOf('rep', 7)) },
  territoryId: { territoryId: globalId('Territory', idOf('territory', 7)) },
  status: { status: ['COMPLETED'] },
  fulfillmentStatus: { fulfillmentStatus: ['FULFILLED'] },
  deliveryStatus: { deliveryStatus: ['DELIVERED'] },
  channel: { channel: ['ECOMMERCE'] },
  ordered: {
    orderedFrom: new Date(WORLD.end - 0.9 * WORLD.spanMs).toISOString(),
    orderedBefore: new Date(WORLD.end - 0.1 * WORLD.spanMs).toISOString(),
  },
  total: { minTotal: dollars(500), maxTotal: dollars(6_000) },
};

/**
 * Page 1,000 against page 1 of our server, or the last full page where there are fewer: for every sort order and every filter that an
 * index serves in it, both ways. One client, which asks for the one and the other in turn.
 */
export async function measureServedPages({ servers: { ours }, rounds }) {
  const connection = new KeptConnection(ours.urls[0], ours.token);
  try {
    const rows = [];
    for (const pair of servedPairs()) rows.push(await measurePair(connection, pair, rounds));
    const head = ['sort', 'filter', 'direction', 'orders', 'page', 'page 1 ms', 'deep page ms', 'ratio'];
    return align([head, ...rows], 3);
  } finally {
    connection.close();
  }
}

/** Read from the definition that the server goes by. */
function servedPairs() {
  const require = createRequire(import.meta.url);
  require('reflect-metadata');
  const { ORDERS } = require(path.join(ROOT, 'dist/src/orders/order-list.js'));
  return ORDERS.sortNames.flatMap((field) => {
    const { range } = ORDERS.served[field];
    const alone = ORDERS.servedAlone(field);
    return [
      [],
      ...[...alone, ...(range ? [range] : [])].map((name) => [name]),
      ...both(alone, range),
    ].flatMap((names) => ['DESC', 'ASC'].map((direction) => ({ names, sort: { field, direction } })));
  });
}

const both = (alone, range) => (range ? alone.map((name) => [name, range]) : []);

async function measurePair(connection, { names, sort }, rounds) {
  const filter = filterOf(names);
  const { totalCount } = await orders(connection, { filter, sort, first: 1 });
  const page = Math.min(DEEPEST, Math.max(1, Math.floor(totalCount / PAGE)));
  const after = await cursorBehind(connection, { filter, sort }, (page - 1) * PAGE);
  const latencies = { first: [], deep: [] };
  for (let i = 0; i < rounds * REQUESTS_A_ROUND; i++) {
    latencies.first.push(await timed(connection, { filter, sort }));
    latencies.deep.push(await timed(connection, { filter, sort, after }));
  }
  const [first, deep] = [median(latencies.first), median(latencies.deep)];
  const filters = names.join(', ') || 'none';
  const figures = [totalCount, page, first.toFixed(1), deep.toFixed(1), times(deep / first)].map(String);
  return [sort.field, filters, sort.direction, ...figures];
}

function filterOf(names) {
  const unknown = names.find((name) => !(name in VALUES));
  if (unknown) throw new Error(`served-pages.mjs has no value for the filter ${unknown}.`);
  return Object.assign({}, ...names.map((name) => VALUES[name]));
}

/** As a client gets there: page after page. */
async function cursorBehind(connection, variables, count) {
  let after = null;
  for (let left = count; left > 0; left -= STEP) {
    const { pageInfo } = await orders(connection, { ...variables, after, first: Math.min(STEP, left) });
    after = pageInfo.endCursor;
  }
  return after;
}

async function orders(connection, variables) {
  const query = `query Walk($filter: OrderFilterInput, $sort: OrderSortInput, $after: String, $first: Int) {
    orders(filter: $filter, sort: $sort, after: $after, first: $first) { ${variables.first === 1 ? 'totalCount' : 'pageInfo { endCursor }'} }
  }`;
  const body = JSON.stringify({ query, variables });
  return JSON.parse(await answerOf(connection, { path: '/graphql', body })).data.orders;
}

async function timed(connection, variables) {
  const request = servedPage(variables);
  const begin = performance.now();
  await answerOf(connection, request);
  return performance.now() - begin;
}

async function answerOf(connection, request) {
  const { status, body } = await connection.send(request);
  const text = body.toString('utf8');
  if (status !== 200 || text.startsWith('{"errors"'))
    throw new Error(`The server answered ${status}: ${text.slice(0, 500)}`);
  return text;
}

function dollars(amount) {
  return { amount: String(amount), currencyCode: 'USD' };
}
