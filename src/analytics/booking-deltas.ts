import { hash } from 'node:crypto';
import { BookingSum, SUM_LEVELS, TOLD_APART, type SumLevel } from '../../entities/analytics/booking-sum';
import type { BookingEntry } from '../../entities/orders/booking-entry';
import type { ShippedEntry } from '../../entities/orders/shipped-entry';
import { newRow } from '../persistence/entity-mapping';
import { monthStart } from './calendar';

type Entry = BookingEntry | ShippedEntry;

/** In the order in which the id of a sum tells them, after its level. */
type Dimensions = Pick<
  BookingSum,
  | 'day'
  | 'accountId'
  | 'territoryId'
  | 'repId'
  | 'categoryId'
  | 'sku'
  | 'channel'
  | 'currencyCode'
  | 'reportingCurrency'
>;

const LEVELS = Object.values(SUM_LEVELS);

/** What some entries add to the sums of one generation, row by row. */
export class BookingDeltas {
  private readonly sums = new Map<string, BookingSum>();
  /** The sum that an entry was last added to, by level: the lines of an order mostly go to the same ones. */
  private readonly latest = new Map<SumLevel, { entry: Entry; day: string; sum: BookingSum }>();
  private readonly ordersOf = new Map<BookingSum, Set<string>>();
  private readonly categoriesOf = new Map<string, Set<string | null>>();

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
    if (isFirst(this.ordersOf, sum, orderId)) sum.orders += 1n;
    if (sum.level === SUM_LEVELS.SKU && isFirst(this.categoriesOf, orderId, categoryId))
      sum.categoryOrders += 1n;
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
      categoryId: told.sku ? entry.categoryId : null,
      sku: told.sku ? entry.sku : null,
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
    categoryId: of.categoryId,
    sku: of.sku,
    channel: of.channel,
    currencyCode: of.currencyCode,
    reportingCurrency: of.reportingCurrency,
    netMinor: 0n,
    listMinor: 0n,
    cancelledMinor: 0n,
    backlogMinor: 0n,
    orderNetMinor: 0n,
    orderBacklogMinor: 0n,
    orders: 0n,
    categoryOrders: 0n,
    lineCount: 0n,
    units: 0n,
  });
}

/** Whether two entries of the same day go to the same sum. */
function areSummed(level: SumLevel, a: Entry, b: Entry): boolean {
  const { order, sku } = TOLD_APART[level];
  return (
    a.territoryId === b.territoryId &&
    a.currencyCode === b.currencyCode &&
    a.reportingCurrency === b.reportingCurrency &&
    (!order || (a.accountId === b.accountId && a.repId === b.repId && a.channel === b.channel)) &&
    (!sku || (a.sku === b.sku && a.categoryId === b.categoryId))
  );
}

/** Whether the member comes for the first time; from then on it is there. */
function isFirst<K, M>(sets: Map<K, Set<M>>, key: K, member: M): boolean {
  const set = sets.get(key);
  if (!set) sets.set(key, new Set([member]));
  else if (set.has(member)) return false;
  else set.add(member);
  return true;
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
