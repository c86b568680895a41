import {
  ArrayMaxSize,
  IsOptional,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { LocalDate } from '../../entities/scalars';
import { UnitPriceInput } from '../kit/money.inputs';
import { MutationInput } from '../kit/mutation';
import { expectedVersionOf } from '../kit/expected-version';

/** At most so many entries of a price list, or products of a promotion, in one mutation. */
export const MAX_ROWS = 1000;
const MAX_INT = 1_000_000_000;
const PERCENT = /^\d{1,3}(\.\d{1,4})?$/;

@InputType({ description: 'Key of a price in a price list.' })
export class PriceListEntryKeyInput {
  @Field(() => String, { description: 'SKU of a product.' })
  @Length(1, 64)
  sku!: string;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'Minimum quantity of the price: 1 for the price of a single piece.',
  })
  @Min(1)
  @Max(MAX_INT)
  minQuantity!: number;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which it is valid. Null: no limit.' })
  validFrom?: string | null;
}

@InputType({
  description: 'A price of a price list. Replaces the one with the same SKU, minimum quantity and first day.',
})
export class PriceListEntryInput extends PriceListEntryKeyInput {
  @Field(() => UnitPriceInput, { description: "The price of one unit, in the list's currency." })
  @ValidateNested()
  unitPrice!: UnitPriceInput;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day from which it is no longer valid. Null: no limit.',
  })
  validTo?: string | null;
}

@InputType({
  description:
    'A price list to create or change, found by id or code. Absent values stay as they are; null clears a value that can be empty.',
})
export class UpsertPriceListInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Id of the price list; without it the code finds it.' })
  id?: string | null;

  @Field(() => String, { description: 'Unique code: 1 to 60 characters.' })
  @Length(1, 60)
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name for people: 1 to 200 characters. Default for a new list: its code.',
  })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Currency of its prices. Required for a new list, then never changed.',
  })
  @IsOptional()
  @Length(3, 3)
  currencyCode?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether its prices are the list prices of its currency; only one list per currency can. Default: false.',
  })
  isDefault?: boolean | null;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which it is valid.' })
  validFrom?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day from which it is no longer valid.' })
  validTo?: string | null;

  @Field(() => [PriceListEntryInput], {
    nullable: true,
    description: `Prices to add or to change, at most ${MAX_ROWS}; all others stay.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_ROWS)
  @ValidateNested({ each: true })
  entries?: PriceListEntryInput[] | null;

  @Field(() => [PriceListEntryKeyInput], {
    nullable: true,
    description: `Prices to remove before others are added, at most ${MAX_ROWS}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_ROWS)
  @ValidateNested({ each: true })
  removeEntries?: PriceListEntryKeyInput[] | null;

  @Field(() => Int, { nullable: true, description: expectedVersionOf('price list') })
  expectedVersion?: number | null;
}

@InputType({
  description:
    'A promotion to create or change, found by id or code. Absent values stay as they are; null clears a value that can be empty.',
})
export class UpsertPromotionInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Id of the promotion; without it the code finds it.' })
  id?: string | null;

  @Field(() => String, { description: 'Unique code: 1 to 60 characters.' })
  @Length(1, 60)
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name for people: 1 to 200 characters. Required for a new promotion.',
  })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the discount is given: 1 to 100 characters. Required for a new promotion.',
  })
  @IsOptional()
  @Length(1, 100)
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The discount in percent, as decimal text such as "12.5": at most 100, at most 4 decimals. Required for a new promotion.',
  })
  @IsOptional()
  @Matches(PERCENT)
  discountPercent?: string | null;

  @Field(() => Int, { nullable: true, description: 'Smallest quantity of a line that gets it. Default: 1.' })
  @IsOptional()
  @Min(1)
  @Max(MAX_INT)
  minQuantity?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Largest quantity of a line that gets it. Null: no limit.',
  })
  @IsOptional()
  @Min(1)
  @Max(MAX_INT)
  maxQuantity?: number | null;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which it is valid.' })
  validFrom?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day from which it is no longer valid.' })
  validTo?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the promotion applies. Default: true.' })
  active?: boolean | null;

  @Field(() => [String], {
    nullable: true,
    description: `SKUs of all discounted products from now on, at most ${MAX_ROWS}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_ROWS)
  @Length(1, 64, { each: true })
  skus?: string[] | null;

  @Field(() => Int, { nullable: true, description: expectedVersionOf('promotion') })
  expectedVersion?: number | null;
}

@InputType({
  description: 'A tax rate to create or change, found by country, region, tax category and first day.',
})
export class UpsertTaxRateInput extends MutationInput {
  @Field(() => String, { description: 'Country as a two-letter ISO 3166-1 code in upper case.' })
  @Matches(/^[A-Z]{2}$/)
  countryCode!: string;

  @Field(() => String, {
    defaultValue: '',
    description:
      'State, province or region as addresses name it, at most 100 characters; empty for the whole country.',
  })
  @MaxLength(100)
  region!: string;

  @Field(() => String, { description: 'Tax category of the products: 1 to 30 characters, such as STANDARD.' })
  @Length(1, 30)
  taxCategory!: string;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which it is valid. Null: no limit.' })
  validFrom?: string | null;

  @Field(() => String, {
    description: 'The rate in percent, as decimal text such as "8.25", with at most 4 decimals.',
  })
  @Matches(PERCENT)
  percent!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day from which it is no longer valid. Null: no limit.',
  })
  validTo?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name for people, at most 200 characters. Absent: stays as it is.',
  })
  @IsOptional()
  @MaxLength(200)
  name?: string | null;

  @Field(() => Int, { nullable: true, description: expectedVersionOf('tax rate') })
  expectedVersion?: number | null;
}
