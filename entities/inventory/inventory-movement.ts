import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, EnumColumn, Id, Instant, Int, Name, Ref } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { InventoryMovementType } from './inventory.enums';

@Entity('inventory_movements')
@ObjectType({
  implements: Node,
  description:
    'A signed change of the buckets of one inventory level. The movements of a level add up to it.',
})
export class InventoryMovement implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Stock keeping unit of the product.' })
  @Code(64)
  sku!: string;

  @Ref()
  locationId!: string;

  @Field(() => InventoryMovementType, { description: 'Why the buckets changed.' })
  @EnumColumn()
  type!: InventoryMovementType;

  @Field(() => GraphQLInt, { description: 'Change of what is on hand.' })
  @Int()
  onHandDelta!: number;

  @Field(() => GraphQLInt, { description: 'Change of what is allocated.' })
  @Int()
  allocatedDelta!: number;

  @Field(() => GraphQLInt, { description: 'Change of what is reserved.' })
  @Int()
  reservedDelta!: number;

  @Field(() => GraphQLInt, { description: 'Change of what is unavailable.' })
  @Int()
  unavailableDelta!: number;

  @Field(() => GraphQLInt, { description: 'Change of what is announced.' })
  @Int()
  incomingDelta!: number;

  @Field(() => String, { nullable: true, description: 'The reason that was given.' })
  @Name(200, { nullable: true })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Type of the object that caused it, such as Order or Shipment.',
  })
  @Code(30, { nullable: true })
  referenceType!: string | null;

  /** Id of that object. */
  @Code(100, { nullable: true })
  referenceId!: string | null;

  /** With the two below: whose that object was when it caused the movement. All null: the selling company's own. */
  @Ref({ nullable: true })
  accountId!: string | null;

  @Ref({ nullable: true })
  territoryId!: string | null;

  @Ref({ nullable: true })
  repId!: string | null;

  /** Id of the principal. */
  @Ref()
  actorId!: string;

  @Ref()
  commandId!: string;

  @Field(() => DateTime, { description: 'When it happened, in business time.' })
  @Instant()
  occurredAt!: Date;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  @Instant()
  recordedAt!: Date;

  get globalId(): string {
    return toGlobalId('InventoryMovement', this.id);
  }
}
