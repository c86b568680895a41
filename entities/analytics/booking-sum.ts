import { Entity } from 'typeorm';
import { Code, CurrencyCode, Day, EnumColumn, Int, Minor, Ref } from '../columns';

/** Which dimensions a row of sums tells apart: distinct orders cannot be added up over SKUs or categories. */
export const SUM_LEVELS = { ORDER: 0, CATEGORY: 1, SKU: 2 } as const;
export type SumLevel = (typeof SUM_LEVELS)[keyof typeof SUM_LEVELS];

/** Sums of booking and shipped entries of one day that agree in everything that bookings can be grouped by. */
@Entity('booking_sums')
export class BookingSum {
  /** Hash of the generation, the level and every dimension. */
  @Code(64, { primary: true })
  id!: string;

  /** Sums of a rebuild have a generation of their own until they are complete. */
  @Int()
  generation!: number;

  @Int()
  level!: number;

  /** Business day; of the backlog the day on which its orders were booked. */
  @Day()
  day!: string;

  @Ref()
  accountId!: string;

  @Ref({ nullable: true })
  territoryId!: string | null;

  @Ref({ nullable: true })
  repId!: string | null;

  /** Null on the level ORDER, and where the product had none. */
  @Ref({ nullable: true })
  categoryId!: string | null;

  /** Null except on the level SKU. */
  @Code(64, { nullable: true })
  sku!: string | null;

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

  @Minor()
  lineCount!: bigint;

  @Minor()
  units!: bigint;
}
