import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { Allocation } from '../../entities/inventory/allocation';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';

/** What parts of orders are looked up by. */
const LOOKED_UP: readonly (readonly [prototype: object, properties: readonly string[]])[] = [
  [OrderLine.prototype, ['id']],
  [ScheduleLine.prototype, ['id', 'orderLineId', 'quantityOrdered', 'quantityBackordered']],
  [Allocation.prototype, ['id', 'scheduleLineId', 'locationId']],
  [FulfillmentOrderLine.prototype, ['id', 'scheduleLineId', 'fulfillmentOrderId']],
  [ShipmentLine.prototype, ['id', 'scheduleLineId', 'shipmentId']],
];

let reads = 0;

/**
 * Has every look at a part of an order counted from here on, for as long as the test file runs: work that grows faster than the
 * order shows in it, however fast or busy the machine is.
 */
export function countReadsOfParts(): void {
  for (const [prototype, properties] of LOOKED_UP) {
    for (const property of properties) countReadsOf(prototype, property);
  }
}

/** How often parts of orders were looked at while some work ran. */
export async function readsOfPartsDuring(work: () => Promise<unknown>): Promise<number> {
  reads = 0;
  await work();
  return reads;
}

function countReadsOf(prototype: object, property: string): void {
  const values = new WeakMap<object, unknown>();
  Object.defineProperty(prototype, property, {
    get(this: object) {
      reads += 1;
      return values.get(this);
    },
    set(this: object, value: unknown) {
      values.set(this, value);
    },
  });
}
