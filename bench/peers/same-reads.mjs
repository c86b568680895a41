import { KeptConnection } from '../lib/connection.mjs';
import { PAGE } from '../lib/workloads.mjs';
import { WORLD } from '../lib/world.mjs';
import { WORKLOADS } from './workloads.mjs';

const READS = 5;

/** Each side's names for the same things. */
const WORDS = {
  ours: {
    orders: ({ orders, order }) => orders?.nodes ?? [order],
    order: ({ id, number, status, total, account }) => [id, number, status, total.amount, account.name],
    line: ({ quantityOrdered, net, product }) => [quantityOrdered, net.amount, product.sku, product.name],
  },
  vendure: {
    orders: ({ orders, order }) => orders?.items ?? [order],
    order: ({ id, code, state, totalWithTax, customer }) => [
      id,
      code,
      state,
      totalWithTax,
      customer.lastName,
    ],
    line: ({ quantity, proratedLinePrice, productVariant }) => [
      quantity,
      proratedLinePrice,
      productVariant.sku,
      productVariant.name,
    ],
  },
};

/** Throws unless both sides answer alike: as many orders, each with its customer and five lines, each with its article, and nothing of it empty. */
export async function requireSameReads({ servers, facts }, workload, { clients, orders }) {
  const count = workload === 'page' ? PAGE : 1;
  for (const [side, { urls, token }] of Object.entries(servers)) {
    const connection = new KeptConnection(urls[0], token);
    const next = WORKLOADS[workload].requests(7, orders, { client: 0, clients });
    for (let i = 0; i < READS; i++) {
      const { body } = await connection.send(WORKLOADS[workload][side](next(), facts[side]));
      requireOrders(side, JSON.parse(body), count);
    }
    connection.close();
  }
}

function requireOrders(side, { data, errors }, count) {
  const words = WORDS[side];
  const orders = errors ? [] : words.orders(data);
  const isWhole = (values) => values.every((value) => value !== undefined && value !== null && value !== '');
  const right = orders.filter(
    (order) =>
      isWhole(words.order(order)) &&
      order.lines.length === WORLD.linesPerOrder &&
      order.lines.every((line) => isWhole(words.line(line))),
  );
  if (right.length !== count || orders.length !== count) {
    throw new Error(
      `${side}: ${right.length} of ${orders.length} orders are as they should be, of ${count}: ${JSON.stringify(errors ?? orders[0])}`,
    );
  }
}
