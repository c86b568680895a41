import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Account } from '../../entities/accounts/account';
import { Address } from '../../entities/accounts/address';
import { BuyerIntentSignal } from '../../entities/accounts/buyer-intent-signal';
import { Contact } from '../../entities/accounts/contact';
import { ExternalId } from '../../entities/accounts/external-id';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { PriceList } from '../../entities/catalog/price-list';
import { Money, optionalMoney, optionalPercent } from '../../entities/money';
import {
  MAX_ADDRESSES,
  MAX_CHILDREN,
  MAX_CONTACTS,
  MAX_SIGNALS,
} from '../../src/accounts/find-account-parts';
import { ACCOUNTS, accountTree, type AccountFilter } from '../../src/accounts/account-list';
import { findAccount } from '../../src/accounts/find-accounts';
import { MAX_EXTERNAL_IDS } from '../../src/accounts/external-ids';
import type { Sql } from '../../src/persistence/sql';
import { fromGlobalId } from '../../src/shared/global-id';
import { invalidInput } from '../../src/shared/invalid-input';
import { priceListById } from '../catalog/catalog.loaders';
import { ConnectionArgs, type Connection } from '../kit/connection';
import type { RequestContext } from '../kit/context';
import { SortDirection } from '../kit/sort-direction';
import { Reads } from '../kit/columns-of-fields';
import {
  accountById,
  addressesOfAccount,
  childrenOfAccount,
  contactsOfAccount,
  externalIdsOfAccount,
  repById,
  signalsOfAccount,
  territoryById,
} from './accounts.loaders';
import { AccountConnection, AccountFilterInput, AccountSortInput } from './accounts.types';

