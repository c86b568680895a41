import {
  ArrayMaxSize,
  ArrayMinSize,
  IsOptional,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { AllocationPolicy } from '../../entities/inventory/inventory.enums';
import { BackorderPolicy } from '../../entities/catalog/catalog.enums';
import { HoldReason, HoldScope, OrderChannel } from '../../entities/orders/orders.enums';
import { DateTime, JSONObject, LocalDate } from '../../entities/scalars';
import { MAX_LINES, MAX_QUANTITY } from '../../src/orders/placing-rules';
import { MoneyInput } from '../money.inputs';
import { MutationInput } from '../mutation';

const EXPECTED_VERSION =
  'The version of the order that you have seen. `VERSION_CONFLICT` with the current one when it has changed.';

@InputType({
  description:
    'A discount given by hand: exactly one of `percent` and `amount`. Needs the permission PRICE_OVERRIDE.',
})
export class DiscountInput {
  @Field(() => String, {
    nullable: true,
    description: 'Percentage as decimal text such as "12.5": above 0, at most 100, at most 4 decimals.',
  })
  @IsOptional()
  @Matches(/^\d{1,3}(\.\d{1,4})?$/)
  percent?: string | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "An amount in the order's currency; at most what it is taken from.",
  })
  @IsOptional()
  @ValidateNested()
  amount?: MoneyInput | null;

  @Field(() => String, {
    description: 'Why it is given: 1 to 200 characters. Shown in the explanation of the price.',
  })
  @Length(1, 200)
  reason!: string;
}

@InputType({ description: 'An address written out for one order.' })
export class PostalAddressInput {
  @Field(() => String, { nullable: true, description: 'Company, at most 200 characters.' })
  @IsOptional()
  @MaxLength(200)
  company?: string | null;

  @Field(() => String, { nullable: true, description: 'Person or department, at most 200 characters.' })
  @IsOptional()
  @MaxLength(200)
  attention?: string | null;

  @Field(() => String, { description: 'Street and number, at most 200 characters.' })
  @Length(1, 200)
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Second line, at most 200 characters.' })
  @IsOptional()
  @MaxLength(200)
  line2?: string | null;

  @Field(() => String, { description: 'City, at most 100 characters.' })
  @Length(1, 100)
  city!: string;

  @Field(() => String, {
    nullable: true,
    description: 'State, province or region, as tax rates name it; at most 100 characters.',
  })
  @IsOptional()
  @MaxLength(100)
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code, at most 20 characters.' })
  @IsOptional()
  @MaxLength(20)
  postalCode?: string | null;

  @Field(() => String, { description: 'Country as a two-letter ISO 3166-1 code in upper case.' })
  @Matches(/^[A-Z]{2}$/)
  countryCode!: string;
}

@InputType({
  description: 'An address of an order: exactly one of an address of the account, and one written out.',
})
export class OrderAddressInput {
  @Field(() => ID, { nullable: true, description: "Id of one of the account's addresses." })
  addressId?: string | null;

  @Field(() => PostalAddressInput, { nullable: true, description: 'An address for this order only.' })
  @IsOptional()
  @ValidateNested()
  address?: PostalAddressInput | null;
}

@InputType({ description: 'A part of a line for one day.' })
export class ScheduleLineInput {
  @Field(() => Int, { description: `How many: 1 to ${MAX_QUANTITY}.` })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;

  @Field(() => LocalDate, { nullable: true, description: 'Day on which the customer wants it.' })
  requestedDay?: string | null;
}

@InputType({ description: 'A product to order.' })
export class OrderLineInput {
  @Field(() => String, { description: 'SKU of the product.' })
  @Length(1, 64)
  sku!: string;

  @Field(() => Int, {
    description: `How many, in the product's smallest selling unit: 1 to ${MAX_QUANTITY}.`,
  })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description: "Day on which the customer wants it. Default: the order's.",
  })
  requestedDay?: string | null;

  @Field(() => DiscountInput, {
    nullable: true,
    description: 'A discount on this line by hand, after contract, volume break and promotion.',
  })
  @IsOptional()
  @ValidateNested()
  discount?: DiscountInput | null;

  @Field(() => [ScheduleLineInput], {
    nullable: true,
    description:
      "Parts of the line by day; they add up to its quantity. Default: one part, for the line's day.",
  })
  @IsOptional()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  schedule?: ScheduleLineInput[] | null;
}

@InputType({ description: 'Where an order came from in marketing.' })
export class CampaignInput {
  @Field(() => String, { description: 'Code or name of the campaign: 1 to 100 characters.' })
  @Length(1, 100)
  campaign!: string;

  @Field(() => String, { nullable: true, description: 'Source such as "newsletter".' })
  @IsOptional()
  @MaxLength(100)
  source?: string | null;

  @Field(() => String, { nullable: true, description: 'Medium such as "email".' })
  @IsOptional()
  @MaxLength(100)
  medium?: string | null;
}

@InputType({ description: 'The id of an order in another system; unique per system.' })
export class OrderExternalIdInput {
  @Field(() => String, { description: 'Name of the system, such as "salesforce": 1 to 60 characters.' })
  @Length(1, 60)
  system!: string;

  @Field(() => String, { description: 'Id in that system: 1 to 190 characters.' })
  @Length(1, 190)
  externalId!: string;
}

