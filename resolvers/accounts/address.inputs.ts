import { IsOptional, Length, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { AddressKind } from '../../entities/accounts/accounts.enums';
import { MutationInput } from '../kit/mutation';
import { EXPECTED_VERSION, ExternalIdInput } from './accounts.inputs';

@InputType({
  description:
    'An address, found by id, else by external id. Absent values stay as they are; a new address needs an account, kind, line1, city and country.',
})
export class UpsertAddressInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Global id of the address.' })
  id?: string | null;

  @Field(() => ExternalIdInput, {
    nullable: true,
    description: 'Its id in another system; recorded if it is new.',
  })
  @IsOptional()
  @ValidateNested()
  externalId?: ExternalIdInput | null;

  @Field(() => ID, { nullable: true, description: 'Global id of its account. It cannot be changed.' })
  accountId?: string | null;

  @Field(() => AddressKind, { nullable: true, description: 'What it is used for.' })
  kind?: AddressKind | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether orders that name no address use it. True makes it the only default of its kind. ' +
      'The first address of a kind becomes the default.',
  })
  isDefault?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Company, at most 200 characters; null clears it.' })
  @IsOptional()
  @MaxLength(200)
  company?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Person or department, at most 200 characters; null clears it.',
  })
  @IsOptional()
  @MaxLength(200)
  attention?: string | null;

  @Field(() => String, { nullable: true, description: 'Street and number: 1 to 200 characters.' })
  @IsOptional()
  @Length(1, 200)
  line1?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Second line, at most 200 characters; null clears it.',
  })
  @IsOptional()
  @MaxLength(200)
  line2?: string | null;

  @Field(() => String, { nullable: true, description: 'City: 1 to 100 characters.' })
  @IsOptional()
  @Length(1, 100)
  city?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'State, province or region, at most 100 characters; null clears it.',
  })
  @IsOptional()
  @MaxLength(100)
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code, at most 20 characters; null clears it.' })
  @IsOptional()
  @MaxLength(20)
  postalCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Country as a two-letter ISO 3166-1 code in upper case.',
  })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  countryCode?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Latitude in millionths of a degree, north positive; null clears it.',
  })
  @IsOptional()
  @Min(-90_000_000)
  @Max(90_000_000)
  latitudeE6?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Longitude in millionths of a degree, east positive; null clears it.',
  })
  @IsOptional()
  @Min(-180_000_000)
  @Max(180_000_000)
  longitudeE6?: number | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  @IsOptional()
  @Min(0)
  expectedVersion?: number | null;
}
