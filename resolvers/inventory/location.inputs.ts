import { IsOptional, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MutationInput } from '../kit/mutation';

const MAX_PRIORITY = 1_000_000;
const LATITUDE_LIMIT = 90_000_000;
const LONGITUDE_LIMIT = 180_000_000;

@InputType({
  description:
    'A location, found by id or code. Absent values stay as they are; a new location needs a name and a country.',
})
export class UpsertLocationInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Global id; without it the code names the location.' })
  id?: string | null;

  @Field(() => String, { description: 'Unique code: 1 to 30 characters.' })
  @Length(1, 30)
  @Matches(/\S/)
  code!: string;

  @Field(() => String, { nullable: true, description: 'Name for people: 1 to 200 characters.' })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Priority in allocation; lower numbers come first. 100 for a new location.',
  })
  @IsOptional()
  @Min(0)
  @Max(MAX_PRIORITY)
  priority?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether orders may be allocated to its stock.' })
  active?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Country as a two-letter ISO 3166-1 code in upper case.',
  })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  countryCode?: string | null;

  @Field(() => String, { nullable: true, description: 'State, province or region; null clears it.' })
  @IsOptional()
  @MaxLength(100)
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'City; null clears it.' })
  @IsOptional()
  @MaxLength(100)
  city?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Latitude in millionths of a degree, north positive; null clears it. Only with a longitude.',
  })
  @IsOptional()
  @Min(-LATITUDE_LIMIT)
  @Max(LATITUDE_LIMIT)
  latitudeE6?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Longitude in millionths of a degree, east positive; null clears it. Only with a latitude.',
  })
  @IsOptional()
  @Min(-LONGITUDE_LIMIT)
  @Max(LONGITUDE_LIMIT)
  longitudeE6?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The version of the location that you have seen; required to change one. `VERSION_CONFLICT` names the current version when it differs.',
  })
  expectedVersion?: number | null;
}
