import { Field, ObjectType } from 'type-graphql';
import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { Id, Instant, Name, Ref } from '../columns';
import { DateTime } from '../scalars';
import { Order } from './order';

@Entity('campaign_attributions')
@ObjectType({ description: 'The marketing campaign that an order is credited to.' })
export class CampaignAttribution {
  @Id()
  id!: string;

  @Ref()
  orderId!: string;

  @ManyToOne(() => Order)
  @JoinColumn({ name: 'order_id' })
  order?: Order;

  @Field(() => String, { description: 'Name of the campaign.' })
  @Name(100)
  campaign!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where the buyer came from, such as a site or partner.',
  })
  @Name(100, { nullable: true })
  source!: string | null;

  @Field(() => String, { nullable: true, description: 'The kind of contact, such as email or event.' })
  @Name(100, { nullable: true })
  medium!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the contact took place.' })
  @Instant({ nullable: true })
  occurredAt!: Date | null;
}
