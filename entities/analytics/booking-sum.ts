import { Entity } from 'typeorm';
import { Code, CurrencyCode, Day, EnumColumn, Int, Minor, Ref } from '../columns';

/** Distinct orders cannot be added up over SKUs; few rows are added up faster than many. */
export const SUM_LEVELS = { ORDER: 0, SKU: 2, TERRITORY: 3, TERRITORY_MONTH: 4 } as const;
export type SumLevel = (typeof SUM_LEVELS)[keyof typeof SUM_LEVELS];

/** What rows tell apart besides territory and currencies; `order`: account, representative and channel; `sku`: with its category. */
interface ToldApart {
  day: boolean;
  order: boolean;
  sku: boolean;
}

export const TOLD_APART: Readonly<Record<SumLevel, ToldApart>> = {
  [SUM_LEVELS.ORDER]: { day: true, order: true, sku: false },
  [SUM_LEVELS.SKU]: { day: true, order: true, sku: true },
  [SUM_LEVELS.TERRITORY]: { day: true, order: false, sku: false },
  [SUM_LEVELS.TERRITORY_MONTH]: { day: false, order: false, sku: false },
};

/** Sums of booking and shipped entries of one day that agree in everything that bookings can be grouped by. */
@Entity('booking_sums')
export class BookingSum {
  /** Generation, level and day, so that the sums of a day lie together, and a hash of every dimension. */
  @Code(64, { primary: true })
  id!: string;

  /** Sums of a rebuild have a generation of their own until they are complete. */
  @Int()
  generation!: number;

  @Int()
  level!: number;

  /** Business day, or the first of a month; of the backlog when its orders were booked. */
  @Day()
  day!: string;

  /** Empty on the levels TERRITORY and TERRITORY_MONTH. */
  @Ref()
  accountId!: string;

  @Ref({ nullable: true })
  territoryId!: string | null;

  /** Null on the levels TERRITORY and TERRITORY_MONTH, and where the order had none. */
  @Ref({ nullable: true })
  repId!: string | null;

  /** Null except on the level SKU, and where the product had none. */
  @Ref({ nullable: true })
  categoryId!: string | null;

  /** Null except on the level SKU. */
  @Code(64, { nullable: true })
  sku!: string | null;

  /** Empty on the levels TERRITORY and TERRITORY_MONTH. */
  @EnumColumn()
  channel!: string;

  @CurrencyCode()
  currencyCode!: string;

  @CurrencyCode()
  reportingCurrency!: string;

  /** In the reporting currency: net value, value at list price, what was given up (positive), and what is not shipped yet. */
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

  /** Distinct orders confirmed, each with one SKU of every category, so that they add up over SKUs; 0 except on the level SKU. */
  @Minor()
  categoryOrders!: bigint;

  @Minor()
  lineCount!: bigint;

  @Minor()
  units!: bigint;
}
