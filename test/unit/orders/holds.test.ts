import * as fc from 'fast-check';
import { HoldReason, HoldScope, OrderStatus } from '../../../entities/orders/orders.enums';
import { Permission } from '../../../src/auth/permissions';
import { HOLD_RELEASE_RIGHTS } from '../../../src/auth/rights';
import { decideHold, decideRelease } from '../../../src/orders/hold-orders';
import { availableTransitions } from '../../../src/documents/lifecycle';
import { ORDER_LIFECYCLE, stopsShipping } from '../../../src/orders/order-lifecycle';
import { requireShippable } from '../../../src/orders/shipping';
import { aggregateOf, anyAggregate } from '../../support/order-aggregates';
import { refusalOf } from '../../support/refusals';

const actorWith = (...permissions: Permission[]) => ({ permissions: new Set(permissions) });
const INSIDER = actorWith(Permission.INTERNAL_READ);
const ORDER_OF = new Map([
  ['F1', 'O'],
  ['F2', 'another order'],
]);
const request = fc.record(
  {
    scope: fc.constantFrom(...Object.values(HoldScope)),
    orderLineId: fc.constantFrom('L1', 'L9', null),
    fulfillmentOrderId: fc.constantFrom('F1', 'F2', 'F9', null),
  },
  { requiredKeys: ['scope'] },
);

describe('a hold', () => {
  it('names a line of the order by scope LINE, a fulfillment order of it or none by FULFILLMENT, else neither', () => {
    const aggregate = aggregateOf([{ schedule: [{ open: 1 }] }]);
    const allowed = new Set(['LINE L1 -', 'FULFILLMENT - F1', 'FULFILLMENT - -', 'ORDER - -']);
    fc.assert(
      fc.property(request, (input) => {
        const { scope, orderLineId = null, fulfillmentOrderId = null } = input;
        const refusal = refusalOf(() => decideHold(aggregate, input, ORDER_OF));
        const fits = allowed.has(`${scope} ${orderLineId ?? '-'} ${fulfillmentOrderId ?? '-'}`);
        expect(refusal?.code ?? null).toBe(fits ? null : 'INVALID_REFERENCE');
        if (!fits) return;
        expect(decideHold(aggregate, input, ORDER_OF)).toEqual({
          orderId: 'O',
          scope,
          orderLineId,
          fulfillmentOrderId,
        });
      }),
      { numRuns: 300 },
    );
  });

  it('is released by its id, with the right of its reason, and is not there by another', () => {
    const reasons = Object.values(HoldReason);
    const aggregate = aggregateOf(
      [],
      {},
      reasons.map((reason) => ({ reason })),
    );
    for (const [i, reason] of reasons.entries()) {
      const right = HOLD_RELEASE_RIGHTS[reason];
      const input = { holdId: `H${i + 1}` };
      expect(decideRelease(aggregate, input, actorWith(right))).toBe(aggregate.holds[i]);
      const others = Object.values(Permission).filter((permission) => permission !== right);
      const refusal = refusalOf(() => decideRelease(aggregate, input, actorWith(...others)))!;
      expect(refusal.code).toBe('FORBIDDEN');
      expect(refusal.details).toEqual({ permission: right, path: 'holdId' });
      expect(refusal.message).toContain(reason);
      const untold = others.filter((permission) => permission !== Permission.INTERNAL_READ);
      expect(refusalOf(() => decideRelease(aggregate, input, actorWith(...untold)))?.message).toContain(
        'this hold',
      );
    }
    const all = actorWith(...Object.values(Permission));
    expect(refusalOf(() => decideRelease(aggregate, { holdId: 'other' }, all))?.code).toBe('NOT_FOUND');
  });

  it.each([
    ['of the order', { scope: HoldScope.ORDER }, [true, true, true]],
    ['of line 1', { scope: HoldScope.LINE, orderLineId: 'L1' }, [true, false, true]],
    ['of all fulfillment', { scope: HoldScope.FULFILLMENT }, [true, true, true]],
    [
      'of one fulfillment order',
      { scope: HoldScope.FULFILLMENT, fulfillmentOrderId: 'F1' },
      [true, true, false],
    ],
  ])('%s stops what it covers', (_, values, expected) => {
    const [hold] = aggregateOf([], {}, [values]).holds;
    const leaving: [string, string][] = [
      ['L1', 'F1'],
      ['L2', 'F1'],
      ['L1', 'F2'],
    ];
    expect(leaving.map(([line, from]) => stopsShipping(hold!, new Set([line]), from))).toEqual(expected);
  });
});

describe('what may be shipped', () => {
  const lineIds = fc.subarray(['L1', 'L2', 'L3', 'L4']).map((ids) => new Set(ids));

  it('is decided by the status, then by the open holds that cover it, whose reasons are told to insiders', () => {
    fc.assert(
      fc.property(
        anyAggregate,
        lineIds,
        fc.constantFrom('F1', 'F2'),
        fc.boolean(),
        (aggregate, lines, from, told) => {
          const stopping = aggregate.holds.filter(
            (hold) => hold.releasedAt === null && stopsShipping(hold, lines, from),
          );
          const refusal = refusalOf(() =>
            requireShippable(aggregate, lines, from, told ? INSIDER : actorWith()),
          );
          if (aggregate.order.status !== OrderStatus.CONFIRMED)
            expect(refusal?.code).toBe('INVALID_TRANSITION');
          else if (stopping.length === 0) expect(refusal).toBeNull();
          else {
            expect(refusal?.code).toBe('ORDER_ON_HOLD');
            expect(refusal?.details).toEqual({
              orderNumber: 'SO-1',
              holds: stopping.map(({ scope, reason }) => (told ? { scope, reason } : { scope })),
            });
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is offered as a step exactly when some line with stock may be shipped from somewhere', () => {
    fc.assert(
      fc.property(anyAggregate, (aggregate) => {
        const may = aggregate.lines
          .filter((line) => line.quantityAllocated > 0)
          .some(
            (line) =>
              refusalOf(() => requireShippable(aggregate, new Set([line.id]), 'F2', INSIDER)) === null,
          );
        expect(availableTransitions(ORDER_LIFECYCLE, aggregate).includes('SHIP')).toBe(may);
      }),
      { numRuns: 500 },
    );
  });
});
