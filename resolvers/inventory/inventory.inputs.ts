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
import { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import { DateTime } from '../../entities/scalars';
import { MAX_QUANTITY } from '../../src/inventory/stock-rules';
import { MutationInput } from '../kit/mutation';

const MAX_LINES = 500;

const SKU = 'SKU of a product that is kept in stock.';
const LOCATION = 'Global id of the location.';
const LINES = `At least one, at most ${MAX_LINES} lines.`;

@InputType({
  description: 'Which inventory levels are listed. An entry must meet every condition that is given.',
})
export class InventoryLevelFilter {
  @Field(() => String, { nullable: true, description: 'Only levels of this SKU.' })
  sku?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only levels at this location.' })
  locationId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only levels below their safety stock, where `available` is negative.',
  })
  belowSafetyStock?: boolean | null;
}

@InputType({
  description:
    'Which movements are listed. An entry must meet every condition that is given. Types and times need a SKU, a location or a reference beside them.',
})
export class InventoryMovementFilter {
  @Field(() => String, { nullable: true, description: 'Only movements of this SKU.' })
  sku?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only movements at this location.' })
  locationId?: string | null;

  @Field(() => [InventoryMovementType], {
    nullable: true,
    description: 'Only movements of these types, at most 20.',
  })
  @IsOptional()
  @ArrayMaxSize(20)
  types?: InventoryMovementType[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only movements that this object caused: the global id of an order or shipment.',
  })
  referenceId?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only movements that happened at this moment or later.',
  })
  occurredFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Only movements that happened before this moment.' })
  occurredTo?: Date | null;
}

@InputType({ description: 'Goods of one product that arrived at one location.' })
export class ReceiveInventoryLineInput {
  @Field(() => String, { description: SKU })
  @Length(1, 64)
  sku!: string;

  @Field(() => ID, { description: LOCATION })
  locationId!: string;

  @Field(() => Int, { description: `How many arrived: 1 to ${MAX_QUANTITY}.` })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Reduces what is incoming at the location by the quantity, not below zero.',
  })
  reduceIncoming!: boolean;
}

@InputType({ description: 'Goods that arrived.' })
export class ReceiveInventoryInput extends MutationInput {
  @Field(() => [ReceiveInventoryLineInput], { description: LINES })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested({ each: true })
  lines!: ReceiveInventoryLineInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Kept with the movements, such as the number of the delivery note; at most 200 characters.',
  })
  @IsOptional()
  @MaxLength(200)
  reason?: string | null;
}

@InputType({ description: 'A correction of one level: at least one change.' })
export class AdjustInventoryLineInput {
  @Field(() => String, { description: SKU })
  @Length(1, 64)
  sku!: string;

  @Field(() => ID, { description: LOCATION })
  locationId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Added to the quantity on hand; negative to reduce it. Not with a count.',
  })
  @IsOptional()
  @Min(-MAX_QUANTITY)
  @Max(MAX_QUANTITY)
  onHandDelta?: number | null;

  @Field(() => Int, { nullable: true, description: 'Counted quantity on hand. Needs `expectedVersion`.' })
  @IsOptional()
  @Min(0)
  @Max(MAX_QUANTITY)
  countedOnHand?: number | null;

  @Field(() => Int, { nullable: true, description: 'Blocks goods as unavailable; negative to release them.' })
  @IsOptional()
  @Min(-MAX_QUANTITY)
  @Max(MAX_QUANTITY)
  unavailableDelta?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Announces goods as incoming; negative to withdraw.',
  })
  @IsOptional()
  @Min(-MAX_QUANTITY)
  @Max(MAX_QUANTITY)
  incomingDelta?: number | null;

  @Field(() => Int, { nullable: true, description: 'The new safety stock, which is kept back from orders.' })
  @IsOptional()
  @Min(0)
  @Max(MAX_QUANTITY)
  safetyStock?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The version of the level that you have seen; 0 when it does not exist yet. Required with `countedOnHand`, and checked whenever it is given.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'Corrections of inventory levels.' })
export class AdjustInventoryInput extends MutationInput {
  @Field(() => [AdjustInventoryLineInput], { description: LINES })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested({ each: true })
  lines!: AdjustInventoryLineInput[];

  @Field(() => String, { description: 'Why, kept with the movements: 1 to 200 characters.' })
  @Length(1, 200)
  reason!: string;
}

@InputType({ description: 'A quantity of one product that is moved.' })
export class TransferInventoryLineInput {
  @Field(() => String, { description: SKU })
  @Length(1, 64)
  sku!: string;

  @Field(() => Int, { description: `How many: 1 to ${MAX_QUANTITY}.` })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;
}

@InputType({ description: 'Goods that moved from one location to another.' })
export class TransferInventoryInput extends MutationInput {
  @Field(() => ID, { description: 'Global id of the location that the goods left.' })
  fromLocationId!: string;

  @Field(() => ID, { description: 'Global id of the location that they reached.' })
  toLocationId!: string;

  @Field(() => [TransferInventoryLineInput], { description: LINES })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested({ each: true })
  lines!: TransferInventoryLineInput[];

  @Field(() => String, { nullable: true, description: 'Kept with the movements; at most 200 characters.' })
  @IsOptional()
  @MaxLength(200)
  reason?: string | null;
}
