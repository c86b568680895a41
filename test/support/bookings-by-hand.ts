import type { BookingEntry } from '../../entities/orders/booking-entry';
import type { ShippedEntry } from '../../entities/orders/shipped-entry';
import type { BookingsDimension, BookingsGroup, BookingSums } from '../../src/analytics/booking-sums';
import { isoWeek } from '../../src/analytics/calendar';
import type { Days } from '../../src/analytics/calendar';

type Entry = BookingEntry | ShippedEntry;

/** The sums of a group by what it was grouped by, without anything that the question did not ask for. */
export interface SummedGroup extends BookingSums {
  dimensions: (string | null)[];
}

export interface Entries {
  booked: readonly BookingEntry[];
  shipped: readonly ShippedEntry[];
}

const weeks = new Map<string, string>();

function weekOf(day: string): string {
  const known = weeks.get(day);
  if (known) return known;
  const week = isoWeek(day);
  weeks.set(day, week);
  return week;
}

const PARTS: Record<BookingsDimension, (entry: Entry, day: string) => string | null> = {
  DAY: (_entry, day) => day,
  WEEK: (_entry, day) => weekOf(day),
  MONTH: (_entry, day) => day.slice(0, 7),
  TERRITORY: ({ territoryId }) => territoryId,
  REP: ({ repId }) => repId,
  CATEGORY: ({ categoryId }) => categoryId,
  SKU: ({ sku }) => sku,
  ACCOUNT: ({ accountId }) => accountId,
  CHANNEL: ({ channel }) => channel,
  CURRENCY: ({ currencyCode }) => currencyCode,
};

interface Sum extends Omit<SummedGroup, 'orders'> {
  orders: Set<string>;
}

/** Bookings summed up one entry at a time. */
class ByHand {
  private readonly groups = new Map<string, Sum>();

  constructor(private readonly groupBy: readonly BookingsDimension[]) {}

  book(entry: BookingEntry): void {
    const group = this.groupOf(entry, entry.day);
    group.netMinor += entry.reportingNetMinor;
    group.listMinor += entry.reportingListMinor;
    group.orderNetMinor += entry.netMinor;
    group.units += BigInt(entry.quantity);
    if (entry.kind !== 'CONFIRMATION') {
      group.cancelledMinor -= entry.reportingNetMinor;
      return;
    }
    group.orders.add(entry.orderId);
    group.lines++;
  }

  backlog(entry: Entry, sign: 1n | -1n): void {
    const group = this.groupOf(entry, entry.bookedDay);
    group.backlogMinor += sign * entry.reportingNetMinor;
    group.orderBacklogMinor += sign * entry.netMinor;
  }

  list(): SummedGroup[] {
    return [...this.groups.values()]
      .map((group) => ({ ...group, orders: group.orders.size }))
      .sort(byDimensions);
  }

  private groupOf(entry: Entry, day: string): Sum {
    const dimensions = this.groupBy.map((dimension) => PARTS[dimension](entry, day));
    const key = dimensions.map((dimension) => dimension ?? '').join(' ');
    let group = this.groups.get(key);
    if (!group) {
      const sums = { netMinor: 0n, listMinor: 0n, cancelledMinor: 0n, backlogMinor: 0n, orderNetMinor: 0n };
      group = {
        dimensions,
        ...sums,
        orderBacklogMinor: 0n,
        orders: new Set<string>(),
        lines: 0,
        units: 0n,
      };
      this.groups.set(key, group);
    }
    return group;
  }
}

/** What a question about the bookings of some days must answer, from every entry. */
export function bookingsByHand(
  { booked, shipped }: Entries,
  groupBy: readonly BookingsDimension[],
  { from, to }: Days,
): SummedGroup[] {
  const sums = new ByHand(groupBy);
  const inWindow = (day: string) => day >= from && day <= to;
  for (const entry of booked) {
    if (inWindow(entry.day)) sums.book(entry);
    if (inWindow(entry.bookedDay)) sums.backlog(entry, 1n);
  }
  for (const entry of shipped) if (inWindow(entry.bookedDay)) sums.backlog(entry, -1n);
  return sums.list();
}

const FIELDS: Record<BookingsDimension, keyof Omit<BookingsGroup, keyof BookingSums>> = {
  DAY: 'period',
  WEEK: 'period',
  MONTH: 'period',
  TERRITORY: 'territoryId',
  REP: 'repId',
  CATEGORY: 'categoryId',
  SKU: 'sku',
  ACCOUNT: 'accountId',
  CHANNEL: 'channel',
  CURRENCY: 'currencyCode',
};

/** The groups of an answer in the same form. */
export function summedGroups(
  groups: readonly BookingsGroup[],
  groupBy: readonly BookingsDimension[],
): SummedGroup[] {
  return groups
    .map((group) => {
      const { netMinor, listMinor, cancelledMinor, backlogMinor, orderNetMinor, orderBacklogMinor } = group;
      const { orders, lines, units } = group;
      return {
        dimensions: groupBy.map((dimension) => group[FIELDS[dimension]]),
        ...{ netMinor, listMinor, cancelledMinor, backlogMinor, orderNetMinor, orderBacklogMinor },
        ...{ orders, lines, units },
      };
    })
    .sort(byDimensions);
}

function byDimensions({ dimensions: a }: SummedGroup, { dimensions: b }: SummedGroup): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
