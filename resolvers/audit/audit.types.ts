import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { IsOptional, Length } from 'class-validator';
import { AuditEntry } from '../../entities/audit/audit-entry';
import { AuditOutcome } from '../../entities/audit/audit.enums';
import { DateTime, JSONObject } from '../../entities/scalars';
import { connectionType } from '../kit/connection';

export const AuditEntryConnection = connectionType(AuditEntry);

@InputType({ description: 'Which entries are wanted; every condition that is given must hold.' })
export class AuditFilterInput {
  @Field(() => ID, { nullable: true, description: 'Global id of the principal who did it.' })
  principalId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the API key that it was done with.' })
  apiKeyId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of a mutation, or `signIn`: 1 to 60 characters.',
  })
  @IsOptional()
  @Length(1, 60)
  action?: string | null;

  @Field(() => AuditOutcome, { nullable: true, description: 'Whether it was carried out.' })
  outcome?: AuditOutcome | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the main object of the action.',
  })
  objectId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Not before this moment.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this moment.' })
  to?: Date | null;
}

@ObjectType({ description: 'One object that an action changed.' })
export class AuditChange {
  @Field(() => String, { description: 'Type of the object.' })
  type!: string;

  @Field(() => ID, { description: 'Global id of the object.' })
  objectId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Version of the object after the change, if it has versions.',
  })
  version!: number | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: 'Values before, as the event before said them; null when there were none.',
  })
  before!: Record<string, unknown> | null;

  @Field(() => JSONObject, { nullable: true, description: 'Values after the change.' })
  after!: Record<string, unknown> | null;
}
