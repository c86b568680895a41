import mysql from 'mysql2/promise';
import { analyze } from '../lib/databases.mjs';
import { WORLD } from '../lib/world.mjs';

/** What is stored, as far as orders go: how many are placed, how many lines they have, and their units, once by the lines and once by the levels of stock. */
const STORED = {
  ours: `SELECT (SELECT COUNT(*) FROM orders WHERE status IN ('CONFIRMED', 'COMPLETED')) AS orders,
    (SELECT COUNT(*) FROM order_lines) AS \`lines\`,
    (SELECT SUM(quantity_ordered) FROM order_lines) AS units,
    (SELECT SUM(allocated) FROM inventory_levels) AS allocated`,
  vendure: `SELECT COUNT(DISTINCT o.id) AS orders, COUNT(*) AS \`lines\`, SUM(l.quantity) AS units,
    (SELECT SUM(stockAllocated) FROM stock_level) AS allocated
    FROM \`order\` o JOIN order_line l ON l.orderId = o.id
    WHERE o.active = 0 AND o.orderPlacedAt IS NOT NULL AND o.state IN ('PaymentAuthorized', 'PaymentSettled')`,
};

export async function storedOn(urls) {
  const stored = {};
  for (const [side, url] of Object.entries(urls)) {
    const row = await firstRow(url, STORED[side]);
    stored[side] = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
  }
  return stored;
}

/** Says by what one side grew, if it did; throws when that is not what was answered. Stock is told as it is found. */
export function growthOf(side, before, after) {
  const answered = after.answered[side] - before.answered[side];
  const by = (what) => after.stored[side][what] - before.stored[side][what];
  if (by('orders') !== answered || by('lines') !== answered * WORLD.linesPerOrder) {
    throw new Error(
      `${side}: ${answered} orders were answered, but ${by('orders')} with ${by('lines')} lines are stored.`,
    );
  }
  if (answered === 0) return null;
  return `${side}: ${answered} orders answered and stored, ${by('lines')} lines; levels of stock grew by ${by('allocated')} of ${by('units')} units`;
}

/** What requests for orders must know of those that Vendure has; tells its database what is in the tables, as ours is told. */
export async function placedBeforehand(url) {
  const connection = await mysql.createConnection(url);
  await analyze(connection);
  const [rows] = await connection.query(
    'SELECT id, UNIX_TIMESTAMP(orderPlacedAt) AS seconds FROM `order` ORDER BY orderPlacedAt, id',
  );
  await connection.end();
  return {
    orderIds: rows.map(({ id }) => String(id)),
    firstAt: Number(rows[0].seconds) * 1000,
    lastAt: Number(rows.at(-1).seconds) * 1000,
  };
}

async function firstRow(url, sql) {
  const connection = await mysql.createConnection(url);
  const [[row]] = await connection.query(sql);
  await connection.end();
  return row;
}
