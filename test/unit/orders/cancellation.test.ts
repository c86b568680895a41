import * as fc from 'fast-check';
import type { OrderLine } from '../../../entities/orders/order-line';
import type { ScheduleLine } from '../../../entities/orders/schedule-line';
import { BookingKind, OrderStatus, OrderTransition } from '../../../entities/orders/orders.enums';
import { DEFAULT_SETTINGS } from '../../../src/config/settings';
import { BookingEntries } from '../../../src/orders/booking-entries';
import { decideCancellation } from '../../../src/orders/cancel-orders';
import { cancellable, giveUp, restOf } from '../../../src/orders/cancellation';
import { decideClosing } from '../../../src/orders/close-orders';
import { moveQuantity, type Counters, type OrderAggregate } from '../../../src/orders/order-aggregate';
import { availableTransitions } from '../../../src/documents/lifecycle';
import { ORDER_LIFECYCLE } from '../../../src/orders/order-lifecycle';
import { ShippedEntries } from '../../../src/orders/shipped-entries';
import type { Sql } from '../../../src/persistence/sql';
import { convertMinor, RATE_ONE, type RoundingMode } from '../../../src/shared/money';
import { aggregateOf, anyAggregate, whereabouts } from '../../support/order-aggregates';
import { minorUnits, positiveMinor, roundingMode, sumOf } from '../../support/rational';
import { refusalOf } from '../../support/refusals';

const BUCKETS = ['quantityOpen', 'quantityBackordered', 'quantityAllocated'] as const;
const uncancelled = (aggregate: OrderAggregate): number[] => aggregate.lines.map(cancellable);
/** A cancellation of nothing that is named, or of lines with quantities that may be anything. */
const named = fc.option(
  fc.array(
    fc.record({
      orderLineId: fc.constantFrom('L1', 'L2', 'L3', 'other'),
      quantity: fc.integer({ min: -1, max: 12 }),
    }),
    { maxLength: 4 },
  ),
);

