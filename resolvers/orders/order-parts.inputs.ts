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
import { MAX_QUANTITY, MAX_SCHEDULE_LINES } from '../../src/orders/placing-rules';
import { MoneyInput } from '../kit/money.inputs';

@InputType({
  description:
    'A manual discount: exactly one of `percent` and `amount`. Needs the permission PRICE_OVERRIDE.',
})
export class DiscountInput {
  @Field(() => String, {
    nullable: true,
    description: 'Percentage as decimal text such as "12.5": above 0, at most 100, at most 4 decimals.',
  })
  @IsOptional()
  @Matches(/^\d{1,3}(\.\d{1,4})?$/)
  percent?: string | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "An amount in the order's currency; at most what it is taken from.",
  })
  @IsOptional()
  @ValidateNested()
  amount?: MoneyInput | null;

  @Field(() => String, {
    description: 'Why it is given: 1 to 200 characters. Shown in the explanation of the price.',
  })
  @Length(1, 200)
  reason!: string;
}

@InputType({ description: 'An address written out for one order.' })
export class PostalAddressInput {
  @Field(() => String, { nullable: true, description: 'Company, at most 200 characters.' })
  @IsOptional()
  @MaxLength(200)
  company?: string | null;

  @Field(() => String, { nullable: true, description: 'Person or department, at most 200 characters.' })
  @IsOptional()
  @MaxLength(200)
  attention?: string | null;

  @Field(() => String, { description: 'Street and number, at most 200 characters.' })
  @Length(1, 200)
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Second line, at most 200 characters.' })
  @IsOptional()
  @MaxLength(200)
  line2?: string | null;

  @Field(() => String, { description: 'City, at most 100 characters.' })
  @Length(1, 100)
  city!: string;

  @Field(() => String, {
    nullable: true,
    description: 'State, province or region, as tax rates name it; at most 100 characters.',
  })
  @IsOptional()
  @MaxLength(100)
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code, at most 20 characters.' })
  @IsOptional()
  @MaxLength(20)
  postalCode?: string | null;

  @Field(() => String, { description: 'Country as a two-letter ISO 3166-1 code in upper case.' })
  @Matches(/^[A-Z]{2}$/)
  countryCode!: string;
}

@InputType({
  description: 'An address of an order: exactly one of an address of the account, and one written out.',
})
export class OrderAddressInput {
  @Field(() => ID, { nullable: true, description: "Id of one of the account's addresses." })
  addressId?: string | null;

  @Field(() => PostalAddressInput, { nullable: true, description: 'An address for this order only.' })
  @IsOptional()
  @ValidateNested()
  address?: PostalAddressInput | null;
}

@InputType({ description: 'A part of a line for one day.' })
export class ScheduleLineInput {
  @Field(() => Int, { description: `How many: 1 to ${MAX_QUANTITY}.` })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;

  @Field(() => LocalDate, { nullable: true, description: 'Day on which the customer wants it.' })
  requestedDay?: string | null;
}

/** Fields of an ordered line besides its product. */
@InputType()
export abstract class OrderLineFields {
  @Field(() => Int, {
    description: `How many, in the product's smallest selling unit: 1 to ${MAX_QUANTITY}.`,
  })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description: "Day on which the customer wants it. Default: the order's.",
  })
  requestedDay?: string | null;

  @Field(() => DiscountInput, {
    nullable: true,
    description: 'A manual discount on this line, after contract, volume break and promotion.',
  })
  @IsOptional()
  @ValidateNested()
  discount?: DiscountInput | null;

  @Field(() => [ScheduleLineInput], {
    nullable: true,
    description: `Parts of the line by day, at most ${MAX_SCHEDULE_LINES}; they add up to its quantity. Default: one part, for the line's day.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_SCHEDULE_LINES)
  @ValidateNested({ each: true })
  schedule?: ScheduleLineInput[] | null;
}

@InputType({ description: 'A product to order.' })
export class OrderLineInput extends OrderLineFields {
  @Field(() => String, { description: 'SKU of the product.' })
  @Length(1, 64)
  sku!: string;
}

@InputType({ description: 'Where an order came from in marketing.' })
export class CampaignInput {
  @Field(() => String, { description: 'Code or name of the campaign: 1 to 100 characters.' })
  @Length(1, 100)
  campaign!: string;

  @Field(() => String, { nullable: true, description: 'Source such as "newsletter".' })
  @IsOptional()
  @MaxLength(100)
  source?: string | null;

  @Field(() => String, { nullable: true, description: 'Medium such as "email".' })
  @IsOptional()
  @MaxLength(100)
  medium?: string | null;
}

@InputType({ description: 'The id of an order in another system; unique per system.' })
export class OrderExternalIdInput {
  @Field(() => String, { description: 'Name of the system, such as "salesforce": 1 to 60 characters.' })
  @Length(1, 60)
  system!: string;

  @Field(() => String, { description: 'Id in that system: 1 to 190 characters.' })
  @Length(1, 190)
  externalId!: string;
}
