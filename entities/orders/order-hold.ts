import { Field, ObjectType } from 'type-graphql';
import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { EnumColumn, Id, Instant, Name, Ref } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { Order } from './order';
import { HoldReason, HoldScope } from './orders.enums';

@Entity('order_holds')
@ObjectType('Hold', {
  implements: Node,
  description:
    'Something that stops an order, a line or its fulfillment until it is released. Each is released on its own.',
})
export class OrderHold implements Node {
  @Id()
  id!: string;

  @Ref()
  orderId!: string;

  @ManyToOne(() => Order)
  @JoinColumn({ name: 'order_id' })
  order?: Order;

  @Field(() => HoldScope, { description: 'What the hold stops.' })
  @EnumColumn()
  scope!: HoldScope;

  /** For scope LINE. */
  @Ref({ nullable: true })
  orderLineId!: string | null;

  /** For scope FULFILLMENT; null: every fulfillment order. */
  @Ref({ nullable: true })
  fulfillmentOrderId!: string | null;

  @Field(() => HoldReason, {
    nullable: true,
    description: 'Why the hold was placed. Needs INTERNAL_READ.',
  })
  @EnumColumn()
  reason!: HoldReason;

  @Field(() => String, {
    nullable: true,
    description: 'A word of explanation, of at most 500 characters. Needs INTERNAL_READ.',
  })
  @Name(500, { nullable: true })
  note!: string | null;

  /** Id of the principal. */
  @Ref()
  placedBy!: string;

  @Field(() => DateTime, { description: 'When the hold was placed.' })
  @Instant()
  placedAt!: Date;

  /** Id of the principal. */
  @Ref({ nullable: true })
  releasedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the hold was released. Null: it is open.' })
  @Instant({ nullable: true })
  releasedAt!: Date | null;

  get globalId(): string {
    return toGlobalId('Hold', this.id);
  }
}
