import type { LineToTotal, OrderTotals, TotalRules } from '../../src/pricing/totals';
import { fractionDigits, type RoundingMode } from '../../src/shared/money';
import { compare, floor, minus, nearest, plus, rational, sumOf, times, type Rational } from './rational';

/** A quantity of a unit price, in minor units and not rounded. */
export function exactAmount(units: number, micros: bigint, currency: string): Rational {
  return rational(BigInt(units) * micros * 10n ** BigInt(fractionDigits(currency)), 1_000_000n);
}

/** The amount of a line before the order discount, by exact fractions. */
export function slowBase(
  { quantity: units, unitMicros: micros, discount }: LineToTotal,
  currency: string,
  mode: RoundingMode,
): bigint {
  const taken = nearest(times(rational(micros), rational(discount?.ppm ?? 0n, 1_000_000n)), mode);
  return nearest(exactAmount(units, micros - taken, currency), mode) - (discount?.fixedMinor ?? 0n);
}

/** Largest remainder as it is told: whole units first, then one to each that lacks most, the earlier of equals first. */
function slowSplit(total: bigint, weights: readonly bigint[]): bigint[] {
  const even = sumOf(weights) === 0n;
  const sum = even ? BigInt(weights.length) : sumOf(weights);
  const shares = weights.map((weight) => rational(total * (even ? 1n : weight), sum));
  const parts = shares.map(floor);
  const served = new Set<number>();
  while (sumOf(parts) < total) {
    let most = -1;
    shares.forEach((share, i) => {
      if (served.has(i)) return;
      const lacks = minus(share, rational(floor(share)));
      if (most < 0 || compare(lacks, minus(shares[most]!, rational(floor(shares[most]!)))) > 0n) most = i;
    });
    served.add(most);
    parts[most] = parts[most]! + 1n;
  }
  return parts;
}

function slowTaxes(lines: readonly LineToTotal[], nets: readonly bigint[], rules: TotalRules): bigint[] {
  const exact = lines.map((line, i) => rational(nets[i]! * line.taxPpm, 1_000_000n));
  if (rules.taxRounding === 'LINE') return exact.map((tax) => nearest(tax, rules.roundingMode));
  if (rules.taxRounding === 'UNIT') {
    return exact.map((tax, i) => {
      const units = BigInt(lines[i]!.quantity);
      return units * nearest(times(tax, rational(1n, units)), rules.roundingMode);
    });
  }
  const taxes: bigint[] = [];
  for (const rate of lines.map((line) => line.taxPpm)) {
    const members = lines.flatMap((line, i) => (line.taxPpm === rate ? [i] : []));
    const whole = members.map((i) => exact[i]!).reduce(plus);
    const parts = slowSplit(
      nearest(whole, rules.roundingMode),
      members.map((i) => nets[i]!),
    );
    members.forEach((i, k) => (taxes[i] = parts[k]!));
  }
  return taxes;
}

/** Every amount of an order by exact fractions, without any of the code that is judged. */
export function slowTotals(lines: readonly LineToTotal[], rules: TotalRules): OrderTotals {
  const mode = rules.roundingMode;
  const lists = lines.map((line) =>
    nearest(exactAmount(line.quantity, line.listUnitMicros, rules.currencyCode), mode),
  );
  const bases = lines.map((line) => slowBase(line, rules.currencyCode, mode));
  const share = times(rational(sumOf(bases)), rational(rules.orderDiscount?.ppm ?? 0n, 1_000_000n));
  const shares = slowSplit(rules.orderDiscount?.fixedMinor ?? nearest(share, mode), bases);
  const nets = bases.map((base, i) => base - shares[i]!);
  const taxes = slowTaxes(lines, nets, rules);
  return {
    lines: lines.map((line, i) => ({
      listMinor: lists[i]!,
      lineDiscountMinor: lists[i]! - bases[i]!,
      orderDiscountMinor: shares[i]!,
      netMinor: nets[i]!,
      taxMinor: taxes[i]!,
      totalMinor: nets[i]! + taxes[i]!,
      netUnitMicros:
        line.unitMicros - nearest(rational(line.unitMicros * (line.discount?.ppm ?? 0n), 1_000_000n), mode),
    })),
    listMinor: sumOf(lists),
    lineDiscountMinor: sumOf(lists) - sumOf(bases),
    orderDiscountMinor: sumOf(shares),
    netMinor: sumOf(nets),
    taxMinor: sumOf(taxes),
    freightMinor: rules.freightMinor,
    totalMinor: sumOf(nets) + sumOf(taxes) + rules.freightMinor,
  };
}