describe('what is decided of a cancellation', () => {
  it('is everything that has neither left nor been cancelled, when no lines are named and nothing has shipped', () => {
    fc.assert(
      fc.property(anyAggregate, (aggregate) => {
        const refusal = refusalOf(() => decideCancellation(aggregate, {}));
        const shipped = aggregate.lines.some((line) => line.quantityShipped > 0);
        expect(refusal?.code ?? null).toBe(shipped ? 'INVALID_TRANSITION' : null);
        if (refusal) {
          expect(refusal.details).toMatchObject({
            requested: OrderTransition.CANCEL,
            allowed: availableTransitions(ORDER_LIFECYCLE, aggregate),
          });
          return;
        }
        const taken = new Map(
          decideCancellation(aggregate, {}).map(({ line, quantity }) => [line, quantity]),
        );
        expect(aggregate.lines.map((line) => taken.get(line) ?? 0)).toEqual(uncancelled(aggregate));
        expect([...taken.values()].every((quantity) => quantity > 0)).toBe(true);
      }),
    );
  });

  it('is exactly what is named, of a confirmed order, each line once and no more than is left of it', () => {
    fc.assert(
      fc.property(anyAggregate, named, (aggregate, lines) => {
        fc.pre(lines !== null);
        const left = new Map(aggregate.lines.map((line) => [line.id, cancellable(line)]));
        const ids = lines.map(({ orderLineId }) => orderLineId);
        const allowed =
          aggregate.order.status === OrderStatus.CONFIRMED &&
          lines.length > 0 &&
          new Set(ids).size === ids.length &&
          lines.every(
            ({ orderLineId, quantity }) => quantity >= 1 && quantity <= (left.get(orderLineId) ?? 0),
          );
        expect(refusalOf(() => decideCancellation(aggregate, { lines })) === null).toBe(allowed);
        if (!allowed) return;
        const decided = decideCancellation(aggregate, { lines });
        expect(decided.map(({ line, quantity }) => ({ orderLineId: line.id, quantity }))).toEqual(lines);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['nothing is named', [], 'INVALID_QUANTITY', {}],
    [
      'a line is of another order',
      [{ orderLineId: 'other', quantity: 1 }],
      'INVALID_REFERENCE',
      { orderLineId: 'other' },
    ],
    [
      'a line is named twice',
      [
        { orderLineId: 'L1', quantity: 1 },
        { orderLineId: 'L1', quantity: 1 },
      ],
      'INVALID_REFERENCE',
      { orderLineId: 'L1' },
    ],
    [
      'nothing of a line is named',
      [{ orderLineId: 'L1', quantity: 0 }],
      'INVALID_QUANTITY',
      { lineNumber: 1, quantity: 0, max: 2 },
    ],
    [
      'more is named than is left',
      [{ orderLineId: 'L1', quantity: 3 }],
      'INVALID_QUANTITY',
      { lineNumber: 1, quantity: 3, max: 2 },
    ],
  ])('is refused when %s', (_, lines, code, details) => {
    const aggregate = aggregateOf([{ schedule: [{ allocated: 2, underway: 1, cancelled: 1 }] }]);
    const refusal = refusalOf(() => decideCancellation(aggregate, { lines }))!;
    expect({ code: refusal.code, details: refusal.details }).toEqual({ code, details });
  });

  it('changes nothing', () => {
    fc.assert(
      fc.property(anyAggregate, named, (aggregate, lines) => {
        const before = structuredClone(aggregate);
        refusalOf(() => decideCancellation(aggregate, { lines: lines ?? undefined }));
        refusalOf(() => decideClosing(aggregate));
        expect(structuredClone(aggregate)).toEqual(before);
      }),
    );
  });
});

describe('what is decided of a closing', () => {
  it('is the rest of an order that is shipped in part, and nothing of any other', () => {
    fc.assert(
      fc.property(anyAggregate, (aggregate) => {
        const allowed =
          aggregate.order.status === OrderStatus.CONFIRMED &&
          aggregate.lines.some((line) => line.quantityShipped > 0) &&
          uncancelled(aggregate).some((quantity) => quantity > 0);
        const refusal = refusalOf(() => decideClosing(aggregate));
        expect(refusal?.code ?? null).toBe(allowed ? null : 'INVALID_TRANSITION');
        if (allowed) expect(decideClosing(aggregate)).toEqual(restOf(aggregate));
      }),
      { numRuns: 500 },
    );
  });
});

const line = fc
  .tuple(fc.array(whereabouts, { minLength: 1, maxLength: 3 }), positiveMinor, fc.nat())
  .map(([schedule, netMinor, n]) => {
    const aggregate = aggregateOf([{ schedule, values: { netMinor } }]);
    const [orderLine] = aggregate.lines as [OrderLine];
    return { line: orderLine, schedule: aggregate.scheduleLines, quantity: n % (cancellable(orderLine) + 1) };
  });

const partition = (c: Counters): number =>
  c.quantityOpen + c.quantityAllocated + c.quantityBackordered + c.quantityShipped + c.quantityCancelled;

describe('giving up a quantity', () => {
  it('cancels it wholly, leaves what has shipped, and keeps every unit in one place', () => {
    fc.assert(
      fc.property(line, roundingMode, ({ line: row, schedule, quantity }, mode) => {
        const before = { ...row };
        giveUp(row, schedule, quantity, mode);
        expect(row.quantityCancelled).toBe(before.quantityCancelled + quantity);
        expect([row.quantityShipped, row.quantityDelivered]).toEqual([
          before.quantityShipped,
          before.quantityDelivered,
        ]);
        for (const counters of [row, ...schedule]) {
          expect(partition(counters)).toBe(counters.quantityOrdered);
          expect(BUCKETS.every((bucket) => counters[bucket] >= 0)).toBe(true);
        }
        for (const counter of [...BUCKETS, 'quantityShipped', 'quantityCancelled'] as const) {
          expect(schedule.reduce((sum, part) => sum + part[counter], 0)).toBe(row[counter]);
        }
      }),
    );
  });

  it('takes what is not planned first, then backorders, then stock; of each the latest schedule line first', () => {
    fc.assert(
      fc.property(line, roundingMode, ({ line: row, schedule, quantity }, mode) => {
        const units = BUCKETS.flatMap((bucket) =>
          schedule
            .toReversed()
            .flatMap((part) => Array.from({ length: part[bucket] }, () => `${bucket} ${part.id}`)),
        ).slice(0, quantity);
        const given = giveUp(row, schedule, quantity, mode).flatMap(({ bucket, scheduleLine, taken }) =>
          Array.from({ length: taken }, () => `${bucket} ${scheduleLine.id}`),
        );
        expect(given).toEqual(units);
      }),
    );
  });
});

/** What a line's history of cancelling and shipping writes: signed booking entries, and entries of what has shipped. */
function historyOf(aggregate: OrderAggregate, steps: readonly Step[]) {
  const [row] = aggregate.lines as [OrderLine];
  const { roundingMode: mode } = aggregate.order;
  const booked = new BookingEntries(DEFAULT_SETTINGS, new Date(0));
  const shipped = new ShippedEntries(DEFAULT_SETTINGS, new Date(0));
  booked.confirmed(aggregate, new Date(0), 'E');
  for (const { kind, quantity } of steps) {
    if (kind === 'cancel') {
      giveUp(row, aggregate.scheduleLines, quantity, mode);
      booked.cancelled(aggregate, [{ line: row, quantity }], BookingKind.CANCELLATION, new Date(0), 'E');
    } else {
      const before = row.quantityShipped;
      ship(row, aggregate.scheduleLines, quantity);
      shipped.add(aggregate, row, before, 'E');
    }
  }
  return { row, booked: entriesOf(booked), shipped: entriesOf(shipped) };
}

type Amounts = { quantity: number; netMinor: bigint; reportingNetMinor: bigint };

function entriesOf(entries: { save(sql: Sql): Promise<void> }): Amounts[] {
  const stored: Amounts[] = [];
  void entries.save({
    insert: (_: unknown, rows: Amounts[]) => (stored.push(...rows), Promise.resolve()),
  } as never);
  return stored;
}

function ship(row: OrderLine, schedule: readonly ScheduleLine[], quantity: number): void {
  for (const part of schedule) {
    const taken = Math.min(quantity, part.quantityAllocated);
    moveQuantity(row, part, 'quantityAllocated', 'quantityShipped', taken);
    quantity -= taken;
  }
}

interface Step {
  kind: 'cancel' | 'ship';
  quantity: number;
}

/** A wholly allocated line and steps that end it: each cancels or ships a part, until nothing is left. */
const history = fc
  .array(
    fc.record({
      kind: fc.constantFrom('cancel' as const, 'ship' as const),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((steps) => ({ steps, ordered: steps.reduce((sum, { quantity }) => sum + quantity, 0) }));

function allocatedOrder(ordered: number, netMinor: bigint, mode: RoundingMode, rate: bigint): OrderAggregate {
  return aggregateOf([{ schedule: [{ allocated: ordered }], values: { netMinor, listMinor: netMinor } }], {
    roundingMode: mode,
    currencyCode: 'JPY',
    reportingCurrency: 'EUR',
    exchangeRateE10: rate,
  });
}

describe('the amounts of a line that is shipped and cancelled by parts', () => {
  const rate = fc.bigInt({ min: RATE_ONE / 1_000n, max: RATE_ONE * 10n });

  it('end exactly at its net, in its own currency and in that of reports, whatever the parts and their order', () => {
    fc.assert(
      fc.property(history, minorUnits, roundingMode, rate, ({ steps, ordered }, net, mode, rateE10) => {
        const { row, booked, shipped } = historyOf(allocatedOrder(ordered, net, mode, rateE10), steps);
        const converted = convertMinor(net, rateE10, 'JPY', 'EUR', mode);
        for (const [amount, whole] of [
          ['netMinor', net],
          ['reportingNetMinor', converted],
        ] as const) {
          const left = sumOf(booked.map((entry) => entry[amount]));
          expect(left).toBe(sumOf(shipped.map((entry) => entry[amount])));
          const cancelled = sumOf(booked.slice(1).map((entry) => -entry[amount]));
          expect(cancelled + left).toBe(whole);
        }
        expect(sumOf(booked.slice(1).map(({ netMinor }) => -netMinor))).toBe(row.cancelledMinor);
        const units = (entries: readonly Amounts[]) =>
          entries.reduce((sum, { quantity }) => sum + quantity, 0);
        expect(units(booked)).toBe(units(shipped));
      }),
      { numRuns: 300 },
    );
  });

  it('never give back what an earlier part has taken', () => {
    fc.assert(
      fc.property(history, positiveMinor, roundingMode, ({ steps, ordered }, net, mode) => {
        const { booked, shipped } = historyOf(allocatedOrder(ordered, net, mode, RATE_ONE), steps);
        for (const { netMinor } of shipped) expect(netMinor).toBeGreaterThanOrEqual(0n);
        for (const { netMinor } of booked.slice(1)) expect(netMinor).toBeLessThanOrEqual(0n);
      }),
    );
  });
});
