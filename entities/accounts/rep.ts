import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Flag, Id, Instant, Name, Ref, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';

@Entity('reps')
@ObjectType({ implements: Node, description: 'A sales representative (account executive).' })
export class Rep implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Unique code.' })
  @Code(60)
  code!: string;

  @Field(() => String, { description: 'Full name.' })
  @Name(200)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Business email address.' })
  @Name(200, { nullable: true })
  email!: string | null;

  @Ref({ nullable: true })
  territoryId!: string | null;

  @Field(() => Boolean, { description: 'Whether the representative still sells.' })
  @Flag()
  active!: boolean;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` to change the representative.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the representative was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the representative was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Rep', this.id);
  }
}
