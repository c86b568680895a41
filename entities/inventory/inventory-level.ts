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
    "How much of a product is at a location, in buckets. Quantities are in the product's smallest selling unit; " +
    'every change of a bucket has its movement.',
})
export class InventoryLevel implements Node {
  @Field(() => String, { description: 'Stock keeping unit of the product.' })
  @Code(64, { primary: true })
  sku!: string;

  @Ref({ primary: true })
  locationId!: string;

  @Field(() => GraphQLInt, { description: 'What is physically there.' })
  @Int()
  onHand!: number;

  @Field(() => GraphQLInt, { description: 'Committed to orders and not shipped yet.' })
  @Int()
  allocated!: number;

  @Field(() => GraphQLInt, { description: 'Set aside for quotes and carts, for a time.' })
  @Int()
  reserved!: number;

  @Field(() => GraphQLInt, { description: 'There but not usable, as during inspection.' })
  @Int()
  unavailable!: number;

  @Field(() => GraphQLInt, { description: 'Announced and not arrived yet.' })
  @Int()
  incoming!: number;

  @Field(() => GraphQLInt, { description: 'Kept back from orders; a setting, not a bucket.' })
  @Int()
  safetyStock!: number;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change; send it as `expectedVersion` with a counted quantity.',
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
      'What can be ordered: on hand − allocated − reserved − unavailable − safety stock. May be negative.',
  })
  get available(): number {
    return this.onHand - this.allocated - this.reserved - this.unavailable - this.safetyStock;
  }
}
