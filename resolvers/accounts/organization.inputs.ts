import { IsOptional, Length, Matches, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { LocalDate } from '../../entities/scalars';
import { MutationInput } from '../kit/mutation';
import { EXPECTED_VERSION } from './accounts.inputs';

@InputType({ description: 'Which territories are wanted; every condition that is given must hold.' })
export class TerritoryFilterInput {
  @Field(() => String, { nullable: true, description: 'Exactly this name of the group.' })
  @IsOptional()
  @MaxLength(100)
  groupName?: string | null;

  @Field(() => String, { nullable: true, description: 'Country as a two-letter ISO 3166-1 code.' })
  @IsOptional()
  @Length(2, 2)
  countryCode?: string | null;
}

@InputType({
  description: 'Which sales representatives are wanted; every condition that is given must hold.',
})
export class RepFilterInput {
  @Field(() => ID, { nullable: true, description: 'Global id of the territory.' })
  territoryId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those who still sell, or only those who do not.',
  })
  active?: boolean | null;
}

@InputType({
  description: 'A territory, found by id, else by code. Absent values stay as they are.',
})
export class UpsertTerritoryInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Global id of the territory; needed to change its code.' })
  id?: string | null;

  @Field(() => String, { description: 'Unique code: 1 to 60 characters.' })
  @Length(1, 60)
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name for people: 1 to 200 characters. The code for a new territory.',
  })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of its group, at most 100 characters; null clears it.',
  })
  @IsOptional()
  @MaxLength(100)
  groupName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Country as a two-letter ISO 3166-1 code in upper case; null clears it.',
  })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  countryCode?: string | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  @IsOptional()
  @Min(0)
  expectedVersion?: number | null;
}

@InputType({
  description:
    'A sales representative, found by id, else by code. Absent values stay as they are; a new one needs a name.',
})
export class UpsertRepInput extends MutationInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the representative; needed to change the code.',
  })
  id?: string | null;

  @Field(() => String, { description: 'Unique code: 1 to 60 characters.' })
  @Length(1, 60)
  code!: string;

  @Field(() => String, { nullable: true, description: 'Full name: 1 to 200 characters.' })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Business email address, at most 200 characters; null clears it.',
  })
  @IsOptional()
  @Matches(/^\S+@\S+$/)
  @MaxLength(200)
  email?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the territory; null: none.' })
  territoryId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the representative still sells. True for a new one.',
  })
  active?: boolean | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  @IsOptional()
  @Min(0)
  expectedVersion?: number | null;
}

@InputType({ description: 'A currency, found by its code.' })
export class UpsertCurrencyInput extends MutationInput {
  @Field(() => String, {
    description: 'Three-letter ISO 4217 code; it says how many decimals the currency has.',
  })
  @Matches(/^[A-Z]{3}$/)
  code!: string;

  @Field(() => String, { description: 'Name for people: 1 to 100 characters.' })
  @Length(1, 100)
  name!: string;
}

@InputType({ description: 'An exchange rate, found by its two currencies and its day.' })
export class UpsertExchangeRateInput extends MutationInput {
  @Field(() => String, { description: 'Currency that is converted, as an ISO 4217 code.' })
  @Matches(/^[A-Z]{3}$/)
  fromCurrency!: string;

  @Field(() => String, { description: 'Currency that it is converted to, as an ISO 4217 code.' })
  @Matches(/^[A-Z]{3}$/)
  toCurrency!: string;

  @Field(() => LocalDate, { description: 'First day on which it is valid.' })
  day!: string;

  @Field(() => String, {
    description:
      'What one unit of `fromCurrency` is worth in `toCurrency`, as decimal text with at most 10 decimals, such as "1.08".',
  })
  @Matches(/^\d{1,8}(\.\d{1,10})?$/)
  rate!: string;
}
