import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { Code, Day, Id, Int, Micros, Ref } from '../columns';
import { LocalDate } from '../scalars';
import { PriceList } from './price-list';

@Entity('price_list_entries')
@ObjectType({ description: 'The unit price of a product in a price list, from a quantity on.' })
export class PriceListEntry {
  @Id()
  id!: string;

  @Ref()
  priceListId!: string;

  @ManyToOne(() => PriceList)
  @JoinColumn({ name: 'price_list_id' })
  priceList?: PriceList;

  @Field(() => String, { description: 'Stock keeping unit of the product.' })
  @Code(64)
  sku!: string;

  @Field(() => GraphQLInt, {
    description: 'Smallest quantity of a line that the price applies to; above 1 it is a volume break.',
  })
  @Int()
  minQuantity!: number;

  /** In the price list's currency. */
  @Micros()
  unitPriceMicros!: bigint;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which it is valid. Null: no limit.' })
  @Day({ nullable: true })
  validFrom!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day from which it is no longer valid. Null: no limit.',
  })
  @Day({ nullable: true })
  validTo!: string | null;
}
