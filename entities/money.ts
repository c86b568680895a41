import { Field, Int, ObjectType } from 'type-graphql';
import { fractionDigits, MICROS_DIGITS, toDecimalString, toTrimmedDecimal } from '../src/shared/money';
import { BigIntString } from './scalars';

const PERCENT_DIGITS = 4;
const RATE_DIGITS = 10;

@ObjectType({ description: 'An exact amount of one currency. Never a floating-point number.' })
export class Money {
  @Field(() => String, { description: 'The currency as a three-letter ISO 4217 code.' })
  readonly currencyCode: string;

  @Field(() => BigIntString, { description: 'The amount in minor units, such as cents.' })
  readonly minorUnits: bigint;

  constructor(minorUnits: bigint, currencyCode: string) {
    this.minorUnits = minorUnits;
    this.currencyCode = currencyCode;
  }

  @Field(() => String, {
    description:
      'The amount in major units as a decimal text with exactly `fractionDigits` decimals, such as "1234.50".',
  })
  get amount(): string {
    return toDecimalString(this.minorUnits, this.fractionDigits);
  }

  @Field(() => Int, { description: 'How many decimals the currency has: 2 for USD, 0 for JPY, 3 for KWD.' })
  get fractionDigits(): number {
    return fractionDigits(this.currencyCode);
  }
}

@ObjectType({ description: "A price of one unit, exact to a millionth of the currency's major unit." })
export class UnitPrice {
  @Field(() => String, { description: 'The currency as a three-letter ISO 4217 code.' })
  currencyCode!: string;

  @Field(() => String, {
    description:
      "The price in major units as a decimal text with at least the currency's and at most 6 decimals.",
  })
  amount!: string;
}

/** An amount as clients see it. */
export function money(minor: bigint, currencyCode: string): Money {
  return new Money(minor, currencyCode);
}

/** As `money`, null for no amount. */
export function optionalMoney(minor: bigint | null, currencyCode: string): Money | null {
  return minor === null ? null : money(minor, currencyCode);
}

/** A unit price as clients see it: `19.99`, `0.0125`. */
export function unitPrice(micros: bigint, currencyCode: string): UnitPrice {
  const text = toDecimalString(micros, MICROS_DIGITS);
  const shortest = text.length - MICROS_DIGITS + fractionDigits(currencyCode);
  let end = text.length;
  while (end > shortest && text[end - 1] === '0') end -= 1;
  return Object.assign(new UnitPrice(), { currencyCode, amount: text.slice(0, end).replace(/\.$/, '') });
}

/** A percentage in millionths of one as decimal text: 125,000 is "12.5". */
export function percent(ppm: bigint): string {
  return toTrimmedDecimal(ppm, PERCENT_DIGITS);
}

/** As `percent`, null for none. */
export function optionalPercent(ppm: bigint | null): string | null {
  return ppm === null ? null : percent(ppm);
}

/** An exchange rate in 10⁻¹⁰ as decimal text: 10,800,000,000 is "1.08". */
export function rate(e10: bigint): string {
  return toTrimmedDecimal(e10, RATE_DIGITS);
}
