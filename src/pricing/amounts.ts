import { whyTooLarge } from '../shared/amount-limit';
import type { DomainError } from '../shared/errors';
import { convertMinor, fractionDigits, type RoundingMode } from '../shared/money';
import type { OrderTotals } from './totals';

export interface ReportingRate {
  currencyCode: string;
  reportingCurrency: string;
  rateE10: bigint;
  roundingMode: RoundingMode;
}

/** The total of an order in the currency of reports. */
export function reportingTotal(
  { totalMinor }: Pick<OrderTotals, 'totalMinor'>,
  { currencyCode, reportingCurrency, rateE10, roundingMode }: ReportingRate,
): bigint {
  return convertMinor(totalMinor, rateE10, currencyCode, reportingCurrency, roundingMode);
}

/** Why an order cannot be stored: an amount of it is too large, in its own currency or in that of reports. Null when it can. */
export function whyOrderIsTooLarge(totals: OrderTotals, rate: ReportingRate): DomainError | null {
  const digits = fractionDigits(rate.currencyCode);
  const amounts = [
    totals.listMinor,
    totals.netMinor,
    totals.taxMinor,
    totals.freightMinor,
    totals.totalMinor,
  ];
  for (const amount of amounts) {
    const refusal = whyTooLarge('lines', amount, digits);
    if (refusal) return refusal;
  }
  return whyTooLarge('lines', reportingTotal(totals, rate), fractionDigits(rate.reportingCurrency));
}
