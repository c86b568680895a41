import { globalId, graphql, ORDER_FIELDS, WORKLOADS as BESIDE_FLOOR } from '../lib/workloads.mjs';
import { idOf, randomOf, WORLD } from '../lib/world.mjs';
import { isPlaced, oneOrder, pageBefore, placeOrder } from './vendure/requests.mjs';

const ORDER = `query Order($id: ID!) {
  order(id: $id) {
    ${ORDER_FIELDS}
  }
}`;

/**
 * What is measured beside a peer, in the form of the workloads beside the floor. `isDone`: what an answer to that side must hold besides
 * status 200 and no errors.
 */
export const WORKLOADS = {
  page: {
    title: 'page of 50 orders',
    writes: false,
    requests: wantShare,
    ours: ({ share }) => {
      const before = new Date(WORLD.end - share * (WORLD.spanMs / 2));
      return BESIDE_FLOOR.page.ours({ ours: { before: before.toISOString() } });
    },
    vendure: pageBefore,
  },
  order: {
    title: 'one order',
    writes: false,
    requests: wantShare,
    ours: ({ share, orders }) =>
      graphql('Order', ORDER, { id: globalId('Order', idOf('order', 1 + Math.floor(share * orders))) }),
    vendure: oneOrder,
  },
  place: {
    title: 'order of 5 lines placed',
    writes: true,
    requests: wantOrder,
    ours: BESIDE_FLOOR['place-16'].ours,
    vendure: placeOrder,
    isDone: { vendure: isPlaced },
  },
};

/** Some place among the orders that were there beforehand, from 0 to 1. */
function wantShare(seed, orders) {
  const random = randomOf(seed);
  return () => ({ share: random(), orders });
}

/** No two clients order for the same account: at Vendure a customer has one order in the making. */
function wantOrder(seed, orders, { client, clients }) {
  const next = BESIDE_FLOOR['place-16'].requests(seed);
  const accounts = Math.floor(WORLD.accounts / clients);
  return () => {
    const order = next();
    return { ...order, account: 1 + client + clients * (order.account % accounts) };
  };
}
