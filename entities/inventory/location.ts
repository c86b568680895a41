import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Flag, Id, Instant, Int, Name, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';

@Entity('locations')
@ObjectType({ implements: Node, description: 'A warehouse or another place of ours that holds stock.' })
export class Location implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Unique code.' })
  @Code(30)
  code!: string;

  @Field(() => String, { description: 'Name for people.' })
  @Name(200)
  name!: string;

  @Field(() => GraphQLInt, {
    description: 'Priority of the location in allocation; lower numbers come first.',
  })
  @Int()
  priority!: number;

  @Field(() => Boolean, { description: 'Whether orders may be allocated to its stock.' })
  @Flag()
  active!: boolean;

  @Field(() => String, { description: 'Country as a two-letter ISO 3166-1 code.' })
  @Code(2)
  countryCode!: string;

  @Field(() => String, { nullable: true, description: 'State, province or region.' })
  @Name(100, { nullable: true })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'City.' })
  @Name(100, { nullable: true })
  city!: string | null;

  @Field(() => GraphQLInt, {
    nullable: true,
    description: 'Latitude in millionths of a degree; north is positive.',
  })
  @Int({ nullable: true })
  latitudeE6!: number | null;

  @Field(() => GraphQLInt, {
    nullable: true,
    description: 'Longitude in millionths of a degree; east is positive.',
  })
  @Int({ nullable: true })
  longitudeE6!: number | null;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` to change the location.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the location was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the location was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Location', this.id);
  }
}
