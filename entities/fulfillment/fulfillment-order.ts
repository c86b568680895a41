import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { EnumColumn, Id, Instant, Ref, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { FulfillmentOrderStatus } from './fulfillment.enums';

@Entity('fulfillment_orders')
@ObjectType({ implements: Node, description: 'The work that one location has to do for one order.' })
export class FulfillmentOrder implements Node {
  @Id()
  id!: string;

  @Ref()
  orderId!: string;

  @Ref()
  locationId!: string;

  @Field(() => FulfillmentOrderStatus, { description: 'State of the work.' })
  @EnumColumn()
  status!: FulfillmentOrderStatus;

  @Field(() => GraphQLInt, { description: 'Rises with every change.' })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the work was planned.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('FulfillmentOrder', this.id);
  }
}
