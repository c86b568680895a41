import { Entity } from 'typeorm';
import { Code, CurrencyCode, Day, EnumColumn, Int, Minor, Ref } from '../columns';

/** Levels of sums: fewer rows are summed faster. The missing numbers were levels of earlier versions. */
export const SUM_LEVELS = { ORDER: 0, TERRITORY: 3, TERRITORY_MONTH: 4 } as const;
export type SumLevel = (typeof SUM_LEVELS)[keyof typeof SUM_LEVELS];

/** The dimensions of a level besides territory and currencies; `order`: account, representative and channel. */
interface ToldApart {
  day: boolean;
  order: boolean;
}

export const TOLD_APART: Readonly<Record<SumLevel, ToldApart>> = {
  [SUM_LEVELS.ORDER]: { day: true, order: true },
  [SUM_LEVELS.TERRITORY]: { day: true, order: false },
  [SUM_LEVELS.TERRITORY_MONTH]: { day: false, order: false },
};

/** Sums of the booking and shipped entries of one day or month with the same dimensions of their level. Products have separate sums. */
@Entity('booking_sums')
export class BookingSum {
  /** Generation, level, day and a hash of every dimension, so that the sums of a day are adjacent. */
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

  /** Empty on the levels TERRITORY and TERRITORY_MONTH. */
  @EnumColumn()
  channel!: string;

  @CurrencyCode()
  currencyCode!: string;

  @CurrencyCode()
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

  @Minor()
  lineCount!: bigint;

  @Minor()
  units!: bigint;
}
