import { addDays } from '../shared/clock';

/** Business days, both inclusive. */
export interface Days {
  from: string;
  to: string;
}

/** The first day of the month of a day. */
export function monthStart(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The first and the last day of the whole months between two days, both inclusive; null when there is none. */
export function wholeMonths({ from, to }: Days): Days | null {
  const first = from === monthStart(from) ? from : monthsBefore(from, -1);
  const dayAfter = addDays(to, 1);
  const last = addDays(monthStart(dayAfter), -1);
  return first < last ? { from: first, to: last } : null;
}

interface AsMonths {
  /** Null when no month is had for the larger part. */
  months: Days | null;
  /** Days that are asked for and are not in these months. */
  lacking: Days[];
  /** Days of these months that are not asked for. */
  excess: Days[];
}

/** The months of which days have the larger part, with what is to be added and taken off to come to these days. */
export function asMonths({ from, to }: Days): AsMonths {
  const begin = monthStart(from);
  const end = addDays(monthsBefore(to, -1), -1);
  const first = dayOfMonth(from) <= HALF_A_MONTH ? begin : monthsBefore(from, -1);
  const last = dayOfMonth(to) > HALF_A_MONTH ? end : addDays(monthStart(to), -1);
  if (first > last) return { months: null, lacking: [{ from, to }], excess: [] };
  return {
    months: { from: first, to: last },
    lacking: [...daysFrom(from, addDays(first, -1)), ...daysFrom(addDays(last, 1), to)],
    excess: [...daysFrom(first, addDays(from, -1)), ...daysFrom(addDays(to, 1), last)],
  };
}

const HALF_A_MONTH = 15;
const dayOfMonth = (day: string): number => Number(day.slice(8));
const daysFrom = (from: string, to: string): Days[] => (from <= to ? [{ from, to }] : []);

/** Days cut into so many spans of the same length, or a day shorter; one for each day at most. */
export function partsOf({ from, to }: Days, parts: number): Days[] {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  const count = Math.max(1, Math.min(parts, days));
  const begin = (part: number): string => addDays(from, Math.floor((part * days) / count));
  return Array.from({ length: count }, (_, part) => ({
    from: begin(part),
    to: addDays(begin(part + 1), -1),
  }));
}

const DAY_MS = 86_400_000;

/** As `partsOf` of whole months: each part has whole months, too. */
export function monthsOf({ from, to }: Days, parts: number): Days[] {
  const months = countMonths(to) - countMonths(from) + 1;
  const count = Math.max(1, Math.min(parts, months));
  const begin = (part: number): string => monthsBefore(from, -Math.floor((part * months) / count));
  return Array.from({ length: count }, (_, part) => ({
    from: begin(part),
    to: addDays(begin(part + 1), -1),
  }));
}

const countMonths = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/** The first day of the quarter of a day; quarters are those of the calendar year. */
export function quarterStart(day: string): string {
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

export function yearStart(day: string): string {
  return `${day.slice(0, 4)}-01-01`;
}

/** The Monday of the ISO week of a day. */
export function weekStart(day: string): string {
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -sinceMonday);
}

/** The ISO 8601 week of a day, such as `2026-W01`: the week belongs to the year that has its Thursday. */
export function isoWeek(day: string): string {
  const thursday = addDays(weekStart(day), 3);
  const dayOfYear = (Date.parse(thursday) - Date.parse(yearStart(thursday))) / 86_400_000;
  return `${thursday.slice(0, 4)}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

/** The first day of the month that lies a number of months before the month of a day. */
export function monthsBefore(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}
