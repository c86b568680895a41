import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, CurrencyCode, Day, Flag, Id, Instant, Name, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime, LocalDate } from '../scalars';

@Entity('price_lists')
@ObjectType({ implements: Node, description: 'Unit prices of products in one currency, with volume breaks.' })
export class PriceList implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Unique code.' })
  @Code(60)
  code!: string;

  @Field(() => String, { description: 'Name for people.' })
  @Name(200)
  name!: string;

  @Field(() => String, { description: 'Currency of all of its prices, as an ISO 4217 code.' })
  @CurrencyCode()
  currencyCode!: string;

  @Field(() => Boolean, { description: 'Whether its prices are the list prices of its currency.' })
  @Flag()
  isDefault!: boolean;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which it is valid. Null: no limit.' })
  @Day({ nullable: true })
  validFrom!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day from which it is no longer valid. Null: no limit.',
  })
  @Day({ nullable: true })
  validTo!: string | null;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` to change the price list.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the price list was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the price list was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('PriceList', this.id);
  }
}
