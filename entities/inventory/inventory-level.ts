import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Instant, Int, Ref, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';

@Entity('inventory_levels')
@ObjectType({
  implements: Node,
  description:
    "Stock of a product at a location, in buckets. Quantities are in the product's smallest selling unit. " +
    'Every change of a bucket has a movement.',
})
export class InventoryLevel implements Node {
  @Field(() => String, { description: 'Stock keeping unit of the product.' })
  @Code(64, { primary: true })
  sku!: string;

  @Ref({ primary: true })
  locationId!: string;

  @Field(() => GraphQLInt, { description: 'Physically in stock.' })
  @Int()
  onHand!: number;

  @Field(() => GraphQLInt, { description: 'Allocated to orders, not shipped yet.' })
  @Int()
  allocated!: number;

  @Field(() => GraphQLInt, { description: 'Reserved for quotes and carts, for a time.' })
  @Int()
  reserved!: number;

  @Field(() => GraphQLInt, { description: 'On hand but not usable, for example during inspection.' })
  @Int()
  unavailable!: number;

  @Field(() => GraphQLInt, { description: 'Announced, not arrived yet.' })
  @Int()
  incoming!: number;

  @Field(() => GraphQLInt, { description: 'Safety stock: kept back from orders. A setting, not a bucket.' })
  @Int()
  safetyStock!: number;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` with a counted quantity.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the level last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('InventoryLevel', `${this.sku}@${this.locationId}`);
  }

  @Field(() => GraphQLInt, {
    description:
      'Available to order: on hand − allocated − reserved − unavailable − safety stock. May be negative.',
  })
  get available(): number {
    return this.onHand - this.allocated - this.reserved - this.unavailable - this.safetyStock;
  }
}
