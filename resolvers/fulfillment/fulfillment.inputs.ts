import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { MAX_LINES, MAX_QUANTITY } from '../../src/orders/placing-rules';
import { MutationInput } from '../kit/mutation';

@InputType({ description: 'A quantity to ship.' })
export class ShipmentLineInput {
  @Field(() => ID, { description: 'Id of the line of the fulfillment order.' })
  fulfillmentOrderLineId!: string;

  @Field(() => Int, { description: 'How many: at most what is left of the line and in no other shipment.' })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;
}

@InputType({ description: 'A shipment to plan.' })
export class CreateShipmentInput extends MutationInput {
  @Field(() => ID, { description: 'Id of the fulfillment order that it ships from.' })
  fulfillmentOrderId!: string;

  @Field(() => [ShipmentLineInput], {
    nullable: true,
    description: `Lines to ship, at most ${MAX_LINES} lines. Default: everything that is left.`,
  })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested({ each: true })
  lines?: ShipmentLineInput[] | null;

  @Field(() => String, { nullable: true, description: 'Carrier: 1 to 60 characters.' })
  @IsOptional()
  @Length(1, 60)
  carrier?: string | null;

  @Field(() => String, { nullable: true, description: "The carrier's tracking number: 1 to 100 characters." })
  @IsOptional()
  @Length(1, 100)
  trackingNumber?: string | null;
}

@InputType({ description: 'A shipment that leaves.' })
export class MarkShippedInput extends MutationInput {
  @Field(() => ID, { description: 'Id of the shipment.' })
  shipmentId!: string;

  @Field(() => String, { nullable: true, description: 'Carrier, if it is only known now.' })
  @IsOptional()
  @Length(1, 60)
  carrier?: string | null;

  @Field(() => String, { nullable: true, description: 'Tracking number, if it is only known now.' })
  @IsOptional()
  @Length(1, 100)
  trackingNumber?: string | null;
}

@InputType({ description: 'A quantity that arrived.' })
export class DeliveredLineInput {
  @Field(() => ID, { description: 'Id of the line of the shipment.' })
  shipmentLineId!: string;

  @Field(() => Int, { description: 'How many: at most what is still under way.' })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;
}

@InputType({ description: 'A shipment, or a part of it, that arrived.' })
export class MarkDeliveredInput extends MutationInput {
  @Field(() => ID, { description: 'Id of the shipment.' })
  shipmentId!: string;

  @Field(() => [DeliveredLineInput], {
    nullable: true,
    description: `What arrived, at most ${MAX_LINES} lines. Default: everything that is still under way.`,
  })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested({ each: true })
  lines?: DeliveredLineInput[] | null;
}

@InputType({ description: 'Which shipments are wanted; every condition that is given must hold.' })
export class ShipmentFilterInput {
  @Field(() => ShipmentStatus, { nullable: true, description: 'State of the shipment.' })
  status?: ShipmentStatus | null;

  @Field(() => ID, { nullable: true, description: 'Id of the order.' })
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the location that it leaves from.' })
  locationId?: string | null;
}
