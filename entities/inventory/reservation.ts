import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Id, Instant, Int, Ref } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';

@Entity('reservations')
@ObjectType({ implements: Node, description: 'A quantity set aside for a quote or cart until it expires.' })
export class Reservation implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Stock keeping unit of the product.' })
  @Code(64)
  sku!: string;

  @Ref()
  locationId!: string;

  @Field(() => GraphQLInt, { description: 'What is set aside.' })
  @Int()
  quantity!: number;

  @Field(() => String, { description: 'Type of the object that it is set aside for, such as Quote.' })
  @Code(30)
  referenceType!: string;

  @Code(100)
  referenceId!: string;

  @Field(() => DateTime, { description: 'When it ends by itself.' })
  @Instant()
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended. Null: it holds.' })
  @Instant({ nullable: true })
  releasedAt!: Date | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  @Instant()
  createdAt!: Date;

  get globalId(): string {
    return toGlobalId('Reservation', this.id);
  }
}
