/** Where the present comes from; tests and the demo loader bring their own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const DAY_MS = 86_400_000;

/** The calendar day of an instant in a time zone, as `YYYY-MM-DD`. */
export function businessDay(instant: Date, timeZone: string): string {
  const at = instant.getTime();
  if (latestDay.at === at && latestDay.timeZone === timeZone) return latestDay.text;
  const text = timeZone === 'UTC' ? isoText(instant).slice(0, 10) : dayFormat(timeZone).format(instant);
  latestDay = { at, timeZone, text };
  return text;
}

/** Those who ask for a day mostly ask for the same again: a command has one instant. */
let latestDay = { at: NaN, timeZone: '', text: '' };

/** What `toISOString` gives, in half of the time while the day is that of the instant before. Throws a `RangeError` for an invalid date. */
export function isoText(instant: Date): string {
  const at = instant.getTime();
  const days = Math.floor(at / DAY_MS);
  if (days !== latestDate.days) latestDate = { days, text: instant.toISOString().slice(0, -TIME.length) };
  return latestDate.text + timeOf(at - days * DAY_MS);
}

const TIME = '00:00:00.000Z';
let latestDate = { days: NaN, text: '' };

const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

function timeOf(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = String(ms % 1_000).padStart(3, '0');
  return `${TWO_DIGITS[hours]}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[seconds % 60]}.${rest}Z`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}

/** A calendar day moved by whole days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The instant at which a calendar day begins in a time zone; the first one of the day where clocks skip midnight. */
export function startOfDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (timeZone === 'UTC') return new Date(midnight);
  const before = offsetAt(midnight - DAY_MS, timeZone);
  const after = offsetAt(midnight + DAY_MS, timeZone);
  const early = midnight - before;
  const late = midnight - after;
  const isLate = offsetAt(early, timeZone) !== before && offsetAt(late, timeZone) === after;
  return new Date(isLate ? late : early);
}

/** How far local time is ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = timeFormat(timeZone).formatToParts(instant);
  const value = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)!.value);
  const local = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return local - instant;
}

const timeFormats = new Map<string, Intl.DateTimeFormat>();

function timeFormat(timeZone: string): Intl.DateTimeFormat {
  let format = timeFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    timeFormats.set(timeZone, format);
  }
  return format;
}
