import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, EnumColumn, Id, Instant, Int, Json, Name, Ref } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { AuditOutcome, Channel } from './audit.enums';

/** One object that an action changed: its version if it has events, otherwise its values. */
export interface AuditedChange {
  type: string;
  id: string;
  /** Of the object after the change; its event has the values. */
  version?: number;
  /** Null: it did not exist. */
  before?: Readonly<Record<string, unknown>> | null;
  after?: Readonly<Record<string, unknown>> | null;
}

@Entity('audit_entries')
@ObjectType({
  implements: Node,
  description: 'Who did what, when, from where and with which key. Entries are never changed or deleted.',
})
export class AuditEntry implements Node {
  /** Ordered by time. */
  @Id()
  id!: string;

  @Field(() => DateTime, { description: 'When it happened.' })
  @Instant()
  at!: Date;

  @Field(() => String, { description: 'What was done: the name of a mutation, or `signIn`.' })
  @Code(60)
  action!: string;

  @Field(() => AuditOutcome, { description: 'Whether it was carried out.' })
  @EnumColumn()
  outcome!: AuditOutcome;

  @Field(() => GraphQLInt, {
    description:
      'Number of equal events within a minute: above 1 for failed sign-ins that were counted together.',
  })
  @Int()
  times!: number;

  @Ref({ nullable: true })
  principalId!: string | null;

  @Ref({ nullable: true })
  apiKeyId!: string | null;

  /** The main object of the action. */
  @Code(30, { nullable: true })
  objectType!: string | null;

  @Code(100, { nullable: true })
  objectId!: string | null;

  @Field(() => Channel, { description: 'The way in which the request came.' })
  @EnumColumn()
  channel!: Channel;

  @Field(() => String, { description: 'Network address that the request came from.' })
  @Code(45)
  ip!: string;

  @Field(() => String, { nullable: true, description: 'User agent of the client.' })
  @Name(200, { nullable: true })
  userAgent!: string | null;

  @Field(() => String, { description: 'Id of the request; it finds the lines in the log.' })
  @Code(100)
  requestId!: string;

  @Field(() => String, { nullable: true, description: 'More about it, such as why it was refused.' })
  @Name(500, { nullable: true })
  detail!: string | null;

  @Json()
  changes!: AuditedChange[];

  get globalId(): string {
    return toGlobalId('AuditEntry', this.id);
  }
}
