import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Id, Int, Ref } from '../columns';
import { Node } from '../node';
import { Shipment } from './shipment';

@Entity('shipment_lines')
@ObjectType({ implements: Node, description: 'What a shipment carries for one schedule line.' })
export class ShipmentLine implements Node {
  @Id()
  id!: string;

  @Ref()
  shipmentId!: string;

  @ManyToOne(() => Shipment)
  @JoinColumn({ name: 'shipment_id' })
  shipment?: Shipment;

  @Ref()
  orderLineId!: string;

  @Ref()
  scheduleLineId!: string;

  @Field(() => String, { description: 'Stock keeping unit of the product.' })
  @Code(64)
  sku!: string;

  @Field(() => GraphQLInt, { description: 'What the shipment carries.' })
  @Int()
  quantity!: number;

  @Field(() => GraphQLInt, { description: 'What of it has reached the customer.' })
  @Int()
  deliveredQuantity!: number;

  get globalId(): string {
    return toGlobalId('ShipmentLine', this.id);
  }
}
