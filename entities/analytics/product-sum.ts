import { Entity } from 'typeorm';
import { Code, CurrencyCode, Int, Minor, Month, Ref } from '../columns';

/** Sums of the booking and shipped entries of one month, SKU and category, over all territories and orders: the product mix. */
@Entity('product_sums')
export class ProductSum {
  /** Sums of a rebuild have a generation of their own until they are complete. */
  @Int({ primary: true })
  generation!: number;

  /** Month of the business day; of the backlog that of the day on which its orders were booked. */
  @Month({ primary: true })
  month!: string;

  @Code(64, { primary: true })
  sku!: string;

  /** Empty where the product had none. */
  @Ref({ primary: true })
  categoryId!: string;

  @CurrencyCode({ primary: true })
  currencyCode!: string;

  @CurrencyCode({ primary: true })
  reportingCurrency!: string;

  /** In the reporting currency: net value, value at list price, cancelled value (positive), and value not shipped yet. */
  @Minor()
  netMinor!: bigint;

  @Minor()
  listMinor!: bigint;

  @Minor()
  cancelledMinor!: bigint;

  @Minor()
  backlogMinor!: bigint;

  /** In the currency of the orders. */
  @Minor()
  orderNetMinor!: bigint;

  @Minor()
  orderBacklogMinor!: bigint;

  /** Distinct orders confirmed, and their lines. */
  @Minor()
  orders!: bigint;

  /** Distinct orders confirmed, each with one SKU of every category, so that they add up over SKUs. */
  @Minor()
  categoryOrders!: bigint;

  @Minor()
  lineCount!: bigint;

  @Minor()
  units!: bigint;
}
