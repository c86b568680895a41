import { refuseHugeAmount } from '../shared/amount-limit';
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

/** Throws `VALIDATION_FAILED` when an amount of an order is too large to be stored, in its own currency or in that of reports. */
export function refuseHugeOrder(totals: Omit<OrderTotals, 'lines'>, rate: ReportingRate): void {
  const digits = fractionDigits(rate.currencyCode);
  const amounts = [
    totals.listMinor,
    totals.netMinor,
    totals.taxMinor,
    totals.freightMinor,
    totals.totalMinor,
  ];
  for (const amount of amounts) refuseHugeAmount('lines', amount, digits);
  refuseHugeAmount('lines', reportingTotal(totals, rate), fractionDigits(rate.reportingCurrency));
}
