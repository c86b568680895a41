import { Length, Matches } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { refuseHugeAmount } from '../../src/shared/amount-limit';
import { DomainError } from '../../src/shared/errors';
import { fractionDigits, MICROS_DIGITS, parseDecimal } from '../../src/shared/money';

const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/;
const PERCENT_DIGITS = 4;

@InputType({ description: 'An exact amount of one currency.' })
export class MoneyInput {
  @Field(() => String, { description: 'The currency as a three-letter ISO 4217 code.' })
  @Length(3, 3)
  currencyCode!: string;

  @Field(() => String, {
    description:
      'The amount in major units as decimal text such as "1234.50", with at most as many decimals as the currency has; at most 100,000,000,000.',
  })
  @Matches(DECIMAL)
  amount!: string;
}

@InputType({ description: "A price of one unit, exact to a millionth of the currency's major unit." })
export class UnitPriceInput {
  @Field(() => String, { description: 'The currency as a three-letter ISO 4217 code.' })
  @Length(3, 3)
  currencyCode!: string;

  @Field(() => String, {
    description:
      'The price in major units as decimal text with at most 6 decimals, such as "0.0125"; at most 100,000,000,000.',
  })
  @Matches(DECIMAL)
  amount!: string;
}

/** An amount in minor units. Throws `VALIDATION_FAILED` for superfluous decimals, an amount that is too large or, where one is expected, another currency. */
export function minorOf(input: MoneyInput, path: string, expectedCurrency?: string | null): bigint {
  refuseOtherCurrency(input.currencyCode, expectedCurrency, path);
  const digits = fractionDigits(input.currencyCode);
  const minor = decimal(
    input.amount,
    digits,
    `${path}.amount`,
    `${input.currencyCode} has ${digits} decimals`,
  );
  return notTooLarge(minor, digits, path);
}

/** A unit price in millionths. Throws as `minorOf`. */
export function microsOf(input: UnitPriceInput, path: string, expectedCurrency?: string | null): bigint {
  refuseOtherCurrency(input.currencyCode, expectedCurrency, path);
  const micros = decimal(
    input.amount,
    MICROS_DIGITS,
    `${path}.amount`,
    'a unit price has at most 6 decimals',
  );
  return notTooLarge(micros, MICROS_DIGITS, path);
}

/** A percentage such as "12.5" in millionths of one. */
export function ppmOf(percent: string, path: string): bigint {
  return decimal(percent, PERCENT_DIGITS, path, 'a percentage has at most 4 decimals');
}

function notTooLarge(amount: bigint, digits: number, path: string): bigint {
  refuseHugeAmount(`${path}.amount`, amount, digits);
  return amount;
}

function decimal(text: string, digits: number, path: string, rule: string): bigint {
  const value = parseDecimal(text, digits);
  if (value !== null) return value;
  throw invalid(path, `"${text.slice(0, 40)}" is not a decimal number that fits: ${rule}`);
}

function refuseOtherCurrency(currency: string, expected: string | null | undefined, path: string): void {
  if (expected && currency !== expected)
    throw invalid(`${path}.currencyCode`, `is ${currency} but must be ${expected}`);
}

function invalid(path: string, message: string): DomainError {
  return new DomainError('VALIDATION_FAILED', `${path}: ${message}.`, {
    fields: [{ path, rule: 'decimal', message }],
  });
}
