import { Field, Int, ObjectType } from 'type-graphql';
import { Product } from '../../entities/catalog/product';
import { Money, UnitPrice } from '../../entities/money';
import { PriceStep } from '../../entities/orders/price-step';
import { LocalDate } from '../../entities/scalars';

@ObjectType({
  description:
    'Price of a quantity of a product for an account on a day, with its explanation. Without freight and manual discounts.',
})
export class Price {
  @Field(() => Product, { description: 'The product.' })
  product!: Product;

  @Field(() => Int, { description: "How many, in the product's smallest selling unit." })
  quantity!: number;

  @Field(() => LocalDate, { description: 'The business day for which prices and taxes were looked up.' })
  date!: string;

  @Field(() => String, { description: 'Currency of all amounts, as an ISO 4217 code.' })
  currencyCode!: string;

  @Field(() => UnitPrice, { description: 'The list price of one unit.' })
  listUnitPrice!: UnitPrice;

  @Field(() => UnitPrice, { description: 'Price of one unit, before tax.' })
  unitPrice!: UnitPrice;

  @Field(() => [PriceStep], {
    description:
      'From the list price of one unit to `unitPrice`, which the steps add up to exactly; at most one step of each kind.',
  })
  unitSteps!: PriceStep[];

  @Field(() => Money, { description: 'List price of the quantity, rounded to the minor unit.' })
  list!: Money;

  @Field(() => Money, { description: 'Price of the quantity before tax, rounded to the minor unit.' })
  net!: Money;

  @Field(() => String, {
    description:
      'Tax rate in percent as decimal text such as "8.25", at the account\'s default address; "0" when there is none or no tax applies.',
  })
  taxPercent!: string;

  @Field(() => Money, { description: 'Tax on `net`.' })
  tax!: Money;

  @Field(() => Money, { description: 'Amount to pay: `net` plus `tax`.' })
  total!: Money;

  @Field(() => [PriceStep], {
    description:
      'From the list price of the quantity to `total`, which the steps add up to exactly; at most one step of each kind.',
  })
  steps!: PriceStep[];

  /** Of the price list that decided the price. */
  priceListId!: string;

  promotionId!: string | null;
}
