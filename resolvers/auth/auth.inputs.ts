import { ArrayMaxSize, IsOptional, Length, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { PrincipalKind, PrincipalStatus } from '../../entities/auth/auth.enums';
import { DateTime } from '../../entities/scalars';
import { Permission } from '../../src/auth/permissions';
import { Role } from '../../src/auth/roles';
import { MutationInput } from '../kit/mutation';

/** At most so many accounts, and so many territories, can be granted to a principal. */
export const MAX_GRANTS = 500;
export const DEFAULT_OVERLAP_HOURS = 24;
const MAX_OVERLAP_HOURS = 720;

@InputType({ description: 'Which principals are wanted; every condition that is given must hold.' })
export class PrincipalFilterInput {
  @Field(() => PrincipalKind, { nullable: true, description: 'Kind of caller.' })
  kind?: PrincipalKind | null;

  @Field(() => PrincipalStatus, { nullable: true, description: 'Only principals of this status.' })
  status?: PrincipalStatus | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that were revoked, or only those that were not.',
  })
  revoked?: boolean | null;
}

@InputType({ description: 'A principal, new or found by id. Absent values stay as they are.' })
export class UpsertPrincipalInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Global id of the principal; absent: a new one.' })
  id?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name for people: 1 to 200 characters. Required for a new one.',
  })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => PrincipalKind, {
    nullable: true,
    description: 'Kind of caller: USER (the default) or API_KEY. It cannot be changed.',
  })
  kind?: PrincipalKind | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Its identity at the configured identity provider: the claim `sub` of its tokens, unique, at most 255 characters. Null clears it.',
  })
  @IsOptional()
  @Length(1, 255)
  subject?: string | null;

  @Field(() => [Role], {
    nullable: true,
    description: 'All its roles from now on, at most 20. Required for a new one.',
  })
  @IsOptional()
  @ArrayMaxSize(20)
  roles?: Role[] | null;

  @Field(() => [Permission], {
    nullable: true,
    description: 'Scopes from now on: only these permissions of the roles, at most 100. None: all of them.',
  })
  @IsOptional()
  @ArrayMaxSize(100)
  scopes?: Permission[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: `All accounts that it may see from now on, each with its sub-accounts: at most ${MAX_GRANTS}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_GRANTS)
  accountIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: `All territories that it may see from now on: at most ${MAX_GRANTS}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_GRANTS)
  territoryIds?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The sales representative whose rows it may see; null for none.',
  })
  repId?: string | null;

  @Field(() => PrincipalStatus, { nullable: true, description: 'Whether it may act. ACTIVE for a new one.' })
  status?: PrincipalStatus | null;

  @Field(() => Int, { nullable: true, description: 'Version that was read; required to change one.' })
  @IsOptional()
  @Min(1)
  expectedVersion?: number | null;
}

@InputType({ description: 'A principal to revoke.' })
export class RevokePrincipalInput extends MutationInput {
  @Field(() => ID, { description: 'Global id of the principal.' })
  principalId!: string;
}

@InputType({ description: 'A new API key.' })
export class CreateApiKeyInput extends MutationInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the principal that it stands for. Default: yourself.',
  })
  principalId?: string | null;

  @Field(() => String, { description: 'Name for people: 1 to 200 characters.' })
  @Length(1, 200)
  name!: string;

  @Field(() => [Permission], {
    nullable: true,
    description:
      "Scopes of the key: it has only those of the principal's permissions, at most 100. None: all of them.",
  })
  @IsOptional()
  @ArrayMaxSize(100)
  scopes?: Permission[] | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ends, in the future. Default: never.' })
  expiresAt?: Date | null;
}

@InputType({ description: 'An API key to rotate.' })
export class RotateApiKeyInput extends MutationInput {
  @Field(() => ID, { description: 'Global id of the key.' })
  apiKeyId!: string;

  @Field(() => Int, {
    defaultValue: DEFAULT_OVERLAP_HOURS,
    description: `Hours for which the old key stays valid beside the new one: 0 to ${MAX_OVERLAP_HOURS}.`,
  })
  @Min(0)
  @Max(MAX_OVERLAP_HOURS)
  overlapHours!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the new key ends; null: never. Absent: when the old one would have ended.',
  })
  expiresAt?: Date | null;
}

@InputType({ description: 'An API key to revoke.' })
export class RevokeApiKeyInput extends MutationInput {
  @Field(() => ID, { description: 'Global id of the key.' })
  apiKeyId!: string;
}
