import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { BackorderPolicy } from '../catalog/catalog.enums';
import {
  Code,
  CurrencyCode,
  EnumColumn,
  Flag,
  Id,
  Instant,
  Minor,
  Name,
  Ppm,
  Ref,
  VersionColumn,
} from '../columns';
import { AllocationPolicy } from '../inventory/inventory.enums';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { AccountStatus, AccountType } from './accounts.enums';

@Entity('accounts')
@ObjectType({ implements: Node, description: 'A customer. Accounts form a tree: a company and its parts.' })
export class Account implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Unique number for people.' })
  @Code(30)
  number!: string;

  @Field(() => String, { description: 'Name for people.' })
  @Name(200)
  name!: string;

  /** The name in the form in which names are compared. */
  @Name(200)
  nameSearch!: string;

  @Ref({ nullable: true })
  parentId!: string | null;

  /** Ids from the root to this one: `/id/id/`. */
  @Code(300)
  path!: string;

  @Field(() => AccountType, { description: 'Kind of customer.' })
  @EnumColumn()
  type!: AccountType;

  @Field(() => AccountStatus, { description: 'Whether it may order.' })
  @EnumColumn()
  status!: AccountStatus;

  @Field(() => String, {
    description: 'Default currency of its orders, as an ISO 4217 code.',
  })
  @CurrencyCode()
  currencyCode!: string;

  @Field(() => String, { description: 'Code of its payment terms; NET_30 unless set.' })
  @Code(20)
  paymentTerms!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Delivery term of its orders unless asked otherwise, as a three-letter Incoterms code. Null: none.',
  })
  @Code(3, { nullable: true })
  incoterm!: string | null;

  /** In the account's currency; null: no limit. Recorded only: nothing checks it. */
  @Minor({ nullable: true })
  creditLimitMinor!: bigint | null;

  /** Limit of manual discounts on a line, in millionths; null: the company's limit applies. */
  @Ppm({ nullable: true })
  maxDiscountPpm!: bigint | null;

  @Ref({ nullable: true })
  ownerRepId!: string | null;

  @Ref({ nullable: true })
  territoryId!: string | null;

  @Ref({ nullable: true })
  priceListId!: string | null;

  @Field(() => BackorderPolicy, {
    nullable: true,
    description: "Overrides the products' backorder policy. Null: theirs apply.",
  })
  @EnumColumn(30, { nullable: true })
  backorderPolicy!: BackorderPolicy | null;

  @Field(() => AllocationPolicy, {
    nullable: true,
    description: 'How locations are chosen for its orders. Null: PRIORITY.',
  })
  @EnumColumn(30, { nullable: true })
  allocationPolicy!: AllocationPolicy | null;

  @Field(() => Boolean, { description: 'Whether its orders are free of tax.' })
  @Flag()
  taxExempt!: boolean;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` to change the account.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the account was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the account was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Account', this.id);
  }
}
