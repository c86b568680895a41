import { ArrayMaxSize, IsOptional, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { BackorderPolicy } from '../../entities/catalog/catalog.enums';
import { AllocationPolicy } from '../../entities/inventory/inventory.enums';
import { NoteVisibility } from '../../entities/orders/orders.enums';
import { DateTime, JSONObject, LocalDate } from '../../entities/scalars';
import { MoneyInput } from '../kit/money.inputs';
import { CampaignInput, DiscountInput, OrderAddressInput } from './order-parts.inputs';

/** The header of an order, as it is placed, imported or changed. */
@InputType()
export abstract class OrderFields {
  @Field(() => ID, { nullable: true, description: 'Id of a contact of the account.' })
  contactId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Number of your purchase order; unique among the orders of the account that are not cancelled.',
  })
  @IsOptional()
  @Length(1, 60)
  poNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the quote that the order follows. Needs TERMS_OVERRIDE.',
  })
  @IsOptional()
  @Length(1, 60)
  quoteNumber?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Id of the sales representative. Default: the account's owner. Needs PRICE_OVERRIDE.",
  })
  repId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Id of the territory. Default: the account's. Needs PRICE_OVERRIDE.",
  })
  territoryId?: string | null;

  @Field(() => OrderAddressInput, {
    nullable: true,
    description: "Where to send the invoice. Default: the account's default, else the ship-to address.",
  })
  @IsOptional()
  @ValidateNested()
  billTo?: OrderAddressInput | null;

  @Field(() => OrderAddressInput, {
    nullable: true,
    description: "Where to send the goods; decides on tax. Default: the account's default.",
  })
  @IsOptional()
  @ValidateNested()
  shipTo?: OrderAddressInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Code of the payment terms, such as NET_30. Default: the account's. Another one needs TERMS_OVERRIDE.",
  })
  @IsOptional()
  @Length(1, 20)
  paymentTerms?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Three-letter Incoterms code, such as DAP. Default: the account's. Another one needs TERMS_OVERRIDE.",
  })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  incoterm?: string | null;

  @Field(() => String, { nullable: true, description: 'How the goods are to be sent.' })
  @IsOptional()
  @MaxLength(60)
  shippingMethod?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day on which the customer wants the goods.' })
  requestedDay?: string | null;

  @Field(() => BackorderPolicy, {
    nullable: true,
    description: "Instead of the account's or products' policy. Needs POLICY_OVERRIDE.",
  })
  backorderPolicy?: BackorderPolicy | null;

  @Field(() => AllocationPolicy, {
    nullable: true,
    description: "Instead of the account's policy. Needs POLICY_OVERRIDE.",
  })
  allocationPolicy?: AllocationPolicy | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "Freight to charge, in the order's currency. Default: none. Needs TERMS_OVERRIDE.",
  })
  @IsOptional()
  @ValidateNested()
  freight?: MoneyInput | null;

  @Field(() => DiscountInput, {
    nullable: true,
    description: 'A discount on the whole order, split over its lines. Needs PRICE_OVERRIDE.',
  })
  @IsOptional()
  @ValidateNested()
  discount?: DiscountInput | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: 'Attributes of your own. No personal data: they become part of the event log.',
  })
  customAttributes?: Record<string, unknown> | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Tags: at most 20 of 1 to 60 characters. Needs INTERNAL_READ.',
  })
  @IsOptional()
  @ArrayMaxSize(20)
  @Length(1, 60, { each: true })
  tags?: string[] | null;
}

/** Further fields of a new order. */
@InputType()
export abstract class NewOrderFields extends OrderFields {
  @Field(() => String, {
    nullable: true,
    description: "Currency as an ISO 4217 code. Default: the account's. Another one needs TERMS_OVERRIDE.",
  })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  currencyCode?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the customer ordered. Default: now. Needs ORDER_IMPORT.',
  })
  orderedAt?: Date | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Confirm at once, which allocates stock. False: keep it as a draft.',
  })
  confirm!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'A note on the order, at most 2,000 characters; `noteVisibility` says who may read it.',
  })
  @IsOptional()
  @Length(1, 2000)
  note?: string | null;

  @Field(() => NoteVisibility, {
    nullable: true,
    description:
      'Who may read the note. Default: INTERNAL; PUBLIC for those without INTERNAL_READ, who can leave no other.',
  })
  noteVisibility?: NoteVisibility | null;

  @Field(() => CampaignInput, { nullable: true, description: 'The campaign that led to the order.' })
  @IsOptional()
  @ValidateNested()
  campaign?: CampaignInput | null;
}
