import type { RoundingMode } from '../shared/money';

/** Where the tax of an order is rounded: each piece, each line, or once on the document (and split over the lines). */
export type TaxRoundingLevel = 'UNIT' | 'LINE' | 'DOCUMENT';

/** The selling company's business rules that are set from outside. Frozen on an order when it is confirmed. */
export interface Settings {
  /** ISO 4217 code of the currency that bookings are reported in. */
  readonly reportingCurrency: string;
  /** IANA name; business days begin and end in it. */
  readonly timeZone: string;
  readonly roundingMode: RoundingMode;
  readonly taxRounding: TaxRoundingLevel;
  /** How far back a subscription may resume, in days. */
  readonly resumeDays: number;
  /** Single entries that a question about bookings may read; sums are not counted. */
  readonly maxBookingEntries: number;
  /** What discounts by hand may take off a line at most where the account has no limit, in millionths; null: no limit. */
  readonly maxDiscountPpm: bigint | null;
  /** How much who lacks INVENTORY_READ sees of what is available: the number, or whether there is any. */
  readonly availability: AvailabilityDetail;
  /** From this quantity down, what is available is LOW. */
  readonly lowStock: number;
}

export type AvailabilityDetail = 'EXACT' | 'BANDS';

export const DEFAULT_SETTINGS: Settings = Object.freeze({
  reportingCurrency: 'USD',
  timeZone: 'UTC',
  roundingMode: 'HALF_EVEN',
  taxRounding: 'LINE',
  resumeDays: 30,
  maxBookingEntries: 600_000,
  maxDiscountPpm: null,
  availability: 'EXACT',
  lowStock: 10,
});
