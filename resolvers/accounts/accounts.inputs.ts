import { IsOptional, Length, Matches, MaxLength, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { AccountStatus, AccountType, BuyerIntentKind } from '../../entities/accounts/accounts.enums';
import { BackorderPolicy } from '../../entities/catalog/catalog.enums';
import { AllocationPolicy } from '../../entities/inventory/inventory.enums';
import { DateTime } from '../../entities/scalars';
import { MoneyInput } from '../kit/money.inputs';
import { MutationInput } from '../kit/mutation';

export const EXPECTED_VERSION =
  'The version that you have seen; required to change something that exists. `VERSION_CONFLICT` names the current version when it differs.';

@InputType({ description: 'The id of an object in another system.' })
export class ExternalIdInput {
  @Field(() => String, { description: 'Name of the other system: 1 to 60 characters.' })
  @Length(1, 60)
  system!: string;

  @Field(() => String, { description: 'The id there: 1 to 190 characters.' })
  @Length(1, 190)
  externalId!: string;
}

@InputType({
  description:
    'An account, found by id, else by external id, else by number. Absent values stay as they are; a new account needs a number and a name.',
})
export class UpsertAccountInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Global id of the account.' })
  id?: string | null;

  @Field(() => ExternalIdInput, {
    nullable: true,
    description: 'Its id in another system; recorded if it is new.',
  })
  @IsOptional()
  @ValidateNested()
  externalId?: ExternalIdInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Unique number: 1 to 30 characters. It cannot be changed.',
  })
  @IsOptional()
  @Length(1, 30)
  number?: string | null;

  @Field(() => String, { nullable: true, description: 'Name for people: 1 to 200 characters.' })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the account above it; null moves it to the top. Everything below moves along.',
  })
  parentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the account above it, instead of `parentId`.',
  })
  @IsOptional()
  @Length(1, 30)
  parentNumber?: string | null;

  @Field(() => AccountType, { nullable: true, description: 'Kind of customer. COMPANY for a new account.' })
  type?: AccountType | null;

  @Field(() => AccountStatus, {
    nullable: true,
    description: 'Whether it may order. ACTIVE for a new account.',
  })
  status?: AccountStatus | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Currency as an ISO 4217 code. For a new account the parent's, or else the reporting currency.",
  })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  currencyCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the payment terms: 1 to 20 characters. NET_30 for a new account.',
  })
  @IsOptional()
  @Length(1, 20)
  paymentTerms?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Delivery term of its orders, as a three-letter Incoterms code such as DAP; null: none.',
  })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  incoterm?: string | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      "Credit limit in the account's currency; null: no limit. Recorded only: nothing checks it yet. Needs the permission CREDIT_WRITE.",
  })
  @IsOptional()
  @ValidateNested()
  creditLimit?: MoneyInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Limit of manual discounts on each line of its orders, in percent, such as "12.5": 0 to 100 with at most 4 decimals; null: the limit of the company, if it has one. ' +
      'Needs the permission DISCOUNT_OVERRIDE, whose holders may exceed it.',
  })
  @IsOptional()
  @Length(1, 10)
  maxDiscountPercent?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Global id of the sales representative who owns it; null: nobody. For a new account of a representative: its own.',
  })
  ownerRepId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of its territory; null: none.' })
  territoryId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the price list with its contract prices; null: none.',
  })
  priceListId?: string | null;

  @Field(() => BackorderPolicy, {
    nullable: true,
    description: "Overrides the products' backorder policy; null: theirs apply.",
  })
  backorderPolicy?: BackorderPolicy | null;

  @Field(() => AllocationPolicy, {
    nullable: true,
    description: 'How locations are chosen for its orders; null: PRIORITY.',
  })
  allocationPolicy?: AllocationPolicy | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether its orders are free of tax. False for a new account.',
  })
  taxExempt?: boolean | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  @IsOptional()
  @Min(0)
  expectedVersion?: number | null;
}

@InputType({
  description:
    'A contact, found by id, else by external id. Absent values stay as they are; a new contact needs an account and a name.',
})
export class UpsertContactInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Global id of the contact.' })
  id?: string | null;

  @Field(() => ExternalIdInput, {
    nullable: true,
    description: 'Its id in another system; recorded if it is new.',
  })
  @IsOptional()
  @ValidateNested()
  externalId?: ExternalIdInput | null;

  @Field(() => ID, { nullable: true, description: 'Global id of its account. It cannot be changed.' })
  accountId?: string | null;

  @Field(() => String, { nullable: true, description: 'Full name: 1 to 200 characters.' })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Job title, at most 100 characters; null clears it.' })
  @IsOptional()
  @MaxLength(100)
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Email address, at most 200 characters; null clears it.',
  })
  @IsOptional()
  @Matches(/^\S+@\S+$/)
  @MaxLength(200)
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number, at most 50 characters; null clears it.',
  })
  @IsOptional()
  @MaxLength(50)
  phone?: string | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  @IsOptional()
  @Min(0)
  expectedVersion?: number | null;
}

@InputType({ description: 'A buyer-intent signal to record.' })
export class RecordBuyerIntentSignalInput extends MutationInput {
  @Field(() => ID, { description: 'Global id of the account.' })
  accountId!: string;

  @Field(() => BuyerIntentKind, { description: 'What it did.' })
  kind!: BuyerIntentKind;

  @Field(() => DateTime, { nullable: true, description: 'When it happened. Default: now.' })
  occurredAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Source of the signal, at most 100 characters.' })
  @IsOptional()
  @MaxLength(100)
  source?: string | null;

  @Field(() => String, { nullable: true, description: 'A word of explanation, at most 500 characters.' })
  @IsOptional()
  @MaxLength(500)
  detail?: string | null;
}
