import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Account } from '../../entities/accounts/account';
import { Address } from '../../entities/accounts/address';
import { AddressSnapshot } from '../../entities/accounts/address-snapshot';
import { BuyerIntentSignal } from '../../entities/accounts/buyer-intent-signal';
import { Contact } from '../../entities/accounts/contact';
import type { RequestContext } from '../kit/context';
import { Reads } from '../kit/columns-of-fields';
import { accountById, addressSnapshotById } from './accounts.loaders';

const HIDDEN = 'The account that it belongs to; null when you may not see it.';

@Resolver(() => Contact)
export class ContactResolver {
  @FieldResolver(() => Account, { nullable: true, description: HIDDEN })
  account(@Root() { accountId }: Contact, @Ctx() ctx: RequestContext): Promise<Account | null> {
    return accountById(ctx).load(accountId);
  }
}

@Resolver(() => Address)
export class AddressResolver {
  @FieldResolver(() => Account, { nullable: true, description: HIDDEN })
  account(@Root() { accountId }: Address, @Ctx() ctx: RequestContext): Promise<Account | null> {
    return accountById(ctx).load(accountId);
  }

  @Reads<Address>('snapshotId')
  @FieldResolver(() => AddressSnapshot, { description: 'Its text as it is now.' })
  content(@Root() { snapshotId }: Address, @Ctx() ctx: RequestContext): Promise<AddressSnapshot | null> {
    return addressSnapshotById(ctx).load(snapshotId);
  }
}

@Resolver(() => BuyerIntentSignal)
export class BuyerIntentSignalResolver {
  @FieldResolver(() => Account, { nullable: true, description: HIDDEN })
  account(@Root() { accountId }: BuyerIntentSignal, @Ctx() ctx: RequestContext): Promise<Account | null> {
    return accountById(ctx).load(accountId);
  }
}
