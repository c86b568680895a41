import type { UnitPriceQuote } from './price-book';
import type { ManualDiscount } from './order-discount';
import { minorToMicros, type LineTotals } from './totals';

/** One step from the list price to the line's total. Amounts are for the whole line, in millionths of the currency's unit. */
export interface PriceStep {
  kind: 'LIST' | 'CONTRACT' | 'VOLUME_BREAK' | 'PROMOTION' | 'MANUAL' | 'PRORATION' | 'TAX' | 'ROUNDING';
  label: string;
  /** Signed, as decimal text of an integer. */
  amountMicros: string;
}

/** How a line's total came about: list → contract → volume break → promotion → manual → proration → tax → rounding. The steps add up to it. */
export function explainLine(
  quote: Pick<UnitPriceQuote, 'unitMicros' | 'steps'>,
  input: { quantity: number; discount?: ManualDiscount | null },
  totals: LineTotals,
  currencyCode: string,
): PriceStep[] {
  const quantity = BigInt(input.quantity);
  const micros = (minor: bigint): bigint => minorToMicros(minor, currencyCode);
  const steps: { kind: PriceStep['kind']; label: string; amount: bigint }[] = quote.steps.map((step) => ({
    kind: step.kind,
    label: step.label,
    amount: step.unitDeltaMicros * quantity,
  }));
  if (input.discount) {
    const unitPart = (totals.netUnitMicros - quote.unitMicros) * quantity;
    steps.push({
      kind: 'MANUAL',
      label: input.discount.reason,
      amount: unitPart - micros(input.discount.fixedMinor ?? 0n),
    });
  }
  if (totals.orderDiscountMinor !== 0n) {
    steps.push({
      kind: 'PRORATION',
      label: 'Share of the order discount',
      amount: -micros(totals.orderDiscountMinor),
    });
  }
  if (totals.taxMinor !== 0n) steps.push({ kind: 'TAX', label: 'Tax', amount: micros(totals.taxMinor) });
  const rounding = micros(totals.totalMinor) - steps.reduce((sum, { amount }) => sum + amount, 0n);
  if (rounding !== 0n)
    steps.push({ kind: 'ROUNDING', label: 'Rounding to the minor unit', amount: rounding });
  return steps.map(({ kind, label, amount }) => ({ kind, label, amountMicros: amount.toString() }));
}
