import * as fc from 'fast-check';
import {
  OrderDeliveryStatus,
  OrderFulfillmentStatus,
  OrderLineStatus,
  OrderStatus,
} from '../../../entities/orders/orders.enums';
import {
  deliveryStatus,
  deriveStatuses,
  fulfillmentStatus,
  lineStatus,
} from '../../../src/orders/order-status';
import { isComplete } from '../../../src/orders/completion';
import {
  aggregateOf,
  anyAggregate,
  countersOf,
  everyWhereabouts,
  whereabouts,
  type Whereabouts,
} from '../../support/order-aggregates';

/** Where two units are, each by its letter: open, allocated, backordered, under way, delivered, cancelled. */
const OF_TWO_UNITS: Record<string, keyof typeof OrderLineStatus> = {
  oo: 'OPEN',
  oa: 'OPEN',
  ob: 'BACKORDERED',
  ou: 'PARTIALLY_SHIPPED',
  od: 'PARTIALLY_SHIPPED',
  oc: 'OPEN',
  aa: 'ALLOCATED',
  ab: 'BACKORDERED',
  au: 'PARTIALLY_SHIPPED',
  ad: 'PARTIALLY_SHIPPED',
  ac: 'ALLOCATED',
  bb: 'BACKORDERED',
  bu: 'PARTIALLY_SHIPPED',
  bd: 'PARTIALLY_SHIPPED',
  bc: 'BACKORDERED',
  uu: 'SHIPPED',
  ud: 'SHIPPED',
  uc: 'SHIPPED',
  dd: 'DELIVERED',
  dc: 'DELIVERED',
  cc: 'CANCELLED',
};

function spelled({ open, allocated, backordered, underway, delivered, cancelled }: Whereabouts): string {
  const letters = [
    ['o', open],
    ['a', allocated],
    ['b', backordered],
    ['u', underway],
    ['d', delivered],
    ['c', cancelled],
  ] as const;
  return letters.map(([letter, n]) => letter.repeat(n)).join('');
}

const RANK: Record<OrderLineStatus, number> = {
  [OrderLineStatus.OPEN]: 0,
  [OrderLineStatus.BACKORDERED]: 0,
  [OrderLineStatus.ALLOCATED]: 1,
  [OrderLineStatus.PARTIALLY_SHIPPED]: 2,
  [OrderLineStatus.SHIPPED]: 3,
  [OrderLineStatus.DELIVERED]: 4,
  [OrderLineStatus.CANCELLED]: 5,
};
const FORWARD: readonly [keyof Whereabouts, keyof Whereabouts][] = [
  ['open', 'allocated'],
  ['backordered', 'allocated'],
  ['allocated', 'underway'],
  ['underway', 'delivered'],
];

describe('the status of a line', () => {
  it('is that of the table, wherever two units are', () => {
    const found = everyWhereabouts(2).map((units) => [spelled(units), lineStatus(countersOf(units))]);
    expect(Object.fromEntries(found)).toEqual(OF_TWO_UNITS);
  });

  it('depends on which places have units, not on how many they have', () => {
    fc.assert(
      fc.property(whereabouts, fc.integer({ min: 2, max: 1_000 }), (units, factor) => {
        const more = Object.fromEntries(Object.entries(units).map(([place, n]) => [place, n * factor]));
        expect(lineStatus(countersOf(more))).toBe(lineStatus(countersOf(units)));
      }),
    );
  });

  it('never goes back when a unit goes on', () => {
    for (const units of everyWhereabouts(4)) {
      for (const [from, to] of FORWARD) {
        if (units[from] === 0) continue;
        const next = { ...units, [from]: units[from] - 1, [to]: units[to] + 1 };
        const [before, after] = [lineStatus(countersOf(units)), lineStatus(countersOf(next))];
        expect({ units, from, to, back: RANK[after] < RANK[before] }).toMatchObject({ back: false });
      }
    }
  });
});

/** Every order of two lines with up to two units each, of goods or of services. */
const everyOrder = [1, 2]
  .flatMap((quantity) => everyWhereabouts(quantity))
  .flatMap((units) => [true, false].map((stocked) => ({ schedule: [units], values: { stocked } })))
  .flatMap((first, i, all) => all.slice(i).map((second) => [first, second]));

describe('the statuses of an order', () => {
  it('count the units of its goods that are wanted, have shipped and have been delivered', () => {
    for (const sketch of everyOrder) {
      const { lines } = aggregateOf(sketch);
      const [wanted, shipped, delivered] = sketch
        .filter(({ values }) => values.stocked)
        .flatMap(({ schedule }) => schedule)
        .map((units) => [
          units.open + units.allocated + units.backordered + units.underway + units.delivered,
          units.underway + units.delivered,
          units.delivered,
        ])
        .reduce((a, b) => a.map((n, i) => n + b[i]!), [0, 0, 0]) as [number, number, number];
      expect(fulfillmentStatus(lines)).toBe(
        wanted === 0
          ? OrderFulfillmentStatus.NOT_REQUIRED
          : shipped === wanted
            ? OrderFulfillmentStatus.FULFILLED
            : shipped > 0
              ? OrderFulfillmentStatus.PARTIALLY_FULFILLED
              : OrderFulfillmentStatus.UNFULFILLED,
      );
      expect(deliveryStatus(lines)).toBe(
        delivered === 0
          ? OrderDeliveryStatus.NOT_DELIVERED
          : delivered === wanted
            ? OrderDeliveryStatus.DELIVERED
            : OrderDeliveryStatus.PARTIALLY_DELIVERED,
      );
    }
  });

  it('are complete when it is confirmed, something is wanted, and all wanted goods are delivered', () => {
    for (const sketch of everyOrder) {
      const wantsAnything = sketch.some(
        ({ schedule: [units] }) => units!.cancelled < 2 && spelled(units!) !== 'c',
      );
      const undelivered = sketch.some(
        ({ schedule: [units], values }) => values.stocked && /[oabu]/.test(spelled(units!)),
      );
      for (const status of Object.values(OrderStatus)) {
        const expected = status === OrderStatus.CONFIRMED && wantsAnything && !undelivered;
        expect(isComplete(aggregateOf(sketch, { status }))).toBe(expected);
      }
    }
  });

  it('follow from counters and open holds alone, and again the same', () => {
    fc.assert(
      fc.property(anyAggregate, (aggregate) => {
        const { order, lines, holds } = aggregate;
        const status = order.status;
        deriveStatuses(aggregate);
        expect(lines.map((line) => line.status)).toEqual(lines.map(lineStatus));
        expect(order.fulfillmentStatus).toBe(fulfillmentStatus(lines));
        expect(order.deliveryStatus).toBe(deliveryStatus(lines));
        expect(order.onHold).toBe(holds.some(({ releasedAt }) => !releasedAt));
        expect(order.status).toBe(status);
        const once = structuredClone(aggregate);
        deriveStatuses(aggregate);
        expect(structuredClone(aggregate)).toEqual(once);
      }),
    );
  });
});
