import { connectionOf, execute, marks } from './database.mjs';

/** Reads by hand: few prepared statements, rows put together in memory. Ids stay as they are stored. */

const PAGE = 50;

/** The orders alone first, on their index, then what belongs to them. */
export async function readPage(pool, before) {
  return withConnection(pool, async (connection) => {
    const orders = await execute(
      connection,
      `SELECT o.id, o.number, o.status, o.fulfillment_status, o.ordered_at, o.version, o.total_minor, o.currency_code,
              a.id AS account_id, a.number AS account_number, a.name AS account_name
       FROM (SELECT id, ordered_at FROM orders WHERE ordered_at < ? ORDER BY ordered_at DESC, id DESC LIMIT ${PAGE + 1}) p
       JOIN orders o ON o.id = p.id JOIN accounts a ON a.id = o.account_id ORDER BY p.ordered_at DESC, p.id DESC`,
      [before],
    );
    const page = orders.slice(0, PAGE);
    const lines = await execute(
      connection,
      `SELECT l.id, l.order_id, l.line_number, l.quantity_ordered, l.quantity_allocated, l.status, l.net_minor, l.currency_code,
              p.id AS product_id, p.sku AS product_sku, p.name AS product_name
       FROM order_lines l JOIN products p ON p.id = l.product_id
       WHERE l.order_id IN (${marks(page.length)}) ORDER BY l.order_id, l.line_number`,
      page.map(({ id }) => id),
    );
    return pageOf(page, orders.length > PAGE, groupBy(lines, 'order_id'));
  });
}

function pageOf(page, hasNextPage, linesOf) {
  const last = page.at(-1);
  const endCursor = Buffer.from(JSON.stringify([last.ordered_at, last.id])).toString('base64url');
  return {
    orders: {
      pageInfo: { hasNextPage, endCursor },
      nodes: page.map((order) => ({
        ...headOf(order),
        account: { id: order.account_id, number: order.account_number, name: order.account_name },
        lines: linesOf.get(order.id).map((line) => ({
          id: line.id,
          lineNumber: line.line_number,
          quantityOrdered: line.quantity_ordered,
          quantityAllocated: line.quantity_allocated,
          status: line.status,
          net: money(line.net_minor, line.currency_code),
          product: { id: line.product_id, sku: line.product_sku, name: line.product_name },
        })),
      })),
    },
  };
}

export async function readOrder(pool, id) {
  return withConnection(pool, async (connection) => {
    const of = (sql) => execute(connection, sql, [id]);
    const [order] = await of(
      'SELECT id, number, status, fulfillment_status, ordered_at, version, total_minor, currency_code FROM orders WHERE id = ?',
    );
    const lines = await of(
      `SELECT id, line_number, sku, description, quantity_ordered, quantity_shipped, status, net_minor, currency_code
       FROM order_lines WHERE order_id = ? ORDER BY line_number`,
    );
    const shipped = await of(
      `SELECT s.id AS shipment_id, s.number, s.status, s.carrier, s.tracking_number, s.shipped_at, l.id, l.sku, l.quantity, l.delivered_quantity
       FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id WHERE s.order_id = ? ORDER BY s.id, l.id`,
    );
    const events = await of(
      `SELECT id, position, type, occurred_at, data FROM events
       WHERE order_id = ? AND position > 0 ORDER BY position LIMIT 50`,
    );
    return orderOf(order, lines, groupBy(shipped, 'shipment_id'), events);
  });
}

/** The sums that our server keeps, by the first letters of the day and by territory: the first thousand. */
export async function readBookings(pool, letters, from, to) {
  return withConnection(pool, async (connection) => {
    const rows = await execute(
      connection,
      `SELECT LEFT(day, ?) AS period, territory_id, SUM(net_minor) AS net, SUM(orders) AS orders FROM booking_sums
       WHERE generation = 1 AND level = 3 AND day >= ? AND day <= ? GROUP BY period, territory_id ORDER BY period, territory_id LIMIT 1000`,
      [Number(letters), from, to],
    );
    return {
      bookings: {
        groups: rows.map(({ period, territory_id, net, orders }) => ({
          period,
          territory: { id: territory_id },
          bookings: money(Number(net), 'USD'),
          orders: Number(orders),
        })),
      },
    };
  });
}

function orderOf(order, lines, shipments, events) {
  return {
    order: {
      ...headOf(order),
      lines: lines.map((line) => ({
        id: line.id,
        lineNumber: line.line_number,
        sku: line.sku,
        description: line.description,
        quantityOrdered: line.quantity_ordered,
        quantityShipped: line.quantity_shipped,
        status: line.status,
        net: money(line.net_minor, line.currency_code),
      })),
      shipments: [...shipments.values()].map(shipmentOf),
    },
    orderEvents: {
      events: events.map(({ id, position, type, occurred_at, data }) => ({
        id,
        position: String(position),
        type,
        occurredAt: new Date(occurred_at),
        data: JSON.parse(data),
      })),
    },
  };
}

function shipmentOf(lines) {
  const [{ shipment_id, number, status, carrier, tracking_number, shipped_at }] = lines;
  return {
    id: shipment_id,
    number,
    status,
    carrier,
    trackingNumber: tracking_number,
    shippedAt: new Date(shipped_at),
    lines: lines.map(({ id, sku, quantity, delivered_quantity }) => ({
      id,
      sku,
      quantity,
      deliveredQuantity: delivered_quantity,
    })),
  };
}

function headOf(order) {
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    fulfillmentStatus: order.fulfillment_status,
    orderedAt: new Date(order.ordered_at),
    version: order.version,
    total: money(order.total_minor, order.currency_code),
  };
}

const money = (minor, currencyCode) => ({ amount: (minor / 100).toFixed(2), currencyCode });

function groupBy(rows, column) {
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group) group.push(row);
    else groups.set(row[column], [row]);
  }
  return groups;
}

async function withConnection(pool, work) {
  const connection = await connectionOf(pool);
  try {
    return await work(connection);
  } finally {
    connection.release();
  }
}
