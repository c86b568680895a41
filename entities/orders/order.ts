import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { BackorderPolicy } from '../catalog/catalog.enums';
import {
  Code,
  CurrencyCode,
  Day,
  E10,
  EnumColumn,
  Flag,
  Id,
  Instant,
  Json,
  Minor,
  Name,
  Ppm,
  Ref,
  VersionColumn,
} from '../columns';
import { AllocationPolicy } from '../inventory/inventory.enums';
import { money, Money, optionalMoney, optionalPercent, rate } from '../money';
import { Node } from '../node';
import { DateTime, JSONObject, LocalDate } from '../scalars';
import {
  OrderChannel,
  OrderDeliveryStatus,
  OrderFulfillmentStatus,
  OrderStatus,
  RoundingMode,
  TaxRoundingLevel,
} from './orders.enums';

@Entity('orders')
@ObjectType({
  implements: Node,
  description:
    "A sales order: the selling company's commitment to deliver. It triggers allocation and fulfillment.",
})
export class Order implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Number for people. Unique; numbers have gaps.' })
  @Code(30)
  number!: string;

  @Ref()
  accountId!: string;

  @Field(() => String, { description: 'Name of the account when the order was placed.' })
  @Name(200)
  accountName!: string;

  @Ref({ nullable: true })
  contactId!: string | null;

  @Ref({ nullable: true })
  repId!: string | null;

  @Ref({ nullable: true })
  territoryId!: string | null;

  @Field(() => OrderChannel, { description: 'Sales channel of the order.' })
  @EnumColumn()
  channel!: OrderChannel;

  @Field(() => OrderStatus, { description: 'State of the order as a document.' })
  @EnumColumn()
  status!: OrderStatus;

  @Field(() => OrderFulfillmentStatus, { description: 'How much of the order has shipped.' })
  @EnumColumn()
  fulfillmentStatus!: OrderFulfillmentStatus;

  @Field(() => OrderDeliveryStatus, { description: 'How much of the order has been delivered.' })
  @EnumColumn()
  deliveryStatus!: OrderDeliveryStatus;

  @Field(() => Boolean, { description: 'Whether at least one hold is open.' })
  @Flag()
  onHold!: boolean;

  @Field(() => String, { nullable: true, description: "Number of the buyer's purchase order." })
  @Code(60, { nullable: true })
  poNumber!: string | null;

  /** The purchase order number while the order holds it; unique per account, null once the order is cancelled. */
  @Code(60, { nullable: true })
  poClaim!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the quote that the order came from.' })
  @Code(60, { nullable: true })
  quoteNumber!: string | null;

  @Ref({ nullable: true })
  billToSnapshotId!: string | null;

  @Ref({ nullable: true })
  shipToSnapshotId!: string | null;

  @Field(() => String, {
    description: "The order's currency as an ISO 4217 code; all of its amounts are in it.",
  })
  @CurrencyCode()
  currencyCode!: string;

  @Field(() => String, { description: 'The currency that bookings are reported in, as an ISO 4217 code.' })
  @CurrencyCode()
  reportingCurrency!: string;

  @E10()
  exchangeRateE10!: bigint;

  @Field(() => String, { description: "The account's currency as an ISO 4217 code." })
  @CurrencyCode()
  accountCurrency!: string;

  @E10({ nullable: true })
  accountRateE10!: bigint | null;

  @Field(() => String, { description: 'Code of the payment terms, such as NET_30.' })
  @Code(20)
  paymentTerms!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Delivery term as a three-letter Incoterms code, such as DAP.',
  })
  @Code(3, { nullable: true })
  incoterm!: string | null;

  @Field(() => String, { nullable: true, description: 'How the goods are to be sent.' })
  @Name(60, { nullable: true })
  shippingMethod!: string | null;

  @Field(() => BackorderPolicy, {
    nullable: true,
    description: "Overrides the account's and the products' backorder policy. Null: theirs apply.",
  })
  @EnumColumn(30, { nullable: true })
  backorderPolicy!: BackorderPolicy | null;

  @Field(() => AllocationPolicy, {
    nullable: true,
    description: "Overrides the account's allocation policy. Null: the account's applies, or PRIORITY.",
  })
  @EnumColumn(30, { nullable: true })
  allocationPolicy!: AllocationPolicy | null;

  @Field(() => RoundingMode, { description: 'How its amounts are rounded; frozen at confirmation.' })
  @EnumColumn()
  roundingMode!: RoundingMode;

  @Field(() => TaxRoundingLevel, { description: 'Where its tax is rounded; frozen at confirmation.' })
  @EnumColumn()
  taxRoundingLevel!: TaxRoundingLevel;

  @Minor()
  listMinor!: bigint;

  @Minor()
  lineDiscountMinor!: bigint;

  @Minor()
  orderDiscountMinor!: bigint;

  /** After all discounts, without tax and freight. */
  @Minor()
  netMinor!: bigint;

  @Minor()
  taxMinor!: bigint;

  @Minor()
  freightMinor!: bigint;

  @Minor()
  totalMinor!: bigint;

  /** The part of the net that was cancelled. */
  @Minor()
  cancelledMinor!: bigint;

  /** In the reporting currency. */
  @Minor()
  reportingTotalMinor!: bigint;

  @Ppm({ nullable: true })
  orderDiscountPpm!: bigint | null;

  @Minor({ nullable: true })
  orderDiscountFixedMinor!: bigint | null;

  @Field(() => String, { nullable: true, description: 'Reason of the discount on the whole order.' })
  @Name(200, { nullable: true })
  orderDiscountReason!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day on which the customer wants the goods.' })
  @Day({ nullable: true })
  requestedDay!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day by which everything is promised.' })
  @Day({ nullable: true })
  promisedDay!: string | null;

  @Field(() => JSONObject, { nullable: true, description: 'Attributes of your own, by name.' })
  @Json({ nullable: true })
  customAttributes!: Record<string, unknown> | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: 'Exact figures of the system that the order was imported from, where they differ from ours.',
  })
  @Json({ nullable: true })
  source!: Record<string, unknown> | null;

  @Field(() => String, { nullable: true, description: 'Why the order was cancelled or closed.' })
  @Name(200, { nullable: true })
  cancelReason!: string | null;

  @Field(() => DateTime, { description: 'When the customer ordered, in business time.' })
  @Instant()
  orderedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the order became binding.' })
  @Instant({ nullable: true })
  confirmedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When nothing was left to do.' })
  @Instant({ nullable: true })
  completedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the whole order was cancelled.' })
  @Instant({ nullable: true })
  cancelledAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the order was closed short.' })
  @Instant({ nullable: true })
  closedAt!: Date | null;

  /** Id of the principal who placed it. */
  @Ref()
  createdBy!: string;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` to change the order.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the order was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the order was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Order', this.id);
  }

  @Field(() => String, {
    nullable: true,
    description:
      "One unit of the order's currency in the reporting currency, as decimal text; frozen at confirmation. Needs INTERNAL_READ.",
  })
  get exchangeRate(): string {
    return rate(this.exchangeRateE10);
  }

  @Field(() => String, {
    nullable: true,
    description: "One unit of the order's currency in the account's currency, as decimal text, where known.",
  })
  get accountRate(): string | null {
    return this.accountRateE10 === null ? null : rate(this.accountRateE10);
  }

  @Field(() => Money, { description: 'Sum of the lines at list price.' })
  get list(): Money {
    return money(this.listMinor, this.currencyCode);
  }

  @Field(() => Money, {
    description: 'List value of the lines minus their net. Negative when contract prices are above list.',
  })
  get lineDiscount(): Money {
    return money(this.lineDiscountMinor, this.currencyCode);
  }

  @Field(() => Money, { description: 'Discount on the whole order, as split over its lines.' })
  get orderDiscount(): Money {
    return money(this.orderDiscountMinor, this.currencyCode);
  }

  @Field(() => Money, { description: 'After all discounts, without tax and freight.' })
  get net(): Money {
    return money(this.netMinor, this.currencyCode);
  }

  @Field(() => Money, { description: 'Tax of all lines.' })
  get tax(): Money {
    return money(this.taxMinor, this.currencyCode);
  }

  @Field(() => Money, { description: 'Freight charged to the customer.' })
  get freight(): Money {
    return money(this.freightMinor, this.currencyCode);
  }

  @Field(() => Money, { description: 'Amount to pay: net, tax and freight.' })
  get total(): Money {
    return money(this.totalMinor, this.currencyCode);
  }

  @Field(() => Money, { description: 'The part of the net that belongs to cancelled quantities.' })
  get cancelled(): Money {
    return money(this.cancelledMinor, this.currencyCode);
  }

  @Field(() => Money, {
    nullable: true,
    description: "The total in the reporting currency at the order's exchange rate. Needs INTERNAL_READ.",
  })
  get reportingTotal(): Money {
    return money(this.reportingTotalMinor, this.reportingCurrency);
  }

  @Field(() => String, {
    nullable: true,
    description:
      'Discount on the whole order in percent, as decimal text such as "12.5", if it was given as one.',
  })
  get orderDiscountPercent(): string | null {
    return optionalPercent(this.orderDiscountPpm);
  }

  @Field(() => Money, {
    nullable: true,
    description: 'Discount on the whole order as an amount, if it was given as one.',
  })
  get orderDiscountFixed(): Money | null {
    return optionalMoney(this.orderDiscountFixedMinor, this.currencyCode);
  }
}
