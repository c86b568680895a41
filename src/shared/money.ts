import * as dinero from 'dinero.js/bigint';

/** How the last minor unit is decided when an amount lies between two of them. */
export type RoundingMode = 'HALF_EVEN' | 'HALF_UP' | 'HALF_DOWN';

/** Unit prices are bigint millionths of the major unit; percentages bigint millionths of one. */
export const MICROS_DIGITS = 6;
export const PPM = 1_000_000n;
/** Exchange rates are bigint multiples of 10⁻¹⁰. */
export const RATE_ONE = 10_000_000_000n;

const ROUND = {
  HALF_EVEN: dinero.halfEven,
  HALF_UP: dinero.halfAwayFromZero,
  HALF_DOWN: dinero.halfTowardsZero,
} as const;

const currencies = dinero as unknown as Record<string, { code?: string; exponent?: bigint } | undefined>;

/** Decimal digits of a currency's minor unit by ISO 4217 (USD 2, JPY 0, KWD 3), 2 for an unknown code. */
export function fractionDigits(currencyCode: string): number {
  const currency = currencies[currencyCode];
  return currency?.code === currencyCode ? Number(currency.exponent) : 2;
}

/** `value` brought from `from` to `to` decimal digits, rounded by the mode where digits are lost. */
export function rescale(value: bigint, from: number, to: number, mode: RoundingMode): bigint {
  if (from === to) return value;
  if (to > from) return value * 10n ** BigInt(to - from);
  return roundDiv(value, 10n ** BigInt(from - to), mode);
}

/** `value / divisor` rounded to an integer by the mode; the divisor is positive. Half modes are symmetric about zero. */
export function roundDiv(value: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const quotient = value / divisor;
  return quotient * divisor === value ? quotient : ROUND[mode](value, divisor, dinero.calculator);
}

/** Amount of a line in minor units: quantity × unit price, rounded once. */
export function lineAmountMinor(
  quantity: number,
  unitMicros: bigint,
  digits: number,
  mode: RoundingMode,
): bigint {
  return rescale(BigInt(quantity) * unitMicros, MICROS_DIGITS, digits, mode);
}

/** A share of an amount: `amount × ppm / 1,000,000`, rounded. */
export function applyPpm(amount: bigint, ppm: bigint, mode: RoundingMode): bigint {
  return roundDiv(amount * ppm, PPM, mode);
}

/** An amount of one currency in another, at a rate in 10⁻¹⁰, rounded to the other's minor unit. */
export function convertMinor(
  minor: bigint,
  rateE10: bigint,
  from: string,
  to: string,
  mode: RoundingMode,
): bigint {
  if (from === to) return minor;
  return rescale(minor * rateE10, fractionDigits(from) + 10, fractionDigits(to), mode);
}

/**
 * Splits `total` in proportion to `weights` by largest remainder: the parts are integers and add up to `total`.
 * Weights are not negative; when all are zero the total is spread evenly. Equal remainders favour the earlier part.
 */
export function splitByWeights(total: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) return [];
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n)
    return splitByWeights(
      total,
      weights.map(() => 1n),
    );
  const sign = total < 0n ? -1n : 1n;
  const magnitude = total * sign;
  const parts = weights.map((weight) => (magnitude * weight) / sum);
  const remainders = weights.map((weight, index) => ({ index, rest: (magnitude * weight) % sum }));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  let left = Number(magnitude - parts.reduce((a, b) => a + b, 0n));
  for (const { index } of remainders) {
    if (left-- <= 0) break;
    parts[index] = parts[index]! + 1n;
  }
  return parts.map((part) => part * sign);
}

/** A scaled integer as a decimal text with exactly `digits` decimals. */
export function toDecimalString(value: bigint, digits: number): string {
  const sign = value < 0n ? '-' : '';
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** A scaled integer as a decimal text without superfluous zeros. */
export function toTrimmedDecimal(value: bigint, digits: number): string {
  const text = toDecimalString(value, digits);
  return digits === 0 ? text : text.replace(/\.?0+$/, '');
}

const DECIMAL = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/;

/** Reads a decimal text as a scaled integer. Null when it is no decimal, or has more than `digits` significant decimals. */
export function parseDecimal(text: string, digits: number): bigint | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const decimals = (match[3] ?? '').replace(/0+$/, '');
  if (decimals.length > digits) return null;
  const magnitude = BigInt(match[2]! + decimals.padEnd(digits, '0'));
  return match[1] ? -magnitude : magnitude;
}