@InputType()
abstract class OrderHeaderInput extends MutationInput {
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

  @Field(() => String, { nullable: true, description: 'Number of the quote that the order follows.' })
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
    description: "Code of the payment terms, such as NET_30. Default: the account's.",
  })
  @IsOptional()
  @Length(1, 20)
  paymentTerms?: string | null;

  @Field(() => String, { nullable: true, description: 'Three-letter Incoterms code, such as DAP.' })
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
    description: "Freight to charge, in the order's currency. Default: none.",
  })
  @IsOptional()
  @ValidateNested()
  freight?: MoneyInput | null;

  @Field(() => DiscountInput, {
    nullable: true,
    description: 'A discount on the whole order, split over its lines.',
  })
  @IsOptional()
  @ValidateNested()
  discount?: DiscountInput | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: 'Attributes of your own. No personal data: they become part of the event log.',
  })
  customAttributes?: Record<string, unknown> | null;

  @Field(() => [String], { nullable: true, description: 'Tags: at most 20 of 1 to 60 characters.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @Length(1, 60, { each: true })
  tags?: string[] | null;
}

@InputType({ description: 'An order to place.' })
export class PlaceOrderInput extends OrderHeaderInput {
  @Field(() => ID, { description: 'Id of the account that orders.' })
  accountId!: string;

  @Field(() => OrderChannel, {
    defaultValue: OrderChannel.DIRECT,
    description: 'The way by which the order comes in.',
  })
  channel!: OrderChannel;

  @Field(() => String, {
    nullable: true,
    description: "Currency as an ISO 4217 code. Default: the account's.",
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

  @Field(() => [OrderLineInput], { description: `The products: 1 to ${MAX_LINES} lines.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested({ each: true })
  lines!: OrderLineInput[];

  @Field(() => String, {
    nullable: true,
    description: 'A note for the people who work on the order, at most 2,000 characters.',
  })
  @IsOptional()
  @Length(1, 2000)
  note?: string | null;

  @Field(() => CampaignInput, { nullable: true, description: 'The campaign that led to the order.' })
  @IsOptional()
  @ValidateNested()
  campaign?: CampaignInput | null;

  @Field(() => [OrderExternalIdInput], {
    nullable: true,
    description: 'Its ids in other systems: at most 10.',
  })
  @IsOptional()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  externalIds?: OrderExternalIdInput[] | null;
}

@InputType({ description: 'Changes of a draft. What is left out stays; null empties a value.' })
export class UpdateDraftOrderInput extends OrderHeaderInput {
  @Field(() => ID, { description: 'Id of the order.' })
  orderId!: string;

  @Field(() => Int, { description: EXPECTED_VERSION })
  @Min(1)
  expectedVersion!: number;

  @Field(() => [OrderLineInput], {
    nullable: true,
    description: 'All lines from now on. Left out: the lines stay, priced anew.',
  })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested({ each: true })
  lines?: OrderLineInput[] | null;
}

@InputType()
abstract class OrderVersionInput extends MutationInput {
  @Field(() => ID, { description: 'Id of the order.' })
  orderId!: string;

  @Field(() => Int, { description: EXPECTED_VERSION })
  @Min(1)
  expectedVersion!: number;
}

@InputType({ description: 'A draft to confirm.' })
export class ConfirmOrderInput extends OrderVersionInput {}

@InputType({ description: 'A hold to put on an order.' })
export class HoldOrderInput extends OrderVersionInput {
  @Field(() => HoldScope, { defaultValue: HoldScope.ORDER, description: 'What the hold stops.' })
  scope!: HoldScope;

  @Field(() => HoldReason, { description: 'Why.' })
  reason!: HoldReason;

  @Field(() => String, { nullable: true, description: 'More about why, at most 500 characters.' })
  @IsOptional()
  @MaxLength(500)
  note?: string | null;

  @Field(() => ID, { nullable: true, description: 'The line, for scope LINE.' })
  orderLineId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The fulfillment order, for scope FULFILLMENT. Left out: all of the order.',
  })
  fulfillmentOrderId?: string | null;
}

@InputType({ description: 'A hold to release.' })
export class ReleaseHoldInput extends OrderVersionInput {
  @Field(() => ID, { description: 'Id of the hold.' })
  holdId!: string;
}

@InputType({ description: 'A quantity of a line to cancel.' })
export class CancelLineInput {
  @Field(() => ID, { description: 'Id of the line.' })
  orderLineId!: string;

  @Field(() => Int, { description: 'How many of what has not shipped.' })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;
}

@InputType({ description: 'An order to cancel, wholly or in part.' })
export class CancelOrderInput extends OrderVersionInput {
  @Field(() => String, { description: 'Why: 1 to 200 characters.' })
  @Length(1, 200)
  reason!: string;

  @Field(() => [CancelLineInput], {
    nullable: true,
    description: 'Lines and quantities. Left out: the whole order, if nothing has shipped.',
  })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested({ each: true })
  lines?: CancelLineInput[] | null;
}

@InputType({ description: 'A partly shipped order to close.' })
export class CloseOrderInput extends OrderVersionInput {
  @Field(() => String, { description: 'Why: 1 to 200 characters.' })
  @Length(1, 200)
  reason!: string;
}
