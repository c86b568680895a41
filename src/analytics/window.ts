import { addDays } from '../shared/clock';
import { DomainError } from '../shared/errors';
import { monthsBefore, monthStart, quarterStart, weekStart, yearStart, type Days } from './calendar';

/** Each named window and the business days it stands for, today included. */
export const WINDOW_PERIODS = {
  TODAY: 'Today.',
  LAST_7_DAYS: 'Today and the six days before.',
  MONTH_TO_DATE: 'From the first day of this month to today.',
  QUARTER_TO_DATE: 'From the first day of this calendar quarter to today.',
  YEAR_TO_DATE: 'From the first day of this calendar year to today.',
  LAST_N_DAYS: 'Today and the `n` − 1 days before.',
  LAST_N_WEEKS: 'This ISO week up to today and the `n` − 1 whole weeks before.',
  LAST_N_MONTHS: 'This month up to today and the `n` − 1 whole months before.',
} as const;

export type WindowPeriod = keyof typeof WINDOW_PERIODS;

/** A named period, with `n` where its name says so, or the days `from` to `to`. */
export interface Window {
  period?: WindowPeriod | null;
  n?: number | null;
  from?: string | null;
  /** Today when absent. */
  to?: string | null;
}

export const MAX_N = 1_000;

/** The days that a window stands for on the day `today`. Throws `VALIDATION_FAILED` when it does not say exactly one thing. */
export function resolveWindow({ period, n, from, to }: Window, today: string): Days {
  if (period) {
    if (from || to) throw invalid('Give either `period` or `from` and `to`, not both.');
    return { from: periodStart(period, n ?? null, today), to: today };
  }
  if (!from) throw invalid('Give a `period`, or `from` and `to`.');
  if (n) throw invalid('`n` belongs to a `period` such as LAST_N_DAYS.');
  if (from > (to ?? today)) throw invalid(`\`from\` (${from}) is after \`to\` (${to ?? today}).`);
  return { from, to: to ?? today };
}

function periodStart(period: WindowPeriod, n: number | null, today: string): string {
  const counted = period.startsWith('LAST_N_');
  if (counted && (n === null || n < 1 || n > MAX_N))
    throw invalid(`${period} needs \`n\` from 1 to ${MAX_N}.`);
  if (!counted && n !== null) throw invalid(`${period} takes no \`n\`.`);
  const before = (n ?? 1) - 1;
  switch (period) {
    case 'TODAY':
      return today;
    case 'LAST_7_DAYS':
      return addDays(today, -6);
    case 'MONTH_TO_DATE':
      return monthStart(today);
    case 'QUARTER_TO_DATE':
      return quarterStart(today);
    case 'YEAR_TO_DATE':
      return yearStart(today);
    case 'LAST_N_DAYS':
      return addDays(today, -before);
    case 'LAST_N_WEEKS':
      return addDays(weekStart(today), -7 * before);
    case 'LAST_N_MONTHS':
      return monthsBefore(today, before);
  }
}

function invalid(message: string): DomainError {
  return new DomainError('VALIDATION_FAILED', message, {
    fields: [{ path: 'window', rule: 'window', message }],
  });
}
