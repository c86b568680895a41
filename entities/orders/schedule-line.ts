import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Day, Id, Int, Ref } from '../columns';
import { Node } from '../node';
import { LocalDate } from '../scalars';
import { OrderLine } from './order-line';

@Entity('order_schedule_lines')
@ObjectType({
  implements: Node,
  description:
    'A quantity of an order line that is to be delivered on one day. A line has one unless asked otherwise.',
})
export class ScheduleLine implements Node {
  @Id()
  id!: string;

  @Ref()
  orderLineId!: string;

  @ManyToOne(() => OrderLine)
  @JoinColumn({ name: 'order_line_id' })
  orderLine?: OrderLine;

  @Ref()
  orderId!: string;

  /** The SKU of the line, copied here to find schedule lines that wait for a product. */
  @Code(64)
  sku!: string;

  @Field(() => GraphQLInt, { description: 'Place on the order line, from 1.' })
  @Int()
  scheduleNumber!: number;

  @Field(() => LocalDate, { nullable: true, description: 'Day on which the customer wants it.' })
  @Day({ nullable: true })
  requestedDay!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day by which it is promised.' })
  @Day({ nullable: true })
  promisedDay!: string | null;

  @Field(() => GraphQLInt, { description: 'What was ordered for the day.' })
  @Int()
  quantityOrdered!: number;

  @Field(() => GraphQLInt, { description: 'Not planned yet.' })
  @Int()
  quantityOpen!: number;

  @Field(() => GraphQLInt, { description: 'Stock is allocated; not shipped yet.' })
  @Int()
  quantityAllocated!: number;

  @Field(() => GraphQLInt, { description: 'Waits for stock to arrive.' })
  @Int()
  quantityBackordered!: number;

  @Field(() => GraphQLInt, { description: 'Has left our locations.' })
  @Int()
  quantityShipped!: number;

  @Field(() => GraphQLInt, { description: 'Shipped and delivered to the customer.' })
  @Int()
  quantityDelivered!: number;

  @Field(() => GraphQLInt, { description: 'Was cancelled before it shipped.' })
  @Int()
  quantityCancelled!: number;

  get globalId(): string {
    return toGlobalId('ScheduleLine', this.id);
  }
}
