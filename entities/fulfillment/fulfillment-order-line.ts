import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Id, Int, Ref } from '../columns';
import { Node } from '../node';
import { FulfillmentOrder } from './fulfillment-order';

@Entity('fulfillment_order_lines')
@ObjectType({ implements: Node, description: 'Quantity that a location has to ship for one schedule line.' })
export class FulfillmentOrderLine implements Node {
  @Id()
  id!: string;

  @Ref()
  fulfillmentOrderId!: string;

  @ManyToOne(() => FulfillmentOrder)
  @JoinColumn({ name: 'fulfillment_order_id' })
  fulfillmentOrder?: FulfillmentOrder;

  @Ref()
  orderLineId!: string;

  @Ref()
  scheduleLineId!: string;

  @Field(() => GraphQLInt, { description: 'What is to be sent.' })
  @Int()
  quantity!: number;

  @Field(() => GraphQLInt, { description: 'What has shipped.' })
  @Int()
  shippedQuantity!: number;

  @Field(() => GraphQLInt, { description: 'Cancelled before it shipped.' })
  @Int()
  cancelledQuantity!: number;

  get globalId(): string {
    return toGlobalId('FulfillmentOrderLine', this.id);
  }
}
