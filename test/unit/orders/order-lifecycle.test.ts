import * as fc from 'fast-check';
import { HoldScope, OrderStatus, OrderTransition } from '../../../entities/orders/orders.enums';
import type { OrderAggregate } from '../../../src/orders/order-aggregate';
import { availableTransitions, requireStatus } from '../../../src/documents/lifecycle';
import { requireVersion } from '../../../src/documents/version-check';
import { ORDER_LIFECYCLE } from '../../../src/orders/order-lifecycle';
import { aggregateOf, anyAggregate } from '../../support/order-aggregates';
import { refusalOf } from '../../support/refusals';

/** What each status allows, and where it leads; what an order's quantities and holds allow of it stands below. */
const TARGETS: Record<OrderStatus, string[]> = {
  DRAFT: ['UPDATE DRAFT', 'CONFIRM DERIVED', 'HOLD DRAFT', 'RELEASE_HOLD DRAFT', 'CANCEL CANCELLED'],
  PENDING_APPROVAL: ['HOLD PENDING_APPROVAL', 'RELEASE_HOLD PENDING_APPROVAL', 'CANCEL CANCELLED'],
  CONFIRMED: [
    ...['HOLD CONFIRMED', 'RELEASE_HOLD CONFIRMED', 'CANCEL DERIVED', 'CLOSE CLOSED', 'SHIP CONFIRMED'],
    'DELIVER DERIVED',
  ],
  COMPLETED: [],
  CLOSED: ['DELIVER CLOSED'],
  CANCELLED: [],
};
const STATUSES = Object.values(OrderStatus);
const TABLE = Object.fromEntries(
  STATUSES.map((status) => [status, TARGETS[status].map((step) => step.split(' ')[0] as OrderTransition)]),
) as Record<OrderStatus, OrderTransition[]>;
const STEPS = Object.values(OrderTransition);

/** Whether quantities and holds allow a step, told by sums. */
function allowedByContent({ lines, holds }: OrderAggregate, step: OrderTransition): boolean {
  const open = holds.filter(({ releasedAt }) => !releasedAt);
  const sum = (count: (line: (typeof lines)[number]) => number): number =>
    lines.reduce((total, line) => total + count(line), 0);
  const left = sum((line) => line.quantityOpen + line.quantityAllocated + line.quantityBackordered);
  const shipped = sum((line) => line.quantityShipped);
  switch (step) {
    case OrderTransition.UPDATE:
    case OrderTransition.HOLD:
      return true;
    case OrderTransition.CONFIRM:
      return lines.length > 0 && open.length === 0;
    case OrderTransition.RELEASE_HOLD:
      return open.length > 0;
    case OrderTransition.CANCEL:
      return left > 0;
    case OrderTransition.CLOSE:
      return left > 0 && shipped > 0;
    case OrderTransition.DELIVER:
      return sum((line) => line.quantityDelivered) < shipped;
    case OrderTransition.SHIP: {
      const held = open.map((hold) => hold.orderLineId);
      const all = open.some(
        ({ scope, fulfillmentOrderId }) =>
          scope === HoldScope.ORDER || (scope === HoldScope.FULFILLMENT && !fulfillmentOrderId),
      );
      return !all && sum((line) => (held.includes(line.id) ? 0 : line.quantityAllocated)) > 0;
    }
  }
}

describe('the lifecycle of an order', () => {
  it('is the table', () => {
    const { table } = ORDER_LIFECYCLE;
    expect(Object.keys(table)).toEqual(STATUSES);
    for (const status of STATUSES)
      expect(Object.entries(table[status]).map(([step, target]) => `${step} ${target}`)).toEqual(
        TARGETS[status],
      );
  });

  it('offers of the table what quantities and holds allow, in its order', () => {
    fc.assert(
      fc.property(anyAggregate, (aggregate) => {
        const expected = TABLE[aggregate.order.status].filter((step) =>
          allowedByContent(aggregate, OrderTransition[step]),
        );
        expect(availableTransitions(ORDER_LIFECYCLE, aggregate)).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('ends: what is completed or cancelled allows nothing, what is closed is delivered and no more', () => {
    fc.assert(
      fc.property(anyAggregate, (aggregate) => {
        const inStatus = (status: OrderStatus): OrderTransition[] =>
          availableTransitions(ORDER_LIFECYCLE, {
            ...aggregate,
            order: { ...aggregate.order, status } as OrderAggregate['order'],
          });
        expect(inStatus(OrderStatus.COMPLETED)).toEqual([]);
        expect(inStatus(OrderStatus.CANCELLED)).toEqual([]);
        expect([[], [OrderTransition.DELIVER]]).toContainEqual(inStatus(OrderStatus.CLOSED));
      }),
    );
  });

  it('refuses a step that the status does not allow, and names what it allows', () => {
    fc.assert(
      fc.property(anyAggregate, fc.constantFrom(...STEPS), (aggregate, step) => {
        const refusal = refusalOf(() => requireStatus(ORDER_LIFECYCLE, aggregate, step));
        const { status, number } = aggregate.order;
        expect(refusal === null).toBe(TABLE[status].includes(step));
        if (!refusal) return;
        const allowed = availableTransitions(ORDER_LIFECYCLE, aggregate);
        expect(refusal.code).toBe('INVALID_TRANSITION');
        expect(refusal.details).toEqual({ orderNumber: number, from: status, requested: step, allowed });
        for (const named of [status, step, number, ...(allowed.length > 0 ? allowed : ['nothing'])]) {
          expect(refusal.message).toContain(named);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('offers nothing that the status refuses', () => {
    fc.assert(
      fc.property(anyAggregate, (aggregate) => {
        for (const step of availableTransitions(ORDER_LIFECYCLE, aggregate))
          expect(refusalOf(() => requireStatus(ORDER_LIFECYCLE, aggregate, step))).toBeNull();
      }),
    );
  });

  it('goes on from the version that the client has seen, and from no other', () => {
    const { order } = aggregateOf([], { version: 3 });
    expect(refusalOf(() => requireVersion(ORDER_LIFECYCLE, order, 3))).toBeNull();
    for (const expected of [2, 4]) {
      const refusal = refusalOf(() => requireVersion(ORDER_LIFECYCLE, order, expected))!;
      expect(refusal.code).toBe('VERSION_CONFLICT');
      expect(refusal.details).toEqual({ orderNumber: 'SO-1', expected, current: 3 });
    }
  });
});
