import { hash } from 'node:crypto';
import { BookingSum, SUM_LEVELS, TOLD_APART, type SumLevel } from '../../entities/analytics/booking-sum';
import type { BookingEntry } from '../../entities/orders/booking-entry';
import type { ShippedEntry } from '../../entities/orders/shipped-entry';
import { monthStart } from './calendar';

type Entry = BookingEntry | ShippedEntry;

/** In the order in which the id of a sum tells them. */
type Dimensions = Pick<
  BookingSum,
  'day' | 'accountId' | 'territoryId' | 'repId' | 'categoryId' | 'sku' | 'channel' | 'currencyCode'
>;

const LEVELS = Object.values(SUM_LEVELS);

/** What some entries add to the sums of one generation, row by row. */
export class BookingDeltas {
  private readonly sums = new Map<string, BookingSum>();
  private readonly counted = new Set<string>();

  constructor(private readonly generation: number) {}

  get rows(): BookingSum[] {
    return [...this.sums.values()];
  }

  book(entry: BookingEntry): void {
    const taken = entry.kind === 'CANCELLATION' || entry.kind === 'SHORT_CLOSE';
    for (const level of LEVELS) {
      const sum = this.sumOf(entry, level, entry.day);
      sum.netMinor += entry.reportingNetMinor;
      sum.listMinor += entry.reportingListMinor;
      sum.orderNetMinor += entry.netMinor;
      sum.units += BigInt(entry.quantity);
      if (taken) sum.cancelledMinor -= entry.reportingNetMinor;
      if (entry.kind === 'CONFIRMATION') this.countConfirmed(sum, entry);
      const backlog = entry.bookedDay === entry.day ? sum : this.sumOf(entry, level, entry.bookedDay);
      backlog.backlogMinor += entry.reportingNetMinor;
      backlog.orderBacklogMinor += entry.netMinor;
    }
  }

  ship(entry: ShippedEntry): void {
    for (const level of LEVELS) {
      const sum = this.sumOf(entry, level, entry.bookedDay);
      sum.backlogMinor -= entry.reportingNetMinor;
      sum.orderBacklogMinor -= entry.netMinor;
    }
  }

  /** An order is confirmed once, in one event, so that its entries are never spread over two batches of events. */
  private countConfirmed(sum: BookingSum, { orderId, categoryId }: Entry): void {
    sum.lineCount += 1n;
    if (this.isFirst(`${sum.id} ${orderId}`)) sum.orders += 1n;
    if (sum.level === SUM_LEVELS.SKU && this.isFirst(`${orderId} ${categoryId}`)) sum.categoryOrders += 1n;
  }

  private isFirst(key: string): boolean {
    if (this.counted.has(key)) return false;
    this.counted.add(key);
    return true;
  }

  private sumOf(entry: Entry, level: SumLevel, day: string): BookingSum {
    const told = TOLD_APART[level];
    const accountId = told.order ? entry.accountId : '';
    const repId = told.order ? entry.repId : null;
    const channel = told.order ? entry.channel : '';
    const categoryId = told.sku ? entry.categoryId : null;
    const sku = told.sku ? entry.sku : null;
    const { territoryId, currencyCode, reportingCurrency } = entry;
    const summedDay = told.day ? day : monthStart(day);
    const dimensions = {
      day: summedDay,
      accountId,
      territoryId,
      repId,
      categoryId,
      sku,
      channel,
      currencyCode,
    };
    const place = `${level} ${summedDay} ${accountId} ${territoryId} ${repId} ${categoryId} ${sku} ${channel} ${currencyCode} ${reportingCurrency}`;
    let sum = this.sums.get(place);
    if (!sum) this.sums.set(place, (sum = this.emptySum(level, dimensions, reportingCurrency)));
    return sum;
  }

  private emptySum(level: SumLevel, dimensions: Dimensions, reportingCurrency: string): BookingSum {
    const { generation } = this;
    const key = JSON.stringify([level, ...Object.values(dimensions), reportingCurrency]);
    const id = `${generation}.${level}.${dimensions.day}.${hash('sha256', key, 'base64url')}`;
    return Object.assign(new BookingSum(), {
      id,
      generation,
      level,
      ...dimensions,
      reportingCurrency,
      ...NOTHING,
    });
  }
}

export const SUMMED = [
  'netMinor',
  'listMinor',
  'cancelledMinor',
  'backlogMinor',
  'orderNetMinor',
  'orderBacklogMinor',
  'orders',
  'categoryOrders',
  'lineCount',
  'units',
] as const satisfies readonly (keyof BookingSum)[];

const NOTHING = Object.fromEntries(SUMMED.map((name) => [name, 0n])) as Pick<
  BookingSum,
  (typeof SUMMED)[number]
>;
