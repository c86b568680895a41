import { Field, ObjectType } from 'type-graphql';
import { unitPrice, UnitPrice } from '../money';
import { PriceStepKind } from './orders.enums';

/** A step as a line keeps it, in millionths of the currency's major unit for the whole line. */
export interface StoredPriceStep {
  kind: PriceStepKind;
  label: string;
  /** Signed integer as text. */
  amountMicros: string;
}

@ObjectType({ description: 'One step of a price explanation. The steps add up to the total exactly.' })
export class PriceStep {
  @Field(() => PriceStepKind, { description: 'The kind of the step.' })
  kind!: PriceStepKind;

  @Field(() => String, {
    description: 'Cause of the step, such as the name of a price list or the reason of a discount.',
  })
  label!: string;

  @Field(() => UnitPrice, {
    description: 'Amount of the step; negative for a reduction. Exact to a millionth.',
  })
  amount!: UnitPrice;
}

/** A step as clients see it. */
export function priceStep({ kind, label, amountMicros }: StoredPriceStep, currencyCode: string): PriceStep {
  return Object.assign(new PriceStep(), {
    kind,
    label,
    amount: unitPrice(BigInt(amountMicros), currencyCode),
  });
}
