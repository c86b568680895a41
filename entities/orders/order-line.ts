import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import {
  Code,
  CurrencyCode,
  EnumColumn,
  Flag,
  Id,
  Int,
  Json,
  Micros,
  Minor,
  Name,
  Ppm,
  Ref,
} from '../columns';
import { money, Money, optionalMoney, optionalPercent, percent, unitPrice, UnitPrice } from '../money';
import { Node } from '../node';
import { JSONObject } from '../scalars';
import { Order } from './order';
import { OrderLineStatus } from './orders.enums';
import { priceStep, PriceStep, type StoredPriceStep } from './price-step';

@Entity('order_lines')
@ObjectType({
  implements: Node,
  description:
    'One product on an order. Always: ordered = open + allocated + backordered + shipped + cancelled, and delivered ≤ shipped. ' +
    "Quantities are in the product's smallest selling unit.",
})
export class OrderLine implements Node {
  @Id()
  id!: string;

  @Ref()
  orderId!: string;

  @ManyToOne(() => Order)
  @JoinColumn({ name: 'order_id' })
  order?: Order;

  @Field(() => GraphQLInt, { description: 'Place of the line on the order, from 1.' })
  @Int()
  lineNumber!: number;

  @Ref()
  productId!: string;

  @Field(() => String, { description: 'Stock keeping unit of the product.' })
  @Code(64)
  sku!: string;

  @Field(() => String, { description: 'Name of the product when the order was placed.' })
  @Name(200)
  description!: string;

  @Field(() => String, { description: 'Unit in which the product is sold, such as EACH.' })
  @Code(10)
  unitCode!: string;

  @Field(() => String, { description: 'Tax category of the product, such as STANDARD.' })
  @Code(30)
  taxCategory!: string;

  @Ref({ nullable: true })
  categoryId!: string | null;

  @Field(() => Boolean, { description: 'Whether goods must move; false for a service.' })
  @Flag()
  stocked!: boolean;

  @CurrencyCode()
  currencyCode!: string;

  @Field(() => GraphQLInt, { description: 'What was ordered.' })
  @Int()
  quantityOrdered!: number;

  @Field(() => GraphQLInt, { description: 'Not planned yet: a draft, a later schedule date, or a service.' })
  @Int()
  quantityOpen!: number;

  @Field(() => GraphQLInt, { description: 'Stock is allocated; not shipped yet.' })
  @Int()
  quantityAllocated!: number;

  @Field(() => GraphQLInt, { description: 'Waits for stock to arrive.' })
  @Int()
  quantityBackordered!: number;

  @Field(() => GraphQLInt, { description: 'Has left our locations.' })
  @Int()
  quantityShipped!: number;

  @Field(() => GraphQLInt, { description: 'Shipped and delivered to the customer.' })
  @Int()
  quantityDelivered!: number;

  @Field(() => GraphQLInt, { description: 'Has been invoiced.' })
  @Int()
  quantityInvoiced!: number;

  @Field(() => GraphQLInt, { description: 'Was cancelled before it shipped.' })
  @Int()
  quantityCancelled!: number;

  @Field(() => GraphQLInt, { description: 'Came back from the customer.' })
  @Int()
  quantityReturned!: number;

  @Field(() => OrderLineStatus, { description: 'State of the line, from its quantities.' })
  @EnumColumn()
  status!: OrderLineStatus;

  @Micros()
  listUnitMicros!: bigint;

  /** After all steps that change the price of a unit: contract, volume break, promotion, manual percentage. */
  @Micros()
  unitMicros!: bigint;

  @Minor()
  listMinor!: bigint;

  @Minor()
  lineDiscountMinor!: bigint;

  /** The line's share of the discount on the whole order. */
  @Minor()
  orderDiscountMinor!: bigint;

  @Minor()
  netMinor!: bigint;

  /** The part of the net that was cancelled, by its quantity. */
  @Minor()
  cancelledMinor!: bigint;

  @Ppm()
  taxPpm!: bigint;

  @Minor()
  taxMinor!: bigint;

  @Minor()
  totalMinor!: bigint;

  @Ppm({ nullable: true })
  discountPpm!: bigint | null;

  @Minor({ nullable: true })
  discountFixedMinor!: bigint | null;

  @Field(() => String, { nullable: true, description: 'Reason of the manual discount on the line.' })
  @Name(200, { nullable: true })
  discountReason!: string | null;

  @Ref({ nullable: true })
  promotionId!: string | null;

  @Ref({ nullable: true })
  priceListId!: string | null;

  @Json()
  priceSteps!: StoredPriceStep[];

  @Field(() => JSONObject, {
    nullable: true,
    description: 'Exact figures of the system that the order was imported from, where they differ from ours.',
  })
  @Json({ nullable: true })
  source!: Record<string, unknown> | null;

  get globalId(): string {
    return toGlobalId('OrderLine', this.id);
  }

  @Field(() => UnitPrice, { description: 'List price of one unit.' })
  get listUnitPrice(): UnitPrice {
    return unitPrice(this.listUnitMicros, this.currencyCode);
  }

  @Field(() => UnitPrice, {
    description: 'Price of one unit after contract, volume break, promotion and a manual percentage.',
  })
  get unitPrice(): UnitPrice {
    return unitPrice(this.unitMicros, this.currencyCode);
  }

  @Field(() => Money, { description: 'Ordered quantity at list price.' })
  get list(): Money {
    return money(this.listMinor, this.currencyCode);
  }

  @Field(() => Money, {
    description: 'List value of the line minus its net. Negative when the contract price is above list.',
  })
  get lineDiscount(): Money {
    return money(this.lineDiscountMinor, this.currencyCode);
  }

  @Field(() => Money, { description: "The line's share of the discount on the whole order." })
  get orderDiscount(): Money {
    return money(this.orderDiscountMinor, this.currencyCode);
  }

  @Field(() => Money, { description: 'After all discounts, without tax.' })
  get net(): Money {
    return money(this.netMinor, this.currencyCode);
  }

  @Field(() => Money, { description: 'The part of the net that belongs to the cancelled quantity.' })
  get cancelled(): Money {
    return money(this.cancelledMinor, this.currencyCode);
  }

  @Field(() => String, { description: 'Tax rate in percent, as decimal text such as "8.25".' })
  get taxPercent(): string {
    return percent(this.taxPpm);
  }

  @Field(() => Money, { description: 'Tax on the net.' })
  get tax(): Money {
    return money(this.taxMinor, this.currencyCode);
  }

  @Field(() => Money, { description: 'Net and tax.' })
  get total(): Money {
    return money(this.totalMinor, this.currencyCode);
  }

  @Field(() => String, {
    nullable: true,
    description: 'Manual discount in percent, as decimal text such as "12.5", if it was given as one.',
  })
  get discountPercent(): string | null {
    return optionalPercent(this.discountPpm);
  }

  @Field(() => Money, {
    nullable: true,
    description: 'Manual discount as an amount, if it was given as one.',
  })
  get discountFixed(): Money | null {
    return optionalMoney(this.discountFixedMinor, this.currencyCode);
  }

  @Field(() => [PriceStep], {
    description:
      'The steps from the list price to the total: at most one of each kind. They add up to the total.',
  })
  get priceExplanation(): PriceStep[] {
    return this.priceSteps.map((step) => priceStep(step, this.currencyCode));
  }
}
