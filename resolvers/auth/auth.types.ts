import { Field, ObjectType } from 'type-graphql';
import { ApiKey } from '../../entities/auth/api-key';
import { Principal } from '../../entities/auth/principal';
import { connectionType } from '../kit/connection';
import { MutationPayload } from '../kit/mutation';

export const PrincipalConnection = connectionType(Principal);
export const ApiKeyConnection = connectionType(ApiKey);

@ObjectType({ implements: MutationPayload, description: 'A principal after a change.' })
export class PrincipalPayload extends MutationPayload {
  @Field(() => Principal, { description: 'The principal as it is now.' })
  principal!: Principal;
}

@ObjectType({ implements: MutationPayload, description: 'An API key after a change.' })
export class ApiKeyPayload extends MutationPayload {
  @Field(() => ApiKey, { description: 'The key as it is now.' })
  apiKey!: ApiKey;
}

@ObjectType({ implements: MutationPayload, description: 'An API key that was just made.' })
export class NewApiKeyPayload extends ApiKeyPayload {
  @Field(() => String, {
    nullable: true,
    description:
      'The key itself, to be sent as "authorization: Bearer KEY". Shown only in this answer; null when the request is repeated. Keep it secret like a password.',
  })
  secret!: string | null;
}
