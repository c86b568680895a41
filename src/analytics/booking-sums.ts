import { big, num, type RawInteger } from '../persistence/values';
import { roundDiv, PPM, type RoundingMode } from '../shared/money';
import { isoWeek, monthStart, weekStart } from './calendar';

/** What bookings can be grouped by. At most one of the first three. */
export const BOOKINGS_DIMENSIONS = {
  DAY: 'Business day.',
  WEEK: 'ISO week, Monday to Sunday.',
  MONTH: 'Calendar month.',
  TERRITORY: 'Territory of the order when it was booked.',
  REP: 'Sales representative of the order when it was booked.',
  CATEGORY: 'Category of the product when it was booked.',
  SKU: 'Stock keeping unit of the product.',
  ACCOUNT: 'Account of the order.',
  CHANNEL: 'Way by which the order came in.',
  CURRENCY: 'Currency of the order.',
} as const;

export type BookingsDimension = keyof typeof BOOKINGS_DIMENSIONS;

export const PERIODS: readonly BookingsDimension[] = ['DAY', 'WEEK', 'MONTH'];

/** The column of each dimension; weeks and months are made of days. */
export const DIMENSION_COLUMNS = {
  TERRITORY: 'territory_id',
  REP: 'rep_id',
  CATEGORY: 'category_id',
  SKU: 'sku',
  ACCOUNT: 'account_id',
  CHANNEL: 'channel',
  CURRENCY: 'currency_code',
} as const;

/** Sums that can be added and subtracted. Amounts are minor units. */
export interface BookingSums {
  /** In the reporting currency: net value, value at list price, and what cancellations and short-closes took off (positive). */
  netMinor: bigint;
  listMinor: bigint;
  cancelledMinor: bigint;
  /** What is not shipped yet of the orders that were booked, in the reporting currency. */
  backlogMinor: bigint;
  /** Net value and backlog in the currency of the orders; of use only when grouped by currency. */
  orderNetMinor: bigint;
  orderBacklogMinor: bigint;
  /** Distinct orders confirmed, and their lines. */
  orders: number;
  lines: number;
  units: bigint;
}

/** The sums of the booking entries that agree in the dimensions asked for; the other dimensions are null. */
export interface BookingsGroup extends BookingSums {
  /** The same for the same group in every answer to the same question. */
  readonly key: string;
  /** `2026-11-23`, `2026-W48` or `2026-11`, and its first day. */
  readonly period: string | null;
  readonly periodStart: string | null;
  readonly territoryId: string | null;
  readonly repId: string | null;
  readonly categoryId: string | null;
  readonly sku: string | null;
  readonly accountId: string | null;
  readonly channel: string | null;
  readonly currencyCode: string | null;
  readonly reportingCurrency: string;
}

/** What a row of SQL sums belongs to. Dimensions that were not asked for are absent. */
interface SummedDimensions {
  /** A month is enough where months are asked for. */
  day?: string;
  territory_id?: string | null;
  rep_id?: string | null;
  category_id?: string | null;
  sku?: string;
  account_id?: string;
  channel?: string;
  currency_code?: string;
  reporting_currency: string;
}

/** A row of SQL sums. */
export interface SummedRow extends SummedDimensions {
  net: RawInteger;
  list: RawInteger;
  cancelled: RawInteger;
  backlog: RawInteger;
  order_net: RawInteger;
  order_backlog: RawInteger;
  orders: RawInteger;
  line_count: RawInteger;
  units: RawInteger;
}

/** Sums by group; merging rows rolls days up into weeks and months. */
export class BookingGroups {
  private readonly groups = new Map<string, BookingsGroup>();

  constructor(private readonly groupBy: readonly BookingsDimension[]) {}

  get size(): number {
    return this.groups.size;
  }

  /** Adds a row to its group and returns the group's key. */
  add(row: SummedRow): string {
    const count = this.groups.size;
    const group = this.groupOf(row);
    if (this.groups.size > count) begin(group, row);
    else addTo(group, row);
    return group.key;
  }

  /** Makes sure of the group of a row, without adding anything to it, and returns its key. */
  touch(row: SummedDimensions): string {
    return this.groupOf(row).key;
  }

  /** Forgets groups whose sums are all zero. */
  dropEmpty(): void {
    for (const [key, group] of this.groups) if (isEmpty(group)) this.groups.delete(key);
  }

  /** The group without dimensions, while nothing is booked. */
  addEmpty(reportingCurrency: string): void {
    this.groupOf({ reporting_currency: reportingCurrency });
  }

  /** Copies, in the order of their keys; those of the given keys, or all but the empty ones. */
  list(keys?: ReadonlySet<string>): BookingsGroup[] {
    const wanted = keys ? [...keys].flatMap((key) => this.groups.get(key) ?? []) : this.filled();
    return inOrder(wanted).map((group) => ({ ...group }));
  }

