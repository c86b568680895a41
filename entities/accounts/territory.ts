import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Id, Instant, Name, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';

@Entity('territories')
@ObjectType({ implements: Node, description: 'A part of the market that sales is organised by.' })
export class Territory implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Unique code.' })
  @Code(60)
  code!: string;

  @Field(() => String, { description: 'Name for people.' })
  @Name(200)
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the group of territories that it belongs to.',
  })
  @Name(100, { nullable: true })
  groupName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Country as a two-letter ISO 3166-1 code, where it lies in one.',
  })
  @Code(2, { nullable: true })
  countryCode!: string | null;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` to change the territory.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the territory was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the territory was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Territory', this.id);
  }
}
