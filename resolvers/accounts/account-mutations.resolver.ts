import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { fromGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';
import { shown, submit } from '../kit/mutation';
import { toAccount, toAddress, toContact } from './account-commands';
import { RecordBuyerIntentSignalInput, UpsertAccountInput, UpsertContactInput } from './accounts.inputs';
import { accountById, visibleAddress, visibleContact, visibleSignal } from './accounts.loaders';
import { AccountPayload, AddressPayload, BuyerIntentSignalPayload, ContactPayload } from './accounts.types';
import { UpsertAddressInput } from './address.inputs';

const ERRORS = 'Errors: `VERSION_CONFLICT`, `NOT_FOUND`, `DUPLICATE`, `VALIDATION_FAILED`';

@Resolver()
export class AccountMutationsResolver {
  @Mutation(() => AccountPayload, {
    description:
      'Creates an account or changes one that you may see. Moving one moves everything below it. ' +
      `${ERRORS}, \`INVALID_REFERENCE\`, \`CURRENCY_UNKNOWN\`, \`FORBIDDEN\`.`,
  })
  async upsertAccount(
    @Arg('input', () => UpsertAccountInput, { description: 'The account.' }) input: UpsertAccountInput,
    @Ctx() ctx: RequestContext,
  ): Promise<AccountPayload> {
    const { upsertAccount } = ctx.services.useCases.accounts;
    const { result, replayed } = await submit(ctx, upsertAccount, input.idempotencyKey, toAccount(input));
    const account = await accountById(ctx).load(result.id);
    return Object.assign(new AccountPayload(), { account: shown(account), replayed });
  }

  @Mutation(() => ContactPayload, {
    description: `Creates a contact or changes one, of an account that you may see. The version of the account rises, too. ${ERRORS}.`,
  })
  async upsertContact(
    @Arg('input', () => UpsertContactInput, { description: 'The contact.' }) input: UpsertContactInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ContactPayload> {
    const { upsertContact } = ctx.services.useCases.accounts;
    const { result, replayed } = await submit(ctx, upsertContact, input.idempotencyKey, toContact(input));
    const contact = await visibleContact(ctx, result.id);
    return Object.assign(new ContactPayload(), { contact: shown(contact), replayed });
  }

  @Mutation(() => AddressPayload, {
    description:
      'Creates an address or changes one, of an account that you may see. Orders keep the text that they were placed with. ' +
      `The version of the account rises, too. ${ERRORS}.`,
  })
  async upsertAddress(
    @Arg('input', () => UpsertAddressInput, { description: 'The address.' }) input: UpsertAddressInput,
    @Ctx() ctx: RequestContext,
  ): Promise<AddressPayload> {
    const { upsertAddress } = ctx.services.useCases.accounts;
    const { result, replayed } = await submit(ctx, upsertAddress, input.idempotencyKey, toAddress(input));
    const address = await visibleAddress(ctx, result.id);
    return Object.assign(new AddressPayload(), { address: shown(address), replayed });
  }

  @Mutation(() => BuyerIntentSignalPayload, {
    description: 'Records a buyer-intent signal of an account that you may see. Errors: `NOT_FOUND`.',
  })
  async recordBuyerIntentSignal(
    @Arg('input', () => RecordBuyerIntentSignalInput, { description: 'The signal.' })
    input: RecordBuyerIntentSignalInput,
    @Ctx() ctx: RequestContext,
  ): Promise<BuyerIntentSignalPayload> {
    const { idempotencyKey, accountId, occurredAt, ...rest } = input;
    const { result, replayed } = await submit(
      ctx,
      ctx.services.useCases.accounts.recordBuyerIntentSignal,
      idempotencyKey,
      {
        ...rest,
        accountId: fromGlobalId('Account', accountId),
        occurredAt: occurredAt ?? undefined,
      },
    );
    const signal = await visibleSignal(ctx, result.id);
    return Object.assign(new BuyerIntentSignalPayload(), { signal: shown(signal), replayed });
  }
}
