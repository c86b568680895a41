import type { Sql } from '../persistence/sql';
import { ACTIVE } from '../analytics/project-bookings';

/** Keys between two, the first exclusive; no end takes all that come after. */
export interface KeyRange {
  after: string;
  through: string | null;
}

/** Cuts all keys of some tables into ranges, one after the other. */
export interface KeyRanges {
  /** The range that comes after a key, the empty text for the first one; null when nothing comes any more. */
  next(sql: Sql, after: string, rows: number): Promise<KeyRange | null>;
}

/** The columns of an index, by the table that has it. */
type Columns = readonly (readonly [table: string, column: string])[];

/**
 * Ranges in which no table has many more rows than asked for: keys are not cut apart, so that all rows of one are in one range. The last
 * range has no end, and so the rows of every key are in some range, whatever is written meanwhile.
 */
function rangesOf(columns: Columns): KeyRanges {
  const bounds = columns.map(
    ([table, column]) =>
      `SELECT * FROM (SELECT ${column} AS k FROM ${table} WHERE ${column} > ? ORDER BY ${column} LIMIT 1 OFFSET ?) ${table}`,
  );
  return {
    async next(sql, after, rows) {
      const [row] = await sql.rows<{ k: string | null }>(
        `SELECT MIN(b.k) AS k FROM (${bounds.join(' UNION ALL ')}) b`,
        bounds.flatMap(() => [after, rows - 1]),
      );
      return { after, through: row?.k ?? null };
    },
  };
}

export const ORDER_RANGES = rangesOf([
  ['orders', 'id'],
  ['order_lines', 'order_id'],
  ['order_schedule_lines', 'order_id'],
  ['allocations', 'order_id'],
]);

/** Ids of work and of shipments. */
export const FULFILLMENT_RANGES = rangesOf([
  ['fulfillment_orders', 'id'],
  ['fulfillment_order_lines', 'fulfillment_order_id'],
  ['shipments', 'id'],
  ['shipment_lines', 'shipment_id'],
]);

/** Ids of the events that entries come with. */
export const ENTRY_RANGES = rangesOf([
  ['booking_entries', 'event_id'],
  ['shipped_entries', 'event_id'],
]);

export const SKU_RANGES = rangesOf([
  ['inventory_levels', 'sku'],
  ['inventory_movements', 'sku'],
  ['order_schedule_lines', 'sku'],
]);

const SUMS_OF_DAYS = `SELECT MIN(day) AS k FROM booking_sums WHERE generation = (SELECT p.generation ${ACTIVE}) AND level = `;
const NEXT_DAYS = [
  'SELECT MIN(day) AS k FROM booking_entries WHERE day > ?',
  'SELECT MIN(booked_day) AS k FROM booking_entries WHERE booked_day > ?',
  'SELECT MIN(booked_day) AS k FROM shipped_entries WHERE booked_day > ?',
  ...[0, 3, 4].map((level) => `${SUMS_OF_DAYS}${level} AND day > ?`),
  `SELECT MIN(month) AS k FROM product_sums WHERE generation = (SELECT p.generation ${ACTIVE}) AND month > ?`,
];

/** Days, month by month, as the finest part that all sums tell apart. */
export const MONTH_RANGES: KeyRanges = {
  async next(sql, after) {
    const [row] = await sql.rows<{ k: string | null }>(
      `SELECT MIN(b.k) AS k FROM (${NEXT_DAYS.join(' UNION ALL ')}) b`,
      NEXT_DAYS.map(() => after),
    );
    if (!row?.k) return null;
    const endOfMonth = `${row.k.slice(0, 7)}-31`;
    return { after, through: row.k > endOfMonth ? row.k : endOfMonth };
  },
};
