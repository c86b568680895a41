import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { HistoryState, OrderImportMode } from '../../entities/orders/import.enums';
import { OrderChannel } from '../../entities/orders/orders.enums';
import { DateTime, JSONObject } from '../../entities/scalars';
import { MAX_LINES } from '../../src/orders/placing-rules';
import { MoneyInput, UnitPriceInput } from '../kit/money.inputs';
import { MutationInput } from '../kit/mutation';
import { NewOrderFields } from '../orders/order-fields.inputs';
import { OrderExternalIdInput, OrderLineFields } from '../orders/order-parts.inputs';

/** Orders in one batch. */
export const MAX_BATCH_ORDERS = 500;
/** Lines of all orders of one batch together. */
export const MAX_BATCH_LINES = 20_000;

@InputType({ description: 'A line of an imported order: exactly one of `sku` and `productId`.' })
export class ImportOrderLineInput extends OrderLineFields {
  @Field(() => String, { nullable: true, description: 'SKU of the product: 1 to 64 characters.' })
  @IsOptional()
  @Length(1, 64)
  sku?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the product.' })
  productId?: string | null;

  @Field(() => UnitPriceInput, {
    nullable: true,
    description: "HISTORY only, required there: price of one unit before the line's discount.",
  })
  @IsOptional()
  @ValidateNested()
  unitPrice?: UnitPriceInput | null;

  @Field(() => UnitPriceInput, {
    nullable: true,
    description: 'HISTORY only: list price of one unit. Default: the unit price.',
  })
  @IsOptional()
  @ValidateNested()
  listPrice?: UnitPriceInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'HISTORY only: tracking number; the first one of the order is kept. 1 to 100 characters.',
  })
  @IsOptional()
  @Length(1, 100)
  trackingNumber?: string | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: 'HISTORY only: exact figures of the other system that no other field takes.',
  })
  source?: Record<string, unknown> | null;
}

@InputType({
  description:
    'An order of another system. The account is exactly one of `accountId`, `accountNumber` and `accountExternalId`.',
})
export class ImportOrderInput extends NewOrderFields {
  @Field(() => OrderExternalIdInput, {
    nullable: true,
    description:
      'Its id in the other system, required in HISTORY. The id identifies the order: sent again with the same content, the answer is the order as it is; with other content it is `EXISTING_DIFFERS`.',
  })
  @IsOptional()
  @ValidateNested()
  externalId?: OrderExternalIdInput | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the account that orders.' })
  accountId?: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the account: 1 to 30 characters.' })
  @IsOptional()
  @Length(1, 30)
  accountNumber?: string | null;

  @Field(() => OrderExternalIdInput, {
    nullable: true,
    description: 'Id of the account in another system.',
  })
  @IsOptional()
  @ValidateNested()
  accountExternalId?: OrderExternalIdInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the sales representative, instead of `repId`: 1 to 60 characters.',
  })
  @IsOptional()
  @Length(1, 60)
  repCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the territory, instead of `territoryId`: 1 to 60 characters.',
  })
  @IsOptional()
  @Length(1, 60)
  territoryCode?: string | null;

  @Field(() => OrderChannel, {
    defaultValue: OrderChannel.IMPORT,
    description: 'Sales channel of the order. In LIVE, any other than IMPORT needs TERMS_OVERRIDE.',
  })
  channel!: OrderChannel;

  @Field(() => [ImportOrderLineInput], { description: `The products: 1 to ${MAX_LINES} lines.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested({ each: true })
  lines!: ImportOrderLineInput[];

  @Field(() => String, {
    nullable: true,
    description:
      'HISTORY only: its number in the other system; unique here, 1 to 30 characters, not of the form SO-123. Default: one is given.',
  })
  @IsOptional()
  @Length(1, 30)
  number?: string | null;

  @Field(() => HistoryState, {
    nullable: true,
    description: 'HISTORY only, required there: the state of the order.',
  })
  state?: HistoryState | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'HISTORY only: when it shipped, for SHIPPED. Default: when it was ordered.',
  })
  shippedAt?: Date | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'HISTORY only: tax of the whole order, split over its lines. Default: none.',
  })
  @IsOptional()
  @ValidateNested()
  tax?: MoneyInput | null;

  @Field(() => String, {
    nullable: true,
    description: "HISTORY only: the customer's currency as an ISO 4217 code. Default: the account's.",
  })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  accountCurrency?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "HISTORY only: what one unit of the order's currency was worth in `accountCurrency`, as decimal text with at most 10 decimals.",
  })
  @IsOptional()
  @Matches(/^\d{1,8}(\.\d{1,10})?$/)
  accountRate?: string | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: 'HISTORY only: exact figures of the other system that no other field takes.',
  })
  source?: Record<string, unknown> | null;
}

@InputType({ description: 'A batch of orders of another system.' })
export class ImportOrdersInput extends MutationInput {
  @Field(() => OrderImportMode, {
    description: 'Whether the orders are placed now, or imported as they were.',
  })
  mode!: OrderImportMode;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True: one rejected order rejects the whole batch. False: the others are imported.',
  })
  allOrNothing!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'HISTORY only. True: this content replaces that of an order that was imported with other content, as one unit, unless the order has changed here since. False: such an order is `EXISTING_DIFFERS`.',
  })
  replace!: boolean;

  /** Not validated with the batch: each order is checked and answered separately. */
  @Field(() => [ImportOrderInput], {
    description: `The orders: 1 to ${MAX_BATCH_ORDERS}, with at most ${MAX_BATCH_LINES} lines together.`,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH_ORDERS)
  orders!: ImportOrderInput[];
}
