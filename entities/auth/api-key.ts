import { Field, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Id, Instant, Json, Name, Ref } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';

@Entity('api_keys')
@ObjectType({
  implements: Node,
  description: 'A secret with which a program calls the API as its principal. Shown once, when it is made.',
})
export class ApiKey implements Node {
  @Id()
  id!: string;

  @Ref()
  principalId!: string;

  @Field(() => String, { description: 'Name for people.' })
  @Name(200)
  name!: string;

  @Field(() => String, { description: 'First characters of the key, to recognise it by.' })
  @Code(20)
  prefix!: string;

  /** SHA-256 of the whole key, in hexadecimal; the key itself is not kept. */
  @Code(64)
  secretHash!: string;

  /** Scopes: names of the permissions that the principal's are narrowed to; empty: not narrowed. */
  @Json()
  scopes!: string[];

  @Field(() => DateTime, { nullable: true, description: 'When it ends; null: never.' })
  @Instant({ nullable: true })
  expiresAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last used, to the minute; null: never.',
  })
  @Instant({ nullable: true })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null when it was not.' })
  @Instant({ nullable: true })
  revokedAt!: Date | null;

  /** The key that it was rotated to. */
  @Ref({ nullable: true })
  replacedById!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  @Instant()
  createdAt!: Date;

  get globalId(): string {
    return toGlobalId('ApiKey', this.id);
  }
}
