import { Field, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { Code, Id, Instant, Ref } from '../columns';
import { DateTime } from '../scalars';

@Entity('external_ids')
@ObjectType({ description: 'The id that an object has in another system.' })
export class ExternalId {
  @Id()
  id!: string;

  @Code(30)
  entityType!: string;

  @Ref()
  entityId!: string;

  @Field(() => String, { description: 'Name of the other system.' })
  @Code(60, { name: 'system_name' })
  system!: string;

  @Field(() => String, { description: 'The id there; unique per system and type of object.' })
  @Code(190)
  externalId!: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  @Instant()
  createdAt!: Date;
}
