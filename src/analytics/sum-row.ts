import type { BookingEntry } from '../../entities/orders/booking-entry';
import type { ShippedEntry } from '../../entities/orders/shipped-entry';

export type Entry = BookingEntry | ShippedEntry;

/** What the rows of all sums have alike, of no entry. Amounts are minor units. */
export const NOTHING = {
  netMinor: 0n,
  listMinor: 0n,
  cancelledMinor: 0n,
  backlogMinor: 0n,
  orderNetMinor: 0n,
  orderBacklogMinor: 0n,
  orders: 0n,
  lineCount: 0n,
  units: 0n,
};

export type SumRow = typeof NOTHING;

export const SUMMED = Object.keys(NOTHING) as (keyof SumRow)[];

/** What the entry adds to counts of orders and lines: 1 for what was booked, −1 for what of it is taken back as if it had never been. */
export function countOf({ kind }: BookingEntry): bigint {
  if (kind === 'CONFIRMATION') return 1n;
  return kind === 'REVERSAL' ? -1n : 0n;
}

/** The order's booking, or its taking back, that an entry belongs to: an event books and takes back one order each once. */
export function bookingOf({ eventId, kind }: BookingEntry): string {
  return `${kind} ${eventId}`;
}

/** Adds an entry to the sums of its day, but for orders and the backlog. */
export function addBooked(sum: SumRow, entry: BookingEntry): void {
  sum.netMinor += entry.reportingNetMinor;
  sum.listMinor += entry.reportingListMinor;
  sum.orderNetMinor += entry.netMinor;
  sum.units += BigInt(entry.quantity);
  sum.lineCount += countOf(entry);
  if (entry.kind === 'CANCELLATION' || entry.kind === 'SHORT_CLOSE')
    sum.cancelledMinor -= entry.reportingNetMinor;
}

/** Adds an entry to the backlog of the day on which its order was booked. */
export function addBacklog(sum: SumRow, entry: BookingEntry): void {
  sum.backlogMinor += entry.reportingNetMinor;
  sum.orderBacklogMinor += entry.netMinor;
}

/** Takes what has been shipped off the backlog of the day on which its order was booked. */
export function takeShipped(sum: SumRow, entry: ShippedEntry): void {
  sum.backlogMinor -= entry.reportingNetMinor;
  sum.orderBacklogMinor -= entry.netMinor;
}

/** Whether the member comes for the first time; from then on it is there. */
export function isFirst<K, M>(sets: Map<K, Set<M>>, key: K, member: M): boolean {
  const set = sets.get(key);
  if (!set) sets.set(key, new Set([member]));
  else if (set.has(member)) return false;
  else set.add(member);
  return true;
}
