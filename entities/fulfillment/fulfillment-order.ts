import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { EnumColumn, Id, Instant, Ref, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { FulfillmentOrderStatus } from './fulfillment.enums';

@Entity('fulfillment_orders')
@ObjectType({ implements: Node, description: 'The part of an order that one location has to ship.' })
export class FulfillmentOrder implements Node {
  @Id()
  id!: string;

  @Ref()
  orderId!: string;

  @Ref()
  locationId!: string;

  @Field(() => FulfillmentOrderStatus, { description: 'State of the fulfillment order.' })
  @EnumColumn()
  status!: FulfillmentOrderStatus;

  @Field(() => GraphQLInt, { description: 'Rises with every change.' })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the fulfillment order was created.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('FulfillmentOrder', this.id);
  }
}