@Resolver(() => Account)
export class AccountResolver {
  @Query(() => Account, {
    nullable: true,
    description:
      'One account, by id or by number: exactly one of the two. Null when there is none, or you may not see it.',
  })
  account(
    @Arg('id', () => ID, { nullable: true, description: 'Global id of the account.' }) id: string | null,
    @Arg('number', () => String, { nullable: true, description: 'Number of the account.' })
    number: string | null,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Account | null> {
    if (Boolean(id) === Boolean(number))
      throw invalidInput('id', 'oneOf', 'give exactly one of id and number');
    const by = id ? { id: fromGlobalId('Account', id) } : { number: number! };
    return findAccount(services.database.reader, actor.scope, by);
  }

  @Query(() => AccountConnection, { description: 'Accounts, by name unless sorted otherwise.' })
  async accounts(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => AccountFilterInput, {
      nullable: true,
      description: 'Which accounts. Default: all that you may see.',
    })
    filterInput: AccountFilterInput | null,
    @Arg('sort', () => AccountSortInput, { nullable: true, description: 'In which order. Default: by name.' })
    sort: AccountSortInput | null,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Connection<Account>> {
    const { reader } = services.database;
    const filter = filterInput ? await toFilter(reader, filterInput) : {};
    const descending = sort?.direction === SortDirection.DESC;
    const list = await ACCOUNTS.open(reader, actor.scope, { filter, sort: sort?.field, descending });
    return AccountConnection.of(await list.page(page), () => list.count());
  }

  @Reads<Account>('creditLimitMinor', 'currencyCode')
  @FieldResolver(() => Money, {
    nullable: true,
    description: 'Credit limit; null: none. Recorded only: nothing checks it yet. Needs CREDIT_READ.',
  })
  creditLimit(@Root() account: Account): Money | null {
    return optionalMoney(account.creditLimitMinor, account.currencyCode);
  }

  @Reads<Account>('maxDiscountPpm')
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Limit of manual discounts on each line of its orders, in percent, as decimal text such as "12.5"; null: the limit of the company, if it has one. ' +
      'Needs PRICE_OVERRIDE.',
  })
  maxDiscountPercent(@Root() { maxDiscountPpm }: Account): string | null {
    return optionalPercent(maxDiscountPpm);
  }

  @Reads<Account>('parentId')
  @FieldResolver(() => Account, {
    nullable: true,
    description: 'The account above it; null at the top, or when you may not see it.',
  })
  parent(@Root() { parentId }: Account, @Ctx() ctx: RequestContext): Promise<Account | null> | null {
    return parentId === null ? null : accountById(ctx).load(parentId);
  }

  @Reads<Account>('id')
  @FieldResolver(() => [Account], {
    description: `The accounts directly below it that you may see, by number: the first ${MAX_CHILDREN}. The filter \`ancestorId\` of \`accounts\` finds all.`,
  })
  async children(@Root() { id }: Account, @Ctx() ctx: RequestContext): Promise<Account[]> {
    return (await childrenOfAccount(ctx).load(id)) ?? [];
  }

  @Reads<Account>('id')
  @FieldResolver(() => [Contact], { description: `Its contacts, by name: the first ${MAX_CONTACTS}.` })
  async contacts(@Root() { id }: Account, @Ctx() ctx: RequestContext): Promise<Contact[]> {
    return (await contactsOfAccount(ctx).load(id)) ?? [];
  }

  @Reads<Account>('id')
  @FieldResolver(() => [Address], {
    description: `Its addresses, the oldest first: the first ${MAX_ADDRESSES}.`,
  })
  async addresses(@Root() { id }: Account, @Ctx() ctx: RequestContext): Promise<Address[]> {
    return (await addressesOfAccount(ctx).load(id)) ?? [];
  }

  @Reads<Account>('ownerRepId')
  @FieldResolver(() => Rep, { nullable: true, description: 'The sales representative who owns it.' })
  ownerRep(@Root() { ownerRepId }: Account, @Ctx() ctx: RequestContext): Promise<Rep | null> | null {
    return ownerRepId === null ? null : repById(ctx).load(ownerRepId);
  }

  @Reads<Account>('territoryId')
  @FieldResolver(() => Territory, { nullable: true, description: 'The territory that it lies in.' })
  territory(@Root() { territoryId }: Account, @Ctx() ctx: RequestContext): Promise<Territory | null> | null {
    return territoryId === null ? null : territoryById(ctx).load(territoryId);
  }

  @Reads<Account>('priceListId')
  @FieldResolver(() => PriceList, { nullable: true, description: 'The price list with its contract prices.' })
  priceList(@Root() { priceListId }: Account, @Ctx() ctx: RequestContext): Promise<PriceList | null> | null {
    return priceListId === null ? null : priceListById(ctx).load(priceListId);
  }

  @Reads<Account>('id')
  @FieldResolver(() => [BuyerIntentSignal], {
    description: `Buyer-intent signals, newest first: the last ${MAX_SIGNALS}. Needs SIGNAL_READ.`,
  })
  async buyerIntentSignals(
    @Root() { id }: Account,
    @Ctx() ctx: RequestContext,
  ): Promise<BuyerIntentSignal[]> {
    return (await signalsOfAccount(ctx).load(id)) ?? [];
  }

  @Reads<Account>('id')
  @FieldResolver(() => [ExternalId], {
    description: `Its ids in other systems: the first ${MAX_EXTERNAL_IDS}.`,
  })
  async externalIds(@Root() { id }: Account, @Ctx() ctx: RequestContext): Promise<ExternalId[]> {
    return (await externalIdsOfAccount(ctx).load(id)) ?? [];
  }
}

async function toFilter(
  reader: Sql,
  { ancestorId, territoryId, ownerRepId, ...same }: AccountFilterInput,
): Promise<AccountFilter> {
  return {
    ...same,
    below: ancestorId ? await accountTree(reader, fromGlobalId('Account', ancestorId)) : null,
    territoryId: territoryId ? fromGlobalId('Territory', territoryId) : null,
    ownerRepId: ownerRepId ? fromGlobalId('Rep', ownerRepId) : null,
  };
}
