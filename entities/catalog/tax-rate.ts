import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Day, Id, Instant, Name, Ppm, VersionColumn } from '../columns';
import { percent } from '../money';
import { Node } from '../node';
import { DateTime, LocalDate } from '../scalars';

@Entity('tax_rates')
@ObjectType({ implements: Node, description: 'The tax on a category of products in a country or region.' })
export class TaxRate implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Country as a two-letter ISO 3166-1 code.' })
  @Code(2)
  countryCode!: string;

  @Field(() => String, { description: 'State, province or region; empty for the whole country.' })
  @Code(100)
  region!: string;

  @Field(() => String, { description: 'Tax category of the products, such as STANDARD.' })
  @Code(30)
  taxCategory!: string;

  @Ppm()
  ratePpm!: bigint;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which it is valid. Null: no limit.' })
  @Day({ nullable: true })
  validFrom!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day from which it is no longer valid. Null: no limit.',
  })
  @Day({ nullable: true })
  validTo!: string | null;

  @Field(() => String, { nullable: true, description: 'Name for people, such as State sales tax.' })
  @Name(200, { nullable: true })
  name!: string | null;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` to change the tax rate.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the tax rate was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the tax rate was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('TaxRate', this.id);
  }

  @Field(() => String, {
    name: 'percent',
    description: 'The rate in percent, as decimal text such as "8.25".',
  })
  get ratePercent(): string {
    return percent(this.ratePpm);
  }
}
