import {
  ArrayMaxSize,
  ArrayMinSize,
  IsOptional,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { HoldReason, HoldScope, OrderChannel } from '../../entities/orders/orders.enums';
import { MAX_LINES, MAX_QUANTITY } from '../../src/orders/placing-rules';
import { IdempotencyKey, MutationInput } from '../kit/mutation';
import { NewOrderFields, OrderFields } from './order-fields.inputs';
import { OrderExternalIdInput, OrderLineInput } from './order-parts.inputs';

const EXPECTED_VERSION =
  'The version of the order that you have seen. `VERSION_CONFLICT` names the current version when it has changed.';

@InputType({ description: 'An order to place.' })
export class PlaceOrderInput extends NewOrderFields {
  @IdempotencyKey()
  idempotencyKey!: string;

  @Field(() => ID, { description: 'Id of the account that orders.' })
  accountId!: string;

  @Field(() => OrderChannel, {
    nullable: true,
    description:
      'Sales channel of the order. Default: DIRECT; for those without TERMS_OVERRIDE, who can choose no other, PARTNER with the role PARTNER, else ECOMMERCE with the role BUYER.',
  })
  channel?: OrderChannel | null;

  @Field(() => [OrderLineInput], { description: `The products: 1 to ${MAX_LINES} lines.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested({ each: true })
  lines!: OrderLineInput[];

  @Field(() => [OrderExternalIdInput], {
    nullable: true,
    description: 'Its ids in other systems: at most 10.',
  })
  @IsOptional()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  externalIds?: OrderExternalIdInput[] | null;
}

@InputType({ description: 'Changes of a draft. Absent values stay as they are; null clears a value.' })
export class UpdateDraftOrderInput extends OrderFields {
  @IdempotencyKey()
  idempotencyKey!: string;

  @Field(() => ID, { description: 'Id of the order.' })
  orderId!: string;

  @Field(() => Int, { description: EXPECTED_VERSION })
  @Min(1)
  expectedVersion!: number;

  @Field(() => [OrderLineInput], {
    nullable: true,
    description: `All lines from now on: at most ${MAX_LINES}. Default: the lines stay and are repriced.`,
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
    description: 'The fulfillment order, for scope FULFILLMENT. Default: the whole order.',
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
    description: `Lines and quantities, at most ${MAX_LINES}. Default: the whole order, if nothing has shipped.`,
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
