import type { OrderLine } from '../../entities/orders/order-line';
import { ShippedEntry } from '../../entities/orders/shipped-entry';
import type { Settings } from '../config/settings';
import { newRow } from '../persistence/mapping/entity-mapping';
import type { Sql } from '../persistence/sql';
import { businessDay } from '../shared/clock';
import { newId } from '../shared/ids';
import { convertMinor } from '../shared/money';
import type { OrderAggregate } from './order-aggregate';
import { cumulativeShare } from '../pricing/totals';

/** Collects what left with the shipments of one unit of work, valued so that a line that is shipped or cancelled has no backlog. */
export class ShippedEntries {
  private readonly entries: ShippedEntry[] = [];

  constructor(
    private readonly settings: Settings,
    private readonly recordedAt: Date,
  ) {}

  /** A line's shipped quantity rose from `before`; nothing when it did not. */
  add({ order }: OrderAggregate, line: OrderLine, before: number, eventId: string): void {
    const quantity = line.quantityShipped - before;
    if (quantity === 0) return;
    const { quantityOrdered, netMinor } = line;
    /** What is left of an amount when so much has shipped: the complement of what a cancellation of the rest would take. */
    const left = (amount: bigint, shipped: number): bigint =>
      cumulativeShare(amount, quantityOrdered - shipped, quantityOrdered, order.roundingMode);
    const part = (amount: bigint): bigint => left(amount, before) - left(amount, line.quantityShipped);
    const reportingNet = convertMinor(
      netMinor,
      order.exchangeRateE10,
      order.currencyCode,
      order.reportingCurrency,
      order.roundingMode,
    );
    this.entries.push(
      newRow(ShippedEntry, {
        id: newId(),
        orderId: order.id,
        orderLineId: line.id,
        eventId,
        bookedDay: businessDay(order.confirmedAt ?? order.orderedAt, this.settings.timeZone),
        accountId: order.accountId,
        repId: order.repId,
        territoryId: order.territoryId,
        categoryId: line.categoryId,
        sku: line.sku,
        channel: order.channel,
        currencyCode: order.currencyCode,
        quantity,
        netMinor: part(netMinor),
        reportingCurrency: order.reportingCurrency,
        reportingNetMinor: part(reportingNet),
        createdAt: this.recordedAt,
      }),
    );
  }

  /** What an imported order's earlier content had shipped never was. */
  takenBack(shipped: readonly ShippedEntry[], eventId: string): void {
    for (const entry of shipped) {
      this.entries.push(
        newRow(ShippedEntry, {
          ...entry,
          id: newId(),
          eventId,
          quantity: -entry.quantity,
          netMinor: -entry.netMinor,
          reportingNetMinor: -entry.reportingNetMinor,
          createdAt: this.recordedAt,
        }),
      );
    }
  }

  save(sql: Sql): Promise<void> {
    return sql.insert(ShippedEntry, this.entries);
  }
}
