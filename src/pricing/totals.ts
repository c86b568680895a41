import {
  fractionDigits,
  lineAmountMinor,
  MICROS_DIGITS,
  PPM,
  rescale,
  roundDiv,
  splitByWeights,
  type RoundingMode,
} from '../shared/money';
import { splitOrderDiscount, type Discount } from './order-discount';

export type TaxRounding = 'UNIT' | 'LINE' | 'DOCUMENT';

export interface LineToTotal {
  quantity: number;
  listUnitMicros: bigint;
  /** After contract, volume break and promotion. */
  unitMicros: bigint;
  discount: Discount | null;
  taxPpm: bigint;
}

export interface TotalRules {
  currencyCode: string;
  roundingMode: RoundingMode;
  taxRounding: TaxRounding;
  orderDiscount: Discount | null;
  freightMinor: bigint;
}

export interface LineTotals {
  listMinor: bigint;
  /** List minus the amount after all line-level steps; negative when a contract price is above list. */
  lineDiscountMinor: bigint;
  /** This line's share of the order discount. */
  orderDiscountMinor: bigint;
  netMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
  /** Unit price after the manual discount, in millionths. A fixed discount is not spread over units. */
  netUnitMicros: bigint;
}

export interface OrderTotals {
  lines: LineTotals[];
  listMinor: bigint;
  lineDiscountMinor: bigint;
  orderDiscountMinor: bigint;
  netMinor: bigint;
  taxMinor: bigint;
  freightMinor: bigint;
  totalMinor: bigint;
}

/**
 * All amounts of an order. Every line amount is rounded once to the minor unit; the order discount and a tax rounded per
 * document are split by largest remainder, so that lines always add up to the order.
 */
export function computeTotals(lines: readonly LineToTotal[], rules: TotalRules): OrderTotals {
  const digits = fractionDigits(rules.currencyCode);
  const bases = lines.map((line) => lineBase(line, digits, rules.roundingMode));
  const shares = splitOrderDiscount(
    bases.map(({ base }) => base),
    rules,
  );
  const nets = bases.map(({ base }, i) => base - shares[i]!);
  const taxes = lineTaxes(lines, nets, rules);
  const totals = bases.map(({ listMinor, base, netUnitMicros }, i) => ({
    listMinor,
    lineDiscountMinor: listMinor - base,
    orderDiscountMinor: shares[i]!,
    netMinor: nets[i]!,
    taxMinor: taxes[i]!,
    totalMinor: nets[i]! + taxes[i]!,
    netUnitMicros,
  }));
  return { lines: totals, ...sumLines(totals, rules.freightMinor) };
}

/** An order's amounts from its lines' amounts. */
export function sumLines(
  lines: readonly Omit<LineTotals, 'netUnitMicros'>[],
  freightMinor: bigint,
): Omit<OrderTotals, 'lines'> {
  const sum = (pick: (line: Omit<LineTotals, 'netUnitMicros'>) => bigint): bigint =>
    lines.reduce((acc, line) => acc + pick(line), 0n);
  const netMinor = sum((line) => line.netMinor);
  const taxMinor = sum((line) => line.taxMinor);
  return {
    listMinor: sum((line) => line.listMinor),
    lineDiscountMinor: sum((line) => line.lineDiscountMinor),
    orderDiscountMinor: sum((line) => line.orderDiscountMinor),
    netMinor,
    taxMinor,
    freightMinor,
    totalMinor: netMinor + taxMinor + freightMinor,
  };
}

function lineBase(
  line: LineToTotal,
  digits: number,
  mode: RoundingMode,
): { listMinor: bigint; base: bigint; netUnitMicros: bigint } {
  const listMinor = lineAmountMinor(line.quantity, line.listUnitMicros, digits, mode);
  const netUnitMicros = line.discount?.ppm
    ? line.unitMicros - roundDiv(line.unitMicros * line.discount.ppm, PPM, mode)
    : line.unitMicros;
  const amount = lineAmountMinor(line.quantity, netUnitMicros, digits, mode);
  return { listMinor, base: amount - (line.discount?.fixedMinor ?? 0n), netUnitMicros };
}

function lineTaxes(lines: readonly LineToTotal[], nets: readonly bigint[], rules: TotalRules): bigint[] {
  const mode = rules.roundingMode;
  switch (rules.taxRounding) {
    case 'LINE':
      return lines.map(({ taxPpm }, i) => roundDiv(nets[i]! * taxPpm, PPM, mode));
    case 'UNIT':
      return lines.map(({ taxPpm, quantity }, i) => {
        const units = BigInt(quantity);
        return roundDiv(nets[i]! * taxPpm, PPM * units, mode) * units;
      });
    case 'DOCUMENT':
      return documentTaxes(lines, nets, mode);
  }
}

/** One rounding per tax rate over the whole document, split back over its lines. */
function documentTaxes(lines: readonly LineToTotal[], nets: readonly bigint[], mode: RoundingMode): bigint[] {
  const taxes: bigint[] = lines.map(() => 0n);
  for (const ppm of new Set(lines.map(({ taxPpm }) => taxPpm))) {
    const members = lines.flatMap(({ taxPpm }, i) => (taxPpm === ppm ? [i] : []));
    const base = members.reduce((sum, i) => sum + nets[i]!, 0n);
    const parts = splitByWeights(
      roundDiv(base * ppm, PPM, mode),
      members.map((i) => nets[i]!),
    );
    members.forEach((i, k) => (taxes[i] = parts[k]!));
  }
  return taxes;
}

/** The share of an amount that belongs to a part of a quantity, so that growing parts end at the whole amount exactly. */
export function cumulativeShare(
  amountMinor: bigint,
  part: number,
  whole: number,
  mode: RoundingMode,
): bigint {
  return part === whole ? amountMinor : roundDiv(amountMinor * BigInt(part), BigInt(whole), mode);
}

/** A minor amount in millionths, for the steps of a price explanation. */
export function minorToMicros(minor: bigint, currencyCode: string): bigint {
  return rescale(minor, fractionDigits(currencyCode), MICROS_DIGITS, 'HALF_EVEN');
}
