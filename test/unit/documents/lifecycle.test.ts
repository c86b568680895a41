import * as fc from 'fast-check';
import { OrderStatus, OrderTransition } from '../../../entities/orders/orders.enums';
import { ShipmentStatus } from '../../../entities/fulfillment/fulfillment.enums';
import {
  allows,
  availableTransitions,
  DERIVED,
  invalidTransition,
  requireStatus,
  statusAfter,
  statusesThatAllow,
  type Lifecycle,
} from '../../../src/documents/lifecycle';
import { requireVersion } from '../../../src/documents/version-check';
import { ERROR_CODES } from '../../../src/shared/errors';
import { Permission } from '../../../src/auth/permissions';
import { requireShipmentStep, SHIPMENT_LIFECYCLE } from '../../../src/fulfillment/shipment-lifecycle';
import { ORDER_LIFECYCLE } from '../../../src/orders/order-lifecycle';
import { aggregateOf, anyAggregate } from '../../support/order-aggregates';
import { refusalOf } from '../../support/refusals';

type Status = 'DRAFT' | 'SENT' | 'EXPIRED';
type Step = 'UPDATE' | 'SEND' | 'ANSWER';
interface Sheet {
  number: string;
  version: number;
  status: Status;
  lines: number;
}

/** A document of two words, whose guard asks for the day. */
const SHEETS: Lifecycle<Sheet, Status, Step, { today: number }> = {
  name: 'offer sheet',
  stateOf: (sheet) => sheet,
  table: { DRAFT: { UPDATE: 'DRAFT', SEND: 'SENT' }, SENT: { ANSWER: DERIVED }, EXPIRED: {} },
  guards: { SEND: ({ lines }) => lines > 0, ANSWER: (_sheet, { today }) => today < 5 },
  permissions: {
    UPDATE: Permission.ORDER_PLACE,
    SEND: Permission.ORDER_PLACE,
    ANSWER: Permission.ORDER_PLACE,
  },
};
const sheet = (status: Status, lines = 1): Sheet => ({ number: 'S-1', version: 2, status, lines });

describe('a lifecycle', () => {
  it('offers, in the order of its table, what content and context allow', () => {
    expect(availableTransitions(SHEETS, sheet('DRAFT'), { today: 1 })).toEqual(['UPDATE', 'SEND']);
    expect(availableTransitions(SHEETS, sheet('DRAFT', 0), { today: 1 })).toEqual(['UPDATE']);
    expect(availableTransitions(SHEETS, sheet('SENT'), { today: 1 })).toEqual(['ANSWER']);
    expect(availableTransitions(SHEETS, sheet('SENT'), { today: 5 })).toEqual([]);
  });

  it('names in its refusals the document, its number, its status, and what is allowed instead', () => {
    const refusal = refusalOf(() => requireStatus(SHEETS, sheet('DRAFT'), 'ANSWER', { today: 1 }))!;
    expect(refusal.message).toBe(
      'An offer sheet that is DRAFT does not allow ANSWER. Offer sheet S-1 allows: UPDATE, SEND.',
    );
    expect(refusal.details).toEqual({
      offerSheetNumber: 'S-1',
      from: 'DRAFT',
      requested: 'ANSWER',
      allowed: ['UPDATE', 'SEND'],
    });
    const none = invalidTransition(SHEETS, sheet('EXPIRED'), 'SEND', 'It is over.', { today: 1 });
    expect(none.message).toBe('It is over. Offer sheet S-1 allows: nothing.');
  });

  it('knows where each step leads: to the status of the table, or to the derived one where it is open', () => {
    expect(statusAfter(SHEETS, 'DRAFT', 'SEND')).toBe('SENT');
    expect(statusAfter(SHEETS, 'DRAFT', 'SEND', 'SENT')).toBe('SENT');
    expect(statusAfter(SHEETS, 'SENT', 'ANSWER', 'EXPIRED')).toBe('EXPIRED');
    expect(() => statusAfter(SHEETS, 'DRAFT', 'SEND', 'EXPIRED')).toThrow('SEND leads from DRAFT to SENT');
    expect(() => statusAfter(SHEETS, 'SENT', 'ANSWER')).toThrow('ANSWER leads from SENT to DERIVED');
    expect(() => statusAfter(SHEETS, 'EXPIRED', 'SEND')).toThrow('SEND leads from EXPIRED to nothing');
  });

  it('compares the version that a client has seen', () => {
    expect(refusalOf(() => requireVersion(SHEETS, sheet('SENT'), 2))).toBeNull();
    const refusal = refusalOf(() => requireVersion(SHEETS, sheet('SENT'), 1))!;
    expect([refusal.code, refusal.details]).toEqual([
      'VERSION_CONFLICT',
      { offerSheetNumber: 'S-1', expected: 1, current: 2 },
    ]);
  });
});

