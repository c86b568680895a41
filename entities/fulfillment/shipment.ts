import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, EnumColumn, Id, Instant, Name, Ref, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { ShipmentStatus } from './fulfillment.enums';

@Entity('shipments')
@ObjectType({ implements: Node, description: 'Goods that leave one location together.' })
export class Shipment implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Number for people. Unique; numbers have gaps.' })
  @Code(30)
  number!: string;

  @Ref()
  orderId!: string;

  /** Null for a shipment that was imported as history. */
  @Ref({ nullable: true })
  fulfillmentOrderId!: string | null;

  /** Null for a shipment that was imported as history. */
  @Ref({ nullable: true })
  locationId!: string | null;

  @Field(() => ShipmentStatus, { description: 'State of the shipment.' })
  @EnumColumn()
  status!: ShipmentStatus;

  @Field(() => String, { nullable: true, description: 'Name of the carrier.' })
  @Name(60, { nullable: true })
  carrier!: string | null;

  @Field(() => String, { nullable: true, description: "The carrier's number for tracking." })
  @Code(100, { nullable: true })
  trackingNumber!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it left the location.' })
  @Instant({ nullable: true })
  shippedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When all of it had reached the customer.' })
  @Instant({ nullable: true })
  deliveredAt!: Date | null;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` to change the shipment.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the shipment was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the shipment was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Shipment', this.id);
  }
}
