import { Min } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Query, Resolver } from 'type-graphql';
import { JSONObject } from '../../entities/scalars';
import { contactData } from '../../src/orders/contact-data';
import { fromGlobalId } from '../../src/shared/global-id';
import { visibleContact } from '../accounts/accounts.loaders';
import { ContactPayload } from '../accounts/accounts.types';
import type { RequestContext } from '../kit/context';
import { MutationInput, shown, submit } from '../kit/mutation';

@InputType({ description: 'A contact whose personal data is to be erased.' })
export class EraseContactInput extends MutationInput {
  @Field(() => ID, { description: 'Global id of the contact.' })
  contactId!: string;

  @Field(() => Int, { description: 'Version of the contact that was read.' })
  @Min(1)
  expectedVersion!: number;
}

@Resolver()
export class ContactPrivacyResolver {
  @Query(() => JSONObject, {
    nullable: true,
    description:
      'All stored data of a contact, for export: its values, ids in other systems, addresses that name it, and its first 10,000 orders. Null when there is none that you may see.',
  })
  contactData(
    @Arg('id', () => ID, { description: 'Global id of the contact.' }) id: string,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Record<string, unknown> | null> {
    return contactData(services.database.reader, actor.scope, fromGlobalId('Contact', id));
  }

  @Mutation(() => ContactPayload, {
    description:
      'Permanently erases the personal data of a contact: name, title, email, telephone, ids in other systems, and its name in address texts. Orders still refer to it by its id. ' +
      'Errors: `NOT_FOUND`, `VERSION_CONFLICT`.',
  })
  async eraseContact(
    @Arg('input', () => EraseContactInput, { description: 'The contact.' }) input: EraseContactInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ContactPayload> {
    const { idempotencyKey, expectedVersion } = input;
    const command = { id: fromGlobalId('Contact', input.contactId), expectedVersion };
    const { result, replayed } = await submit(
      ctx,
      ctx.services.useCases.orders.eraseContact,
      idempotencyKey,
      command,
    );
    const contact = shown(await visibleContact(ctx, result.id));
    return Object.assign(new ContactPayload(), { contact, replayed });
  }
}