describe('the details of refusals', () => {
  it('are documented for each document that is admitted', () => {
    const order = aggregateOf([], { version: 3 });
    for (const [refusal, code] of [
      [invalidTransition(ORDER_LIFECYCLE, order, 'CLOSE', 'No.'), 'INVALID_TRANSITION'],
      [refusalOf(() => requireVersion(ORDER_LIFECYCLE, order.order, 2))!, 'VERSION_CONFLICT'],
    ] as const) {
      expect(refusal.code).toBe(code);
      expect(refusal.details).toHaveProperty('orderNumber', 'SO-1');
      for (const detail of Object.keys(refusal.details))
        expect(Object.keys(ERROR_CODES[code].details)).toContain(detail);
    }
  });
});

describe('every status and step', () => {
  it('of an order: requireStatus, the table and the statuses that allow a step agree', () => {
    fc.assert(
      fc.property(anyAggregate, (aggregate) => {
        const { status } = aggregate.order;
        for (const step of Object.values(OrderTransition)) {
          const target = ORDER_LIFECYCLE.table[status][step];
          expect(allows(ORDER_LIFECYCLE, status, step)).toBe(target !== undefined);
          expect(statusesThatAllow(ORDER_LIFECYCLE, step).includes(status)).toBe(target !== undefined);
          const refusal = refusalOf(() => requireStatus(ORDER_LIFECYCLE, aggregate, step));
          expect(refusal?.code).toBe(target === undefined ? 'INVALID_TRANSITION' : undefined);
          if (target === undefined || target === DERIVED) continue;
          expect(statusAfter(ORDER_LIFECYCLE, status, step)).toBe(target);
          expect(Object.values(OrderStatus)).toContain(target);
        }
      }),
    );
  });

  const REQUIRED = {
    SHIP: ['PENDING', 'READY'],
    CANCEL: ['PENDING', 'READY'],
    DELIVER: ['SHIPPED'],
  } as const;
  const AFTER = { SHIP: 'SHIPPED', CANCEL: 'CANCELLED', DELIVER: DERIVED };
  const cases = Object.values(ShipmentStatus).flatMap((status) =>
    (['SHIP', 'CANCEL', 'DELIVER'] as const).map((step) => [status, step] as const),
  );
  it.each(cases)('of a shipment: %s and %s', (status, step) => {
    const allowed = REQUIRED[step] as readonly ShipmentStatus[];
    const target = SHIPMENT_LIFECYCLE.table[status][step];
    expect(target).toBe(allowed.includes(status) ? AFTER[step] : undefined);
    const refusal = refusalOf(() => requireShipmentStep({ number: 'SH-1', status }, step));
    expect(refusal === null).toBe(allowed.includes(status));
    if (!refusal) return;
    expect(refusal.code).toBe('INVALID_TRANSITION');
    expect(refusal.message).toBe(`Shipment SH-1 is ${status}; this needs ${allowed.join(' or ')}.`);
    expect(refusal.details).toEqual({ shipmentNumber: 'SH-1', from: status, allowed });
  });
});
