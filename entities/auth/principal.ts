import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, EnumColumn, Id, Instant, Json, Name, Ref, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { PrincipalKind, PrincipalStatus } from './auth.enums';

@Entity('principals')
@ObjectType({ implements: Node, description: 'A caller of the API: a person or a program.' })
export class Principal implements Node {
  @Id()
  id!: string;

  @Field(() => PrincipalKind, { description: 'Kind of caller.' })
  @EnumColumn()
  kind!: PrincipalKind;

  @Field(() => String, { description: 'Name for people.' })
  @Name(200)
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its identity at the configured identity provider: the claim `sub` of its tokens.',
  })
  @Code(255, { nullable: true })
  subject!: string | null;

  /** Names of roles; together they give the permissions. */
  @Json()
  roles!: string[];

  /** Scopes: names of the permissions that the roles' are narrowed to; empty: not narrowed. */
  @Json()
  scopes!: string[];

  /** Accounts that it may see, with their sub-accounts; empty with no territories: as the roles say. */
  @Json()
  accountIds!: string[];

  @Json()
  territoryIds!: string[];

  @Ref({ nullable: true })
  repId!: string | null;

  @Field(() => PrincipalStatus, { description: 'Whether it may act.' })
  @EnumColumn()
  status!: PrincipalStatus;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked.' })
  @Instant({ nullable: true })
  revokedAt!: Date | null;

  @Field(() => GraphQLInt, { description: 'Rises with every change.' })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Principal', this.id);
  }
}
