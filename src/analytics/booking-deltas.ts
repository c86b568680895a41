import { hash } from 'node:crypto';
import { BookingSum, SUM_LEVELS, TOLD_APART, type SumLevel } from '../../entities/analytics/booking-sum';
import type { BookingEntry } from '../../entities/orders/booking-entry';
import type { ShippedEntry } from '../../entities/orders/shipped-entry';
import { newRow } from '../persistence/mapping/entity-mapping';
import { monthStart } from './calendar';
import {
  addBacklog,
  addBooked,
  bookingOf,
  countOf,
  isFirst,
  NOTHING,
  takeShipped,
  type Entry,
} from './sum-row';

/** In the order in which the id of a sum tells them, after its level. */
type Dimensions = Pick<
  BookingSum,
  'day' | 'accountId' | 'territoryId' | 'repId' | 'channel' | 'currencyCode' | 'reportingCurrency'
>;

const LEVELS = Object.values(SUM_LEVELS);

/** What some entries add to the sums of one generation, row by row. An order is confirmed, or taken back, in one event, and so in one batch. */
export class BookingDeltas {
  private readonly sums = new Map<string, BookingSum>();
  /** The sum that an entry was last added to, by level: the lines of an order mostly go to the same ones. */
  private readonly latest = new Map<SumLevel, { entry: Entry; day: string; sum: BookingSum }>();
  private readonly ordersOf = new Map<BookingSum, Set<string>>();

  constructor(private readonly generation: number) {}

  get rows(): BookingSum[] {
    return [...this.sums.values()];
  }

  book(entry: BookingEntry): void {
    for (const level of LEVELS) {
      const sum = this.sumOf(entry, level, entry.day);
      addBooked(sum, entry);
      const count = countOf(entry);
      if (count !== 0n && isFirst(this.ordersOf, sum, bookingOf(entry))) sum.orders += count;
      addBacklog(entry.bookedDay === entry.day ? sum : this.sumOf(entry, level, entry.bookedDay), entry);
    }
  }

  ship(entry: ShippedEntry): void {
    for (const level of LEVELS) takeShipped(this.sumOf(entry, level, entry.bookedDay), entry);
  }

  private sumOf(entry: Entry, level: SumLevel, day: string): BookingSum {
    const latest = this.latest.get(level);
    if (latest?.day === day && areSummed(level, latest.entry, entry)) return latest.sum;
    const sum = this.findSum(entry, level, day);
    this.latest.set(level, { entry, day, sum });
    return sum;
  }

  private findSum(entry: Entry, level: SumLevel, day: string): BookingSum {
    const told = TOLD_APART[level];
    const dimensions = {
      day: told.day ? day : monthStart(day),
      accountId: told.order ? entry.accountId : '',
      territoryId: entry.territoryId,
      repId: told.order ? entry.repId : null,
      channel: told.order ? entry.channel : '',
      currencyCode: entry.currencyCode,
      reportingCurrency: entry.reportingCurrency,
    };
    const key = JSON.stringify([level, ...Object.values(dimensions)]);
    let sum = this.sums.get(key);
    if (!sum) this.sums.set(key, (sum = emptySum(this.generation, level, dimensions, key)));
    return sum;
  }
}

function emptySum(generation: number, level: SumLevel, of: Dimensions, key: string): BookingSum {
  return newRow(BookingSum, {
    id: `${generation}.${level}.${of.day}.${hash('sha256', key, 'base64url')}`,
    generation,
    level,
    day: of.day,
    accountId: of.accountId,
    territoryId: of.territoryId,
    repId: of.repId,
    channel: of.channel,
    currencyCode: of.currencyCode,
    reportingCurrency: of.reportingCurrency,
    ...NOTHING,
  });
}

/** Whether two entries of the same day go to the same sum. */
function areSummed(level: SumLevel, a: Entry, b: Entry): boolean {
  const { order } = TOLD_APART[level];
  return (
    a.territoryId === b.territoryId &&
    a.currencyCode === b.currencyCode &&
    a.reportingCurrency === b.reportingCurrency &&
    (!order || (a.accountId === b.accountId && a.repId === b.repId && a.channel === b.channel))
  );
}
