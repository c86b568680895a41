import { BookingEntry } from '../../entities/orders/booking-entry';
import { BookingKind } from '../../entities/orders/orders.enums';
import type { OrderLine } from '../../entities/orders/order-line';
import type { Settings } from '../config/settings';
import { newRow } from '../persistence/mapping/entity-mapping';
import type { Sql } from '../persistence/sql';
import { businessDay } from '../shared/clock';
import { newId } from '../shared/ids';
import { convertMinor } from '../shared/money';
import type { OrderAggregate } from './order-aggregate';
import { cumulativeShare } from '../pricing/totals';

/** A quantity of a line that was just cancelled; the line's counters include it already. */
export interface CancelledQuantity {
  line: OrderLine;
  quantity: number;
}

/** Collects the signed booking entries of one unit of work. Value: line net after all discounts, without tax and freight. */
export class BookingEntries {
  private readonly entries: BookingEntry[] = [];

  constructor(
    private readonly settings: Settings,
    private readonly recordedAt: Date,
  ) {}

  /** The whole order becomes a booking. */
  confirmed(aggregate: OrderAggregate, at: Date, eventId: string): void {
    for (const line of aggregate.lines) {
      this.add(
        aggregate,
        line,
        BookingKind.CONFIRMATION,
        at,
        eventId,
        line.quantityOrdered,
        (minor) => minor,
      );
    }
  }

  /** The confirmation of an imported order's earlier content never was: nothing of its entries remains, on the days and in the places of each. */
  takenBack(confirmed: readonly BookingEntry[], eventId: string): void {
    for (const entry of confirmed) {
      this.entries.push(
        newRow(BookingEntry, {
          ...entry,
          id: newId(),
          eventId,
          kind: BookingKind.REVERSAL,
          quantity: -entry.quantity,
          listMinor: -entry.listMinor,
          netMinor: -entry.netMinor,
          reportingListMinor: -entry.reportingListMinor,
          reportingNetMinor: -entry.reportingNetMinor,
          createdAt: this.recordedAt,
        }),
      );
    }
  }

  /** Cancelled quantities leave the bookings, each with its share of the line's amounts: when all have left, nothing remains. */
  cancelled(
    aggregate: OrderAggregate,
    cancelled: readonly CancelledQuantity[],
    kind: 'CANCELLATION' | 'SHORT_CLOSE',
    at: Date,
    eventId: string,
  ): void {
    const mode = aggregate.order.roundingMode;
    for (const { line, quantity } of cancelled) {
      const share = (amount: bigint, part: number): bigint =>
        cumulativeShare(amount, part, line.quantityOrdered, mode);
      const before = line.quantityCancelled - quantity;
      const loss = (amount: bigint): bigint => share(amount, before) - share(amount, line.quantityCancelled);
      this.add(aggregate, line, kind, at, eventId, -quantity, loss);
    }
  }

  /** `part` takes from an amount of the whole line what the entry is about; in the reporting currency as in the order's. */
  private add(
    { order }: OrderAggregate,
    line: OrderLine,
    kind: BookingKind,
    at: Date,
    eventId: string,
    quantity: number,
    part: (lineMinor: bigint) => bigint,
  ): void {
    const reporting = (minor: bigint): bigint =>
      convertMinor(
        minor,
        order.exchangeRateE10,
        order.currencyCode,
        order.reportingCurrency,
        order.roundingMode,
      );
    this.entries.push(
      newRow(BookingEntry, {
        id: newId(),
        orderId: order.id,
        orderLineId: line.id,
        eventId,
        kind,
        day: businessDay(at, this.settings.timeZone),
        bookedDay: businessDay(order.confirmedAt ?? at, this.settings.timeZone),
        accountId: order.accountId,
        repId: order.repId,
        territoryId: order.territoryId,
        categoryId: line.categoryId,
        sku: line.sku,
        channel: order.channel,
        currencyCode: order.currencyCode,
        quantity,
        listMinor: part(line.listMinor),
        netMinor: part(line.netMinor),
        reportingCurrency: order.reportingCurrency,
        reportingListMinor: part(reporting(line.listMinor)),
        reportingNetMinor: part(reporting(line.netMinor)),
        createdAt: this.recordedAt,
      }),
    );
  }

  save(sql: Sql): Promise<void> {
    return sql.insert(BookingEntry, this.entries);
  }
}
