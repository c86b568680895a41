import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Id, Instant, Int, Ref } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';

@Entity('allocations')
@ObjectType({
  implements: Node,
  description: 'Stock of one location that is committed to one schedule line of an order.',
})
export class Allocation implements Node {
  @Id()
  id!: string;

  @Ref()
  orderId!: string;

  @Ref()
  orderLineId!: string;

  @Ref()
  scheduleLineId!: string;

  @Ref()
  locationId!: string;

  @Field(() => String, { description: 'Stock keeping unit of the product.' })
  @Code(64)
  sku!: string;

  @Field(() => GraphQLInt, { description: 'Allocated quantity that has not shipped yet.' })
  @Int()
  quantity!: number;

  @Field(() => GraphQLInt, { description: 'What has shipped of it.' })
  @Int()
  shippedQuantity!: number;

  @Field(() => DateTime, { description: 'When stock was first committed.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Allocation', this.id);
  }
}