  /** The groups themselves, for who adds nothing any more. */
  end(): BookingsGroup[] {
    return inOrder(this.filled());
  }

  /** The total is there also while it is empty. */
  private filled(): BookingsGroup[] {
    const all = [...this.groups.values()];
    return this.groupBy.length === 0 ? all : all.filter((group) => !isEmpty(group));
  }

  private groupOf(row: SummedDimensions): BookingsGroup {
    const { period, periodStart } = this.periodOf(row.day);
    const key = keyOf(period, row);
    let group = this.groups.get(key);
    if (!group) this.groups.set(key, (group = emptyGroup(key, period ?? null, periodStart, row)));
    return group;
  }

  private periodOf(day: string | undefined): { period: string | undefined; periodStart: string | null } {
    if (day === undefined) return { period: undefined, periodStart: null };
    if (this.groupBy.includes('WEEK')) return { period: isoWeek(day), periodStart: weekStart(day) };
    if (this.groupBy.includes('MONTH')) return { period: day.slice(0, 7), periodStart: monthStart(day) };
    return { period: day, periodStart: day };
  }
}

/** The dimensions that were asked for, in one order. */
function keyOf(period: string | undefined, row: SummedDimensions): string {
  const parts: (string | null)[] = [];
  if (period !== undefined) parts.push(period);
  if (row.territory_id !== undefined) parts.push(row.territory_id);
  if (row.rep_id !== undefined) parts.push(row.rep_id);
  if (row.category_id !== undefined) parts.push(row.category_id);
  if (row.sku !== undefined) parts.push(row.sku);
  if (row.account_id !== undefined) parts.push(row.account_id);
  if (row.channel !== undefined) parts.push(row.channel);
  if (row.currency_code !== undefined) parts.push(row.currency_code);
  parts.push(row.reporting_currency);
  return JSON.stringify(parts);
}

function emptyGroup(
  key: string,
  period: string | null,
  periodStart: string | null,
  row: SummedDimensions,
): BookingsGroup {
  return {
    key,
    period,
    periodStart,
    territoryId: row.territory_id ?? null,
    repId: row.rep_id ?? null,
    categoryId: row.category_id ?? null,
    sku: row.sku ?? null,
    accountId: row.account_id ?? null,
    channel: row.channel ?? null,
    currencyCode: row.currency_code ?? null,
    reportingCurrency: row.reporting_currency,
    netMinor: 0n,
    listMinor: 0n,
    cancelledMinor: 0n,
    backlogMinor: 0n,
    orderNetMinor: 0n,
    orderBacklogMinor: 0n,
    orders: 0,
    lines: 0,
    units: 0n,
  };
}

/** The sums of the first row of a group, which is mostly its only one. */
function begin(group: BookingsGroup, row: SummedRow): void {
  group.netMinor = big(row.net);
  group.listMinor = big(row.list);
  group.cancelledMinor = big(row.cancelled);
  group.backlogMinor = big(row.backlog);
  group.orderNetMinor = big(row.order_net);
  group.orderBacklogMinor = big(row.order_backlog);
  group.orders = num(row.orders);
  group.lines = num(row.line_count);
  group.units = big(row.units);
}

function addTo(group: BookingsGroup, row: SummedRow): void {
  group.netMinor += big(row.net);
  group.listMinor += big(row.list);
  group.cancelledMinor += big(row.cancelled);
  group.backlogMinor += big(row.backlog);
  group.orderNetMinor += big(row.order_net);
  group.orderBacklogMinor += big(row.order_backlog);
  group.orders += num(row.orders);
  group.lines += num(row.line_count);
  group.units += big(row.units);
}

function inOrder(groups: BookingsGroup[]): BookingsGroup[] {
  return groups.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function isEmpty({ lines, units, netMinor, cancelledMinor, backlogMinor }: BookingSums): boolean {
  return lines === 0 && [units, netMinor, cancelledMinor, backlogMinor].every((sum) => sum === 0n);
}

/** Bookings ÷ confirmed orders, in minor units; null without an order. */
export function averageDealMinor({ netMinor, orders }: BookingSums, mode: RoundingMode): bigint | null {
  return orders === 0 ? null : roundDiv(netMinor, BigInt(orders), mode);
}

/** (list − net) ÷ list, in millionths; null while the list value is zero. */
export function discountPpm({ netMinor, listMinor }: BookingSums, mode: RoundingMode): bigint | null {
  if (listMinor === 0n) return null;
  const sign = listMinor < 0n ? -1n : 1n;
  return roundDiv((listMinor - netMinor) * PPM * sign, listMinor * sign, mode);
}
