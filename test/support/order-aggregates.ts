import * as fc from 'fast-check';
import type { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import type { OrderLine } from '../../entities/orders/order-line';
import { HoldReason, HoldScope, OrderStatus } from '../../entities/orders/orders.enums';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import type { Counters, OrderAggregate } from '../../src/orders/order-aggregate';
import { orderLineRow, orderRow } from './order-rows';

/** Where the units of a quantity are; each is in one place, and a delivered one has shipped. */
export interface Whereabouts {
  open: number;
  allocated: number;
  backordered: number;
  /** Shipped and still under way. */
  underway: number;
  delivered: number;
  cancelled: number;
}

export function countersOf(units: Partial<Whereabouts>): Counters {
  const { open = 0, allocated = 0, backordered = 0, underway = 0, delivered = 0, cancelled = 0 } = units;
  const quantityShipped = underway + delivered;
  return {
    quantityOrdered: open + allocated + backordered + quantityShipped + cancelled,
    quantityOpen: open,
    quantityAllocated: allocated,
    quantityBackordered: backordered,
    quantityShipped,
    quantityDelivered: delivered,
    quantityCancelled: cancelled,
  };
}

const PLACES = ['open', 'allocated', 'backordered', 'underway', 'delivered', 'cancelled'] as const;

/** Every way in which so many units can be spread over the places. */
export function everyWhereabouts(
  quantity: number,
  places: readonly (typeof PLACES)[number][] = PLACES,
): Whereabouts[] {
  const [place, ...rest] = places;
  const nowhere = { open: 0, allocated: 0, backordered: 0, underway: 0, delivered: 0, cancelled: 0 };
  if (rest.length === 0) return [{ ...nowhere, [place!]: quantity }];
  return Array.from({ length: quantity + 1 }, (_, here) =>
    everyWhereabouts(quantity - here, rest).map((others) => ({ ...others, [place!]: here })),
  ).flat();
}

/** A line of a test's order: its schedule lines, whose counters add up to its own. */
export interface LineSketch {
  schedule: Partial<Whereabouts>[];
  values?: Partial<OrderLine>;
}

/** An order in memory. Ids tell what a row is: line 1 is `L1`, its second schedule line `L1.2`. */
export function aggregateOf(
  lines: readonly LineSketch[],
  values: Partial<Order> = {},
  holds: readonly Partial<OrderHold>[] = [],
): OrderAggregate {
  const order = orderRow({ id: 'O', number: 'SO-1', cancelledMinor: 0n, ...values });
  const aggregate: OrderAggregate = { order, lines: [], scheduleLines: [], holds: [], allocations: [] };
  lines.forEach(({ schedule, values: own }, i) => {
    const id = `L${i + 1}`;
    const parts = schedule.map((units, k) => scheduleLineOf(id, k + 1, countersOf(units)));
    aggregate.scheduleLines.push(...parts);
    aggregate.lines.push(orderLineRow({ orderId: 'O', id, lineNumber: i + 1, ...added(parts), ...own }));
  });
  aggregate.holds.push(...holds.map((hold, i) => holdOf(`H${i + 1}`, hold)));
  order.onHold = aggregate.holds.some(({ releasedAt }) => releasedAt === null);
  return aggregate;
}

function scheduleLineOf(orderLineId: string, scheduleNumber: number, counters: Counters): ScheduleLine {
  const at = { id: `${orderLineId}.${scheduleNumber}`, orderId: 'O', orderLineId, scheduleNumber, sku: 'A' };
  return Object.assign(new ScheduleLine(), { ...at, requestedDay: null, promisedDay: null, ...counters });
}

function added(parts: readonly Counters[]): Counters {
  const sum = countersOf({});
  for (const part of parts) {
    for (const counter of Object.keys(sum) as (keyof Counters)[]) sum[counter] += part[counter];
  }
  return sum;
}

function holdOf(id: string, values: Partial<OrderHold>): OrderHold {
  return Object.assign(new OrderHold(), {
    id,
    orderId: 'O',
    scope: HoldScope.ORDER,
    orderLineId: null,
    fulfillmentOrderId: null,
    reason: HoldReason.OTHER,
    note: null,
    placedBy: 'somebody',
    placedAt: new Date(0),
    releasedBy: null,
    releasedAt: null,
    ...values,
  });
}

/** A few units in some of the places, so that each may well be empty. */
export const whereabouts: fc.Arbitrary<Whereabouts> = fc
  .tuple(
    fc.subarray([...PLACES], { minLength: 1 }),
    fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 6, maxLength: 6 }),
  )
  .map(([places, units]) => ({
    ...everyWhereabouts(0)[0]!,
    ...Object.fromEntries(places.map((place, i) => [place, units[i]!])),
  }));

export const orderStatus = fc.oneof(
  fc.constant(OrderStatus.CONFIRMED),
  fc.constantFrom(...Object.values(OrderStatus)),
);

/** Orders of up to four lines with one or two schedule lines each, in any status, with open and released holds. */
export const anyAggregate: fc.Arbitrary<OrderAggregate> = fc
  .record({
    status: orderStatus,
    lines: fc.array(
      fc.record({ schedule: fc.array(whereabouts, { minLength: 1, maxLength: 2 }), stocked: fc.boolean() }),
      { maxLength: 4 },
    ),
    holds: fc.array(
      fc.record({
        scope: fc.constantFrom(...Object.values(HoldScope)),
        orderLineId: fc.constantFrom('L1', 'L2'),
        fulfillmentOrderId: fc.constantFrom(null, 'F1'),
        releasedAt: fc.constantFrom(null, new Date(0)),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ status, lines, holds }) =>
    aggregateOf(
      lines.map(({ schedule, stocked }) => ({ schedule, values: { stocked } })),
      { status },
      holds.map((hold) => ({
        ...hold,
        orderLineId: hold.scope === HoldScope.LINE ? hold.orderLineId : null,
        fulfillmentOrderId: hold.scope === HoldScope.FULFILLMENT ? hold.fulfillmentOrderId : null,
      })),
    ),
  );
