import { IsOptional, Length } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Account } from '../../entities/accounts/account';
import { AccountStatus, AccountType } from '../../entities/accounts/accounts.enums';
import { Address } from '../../entities/accounts/address';
import { BuyerIntentSignal } from '../../entities/accounts/buyer-intent-signal';
import { Contact } from '../../entities/accounts/contact';
import { Currency } from '../../entities/accounts/currency';
import { ExchangeRate } from '../../entities/accounts/exchange-rate';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { graphqlEnum } from '../../entities/graphql-enum';
import { connectionType } from '../kit/connection';
import { MutationPayload } from '../kit/mutation';
import { SortDirection } from '../kit/sort-direction';

export const AccountConnection = connectionType(Account);
export const TerritoryConnection = connectionType(Territory);
export const RepConnection = connectionType(Rep);

export const AccountSortField = graphqlEnum('AccountSortField', 'What accounts are sorted by.', {
  NAME: 'Name, whatever its case and accents.',
  NUMBER: 'Number, character by character.',
});
export type AccountSortField = keyof typeof AccountSortField;

@InputType({ description: 'How accounts are sorted. Accounts of one name come in the order of their ids.' })
export class AccountSortInput {
  @Field(() => AccountSortField, {
    defaultValue: AccountSortField.NAME,
    description: 'Sort key.',
  })
  field!: AccountSortField;

  @Field(() => SortDirection, { defaultValue: SortDirection.ASC, description: 'Direction.' })
  direction!: SortDirection;
}

@InputType({ description: 'Which accounts are wanted; every condition that is given must hold.' })
export class AccountFilterInput {
  @Field(() => String, {
    nullable: true,
    description:
      'What a person would type: words of the name, each by its start, whatever their case and accents, or the start of the number. 1 to 100 characters.',
  })
  @IsOptional()
  @Length(1, 100)
  text?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of an account: those below it, at any depth.' })
  ancestorId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the territory.' })
  territoryId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the sales representative who owns it.' })
  ownerRepId?: string | null;

  @Field(() => AccountStatus, { nullable: true, description: 'Whether it may order.' })
  status?: AccountStatus | null;

  @Field(() => AccountType, { nullable: true, description: 'Kind of customer.' })
  type?: AccountType | null;
}

@ObjectType({ implements: MutationPayload, description: 'An account after a change.' })
export class AccountPayload extends MutationPayload {
  @Field(() => Account, { description: 'The account as it is now.' })
  account!: Account;
}

@ObjectType({ implements: MutationPayload, description: 'A contact after a change.' })
export class ContactPayload extends MutationPayload {
  @Field(() => Contact, { description: 'The contact as it is now.' })
  contact!: Contact;
}

@ObjectType({ implements: MutationPayload, description: 'An address after a change.' })
export class AddressPayload extends MutationPayload {
  @Field(() => Address, { description: 'The address as it is now.' })
  address!: Address;
}

@ObjectType({ implements: MutationPayload, description: 'A buyer-intent signal that was recorded.' })
export class BuyerIntentSignalPayload extends MutationPayload {
  @Field(() => BuyerIntentSignal, { description: 'The signal.' })
  signal!: BuyerIntentSignal;
}

@ObjectType({ implements: MutationPayload, description: 'A territory after a change.' })
export class TerritoryPayload extends MutationPayload {
  @Field(() => Territory, { description: 'The territory as it is now.' })
  territory!: Territory;
}

@ObjectType({ implements: MutationPayload, description: 'A sales representative after a change.' })
export class RepPayload extends MutationPayload {
  @Field(() => Rep, { description: 'The representative as it is now.' })
  rep!: Rep;
}

@ObjectType({ implements: MutationPayload, description: 'A currency after a change.' })
export class CurrencyPayload extends MutationPayload {
  @Field(() => Currency, { description: 'The currency as it is now.' })
  currency!: Currency;
}

@ObjectType({ implements: MutationPayload, description: 'An exchange rate after a change.' })
export class ExchangeRatePayload extends MutationPayload {
  @Field(() => ExchangeRate, { description: 'The rate as it is now.' })
  exchangeRate!: ExchangeRate;
}
