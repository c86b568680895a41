import type { Param } from '../persistence/sql';
import type { DemoRun } from './demo-run';
import { chance, pick } from './random';

const DAY = 86_400_000;
const CARRIERS = ['Northline Freight', 'BlueArrow Parcel', 'Continental Express'] as const;

/** What operations do at the end of one week with the orders they find: ship, deliver, hold, cancel and close. */
export async function workWeek(run: DemoRun, week: number, at: Date): Promise<void> {
  await cancelSome(run, week, at);
  await holdSome(run, week, at);
  await ship(run, week, at);
  await deliver(run, week, at);
  await closeSome(run, week, at);
}

function rows<R>(run: DemoRun, sql: string, params: readonly Param[]): Promise<R[]> {
  return run.services.database.reader.rows<R>(sql, params);
}

interface OrderRow {
  id: string;
  number: string;
  version: number | bigint;
}

/** One in thirty unshipped orders is cancelled within its first week. */
async function cancelSome(run: DemoRun, week: number, at: Date): Promise<void> {
  const faker = run.faker(`cancel ${week}`);
  const orders = await rows<OrderRow>(
    run,
    `SELECT id, number, version FROM orders WHERE status = 'CONFIRMED' AND fulfillment_status = 'UNFULFILLED' AND ordered_at >= ? ORDER BY ordered_at, id`,
    [at.getTime() - 7 * DAY],
  );
  await run.mustRun(
    run.services.useCases.orders.cancelOrder,
    orders
      .filter(() => chance(faker, 3))
      .map(({ id, version }) => ({
        key: `cancel:${id}`,
        at,
        input: {
          orderId: id,
          expectedVersion: Number(version),
          reason: pick(faker, ['Customer changed plans', 'Ordered twice', 'Budget withdrawn']),
        },
      })),
  );
}

/** In the last three weeks some orders wait for something. */
async function holdSome(run: DemoRun, week: number, at: Date): Promise<void> {
  if (at.getTime() < run.options.anchor.getTime() - 21 * DAY) return;
  const faker = run.faker(`hold ${week}`);
  const orders = await rows<OrderRow>(
    run,
    `SELECT id, number, version FROM orders WHERE status = 'CONFIRMED' AND fulfillment_status = 'UNFULFILLED' AND on_hold = 0 AND ordered_at >= ? ORDER BY ordered_at, id`,
    [at.getTime() - 7 * DAY],
  );
  await run.mustRun(
    run.services.useCases.orders.holdOrder,
    orders
      .filter(() => chance(faker, 10))
      .map(({ id, version }) => ({
        key: `hold:${id}`,
        at,
        input: {
          orderId: id,
          expectedVersion: Number(version),
          scope: 'ORDER' as const,
          reason: pick(faker, ['CREDIT', 'PO_MISMATCH', 'CUSTOMER_REQUEST', 'INCORRECT_ADDRESS'] as const),
        },
      })),
  );
}

/** Most of what is ready leaves: all of it, or a part first. Some of the newest stays for people to try. */
async function ship(run: DemoRun, week: number, at: Date): Promise<void> {
  const faker = run.faker(`ship ${week}`);
  const newest = at.getTime() >= run.options.anchor.getTime() - 7 * DAY;
  const ready = await rows<{ id: string }>(
    run,
    `SELECT f.id FROM fulfillment_orders f JOIN orders o ON o.id = f.order_id
     WHERE f.status IN ('OPEN', 'IN_PROGRESS') AND o.status = 'CONFIRMED' AND o.on_hold = 0
       AND NOT EXISTS (SELECT 1 FROM shipments s WHERE s.fulfillment_order_id = f.id AND s.status IN ('PENDING', 'READY'))
     ORDER BY o.ordered_at, f.id`,
    [],
  );
  const chosen = ready.filter(() => chance(faker, newest ? 55 : 85));
  const created = await run.run(
    run.services.useCases.fulfillment.createShipment,
    chosen.map(({ id }) => ({
      key: `shipment:${week}:${id}`,
      at,
      input: {
        fulfillmentOrderId: id,
        carrier: pick(faker, CARRIERS),
        trackingNumber: faker.string.numeric({ length: 12 }),
      },
    })),
  );
  await run.run(
    run.services.useCases.fulfillment.markShipped,
    created
      .filter((shipment) => shipment !== null)
      .filter(() => !newest || chance(faker, 80))
      .map(({ shipmentId }) => ({ key: `shipped:${shipmentId}`, at, input: { shipmentId } })),
  );
}

/** What left a week ago or more has arrived. */
async function deliver(run: DemoRun, week: number, at: Date): Promise<void> {
  const underway = await rows<{ id: string }>(
    run,
    `SELECT id FROM shipments WHERE status = 'SHIPPED' AND shipped_at <= ? ORDER BY id`,
    [at.getTime() - 6 * DAY],
  );
  await run.mustRun(
    run.services.useCases.fulfillment.markDelivered,
    underway.map(({ id }) => ({ key: `delivered:${week}:${id}`, at, input: { shipmentId: id } })),
  );
}

/** Orders that have waited two months for the rest are closed short, now and then. */
async function closeSome(run: DemoRun, week: number, at: Date): Promise<void> {
  const faker = run.faker(`close ${week}`);
  const waiting = await rows<OrderRow>(
    run,
    `SELECT id, number, version FROM orders WHERE status = 'CONFIRMED' AND fulfillment_status = 'PARTIALLY_FULFILLED' AND ordered_at < ? ORDER BY ordered_at, id`,
    [at.getTime() - 60 * DAY],
  );
  await run.mustRun(
    run.services.useCases.orders.closeOrder,
    waiting
      .filter(() => chance(faker, 40))
      .map(({ id, version }) => ({
        key: `close:${week}:${id}`,
        at,
        input: { orderId: id, expectedVersion: Number(version), reason: 'Customer no longer needs the rest' },
      })),
  );
}
