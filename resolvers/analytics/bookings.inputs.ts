import { Field, InputType, Int } from 'type-graphql';
import { graphqlEnum } from '../../entities/graphql-enum';
import { LocalDate } from '../../entities/scalars';
import { BOOKINGS_DIMENSIONS } from '../../src/analytics/booking-sums';
import {
  MAX_N,
  WINDOW_PERIODS,
  type Window,
  type WindowPeriod as PeriodName,
} from '../../src/analytics/window';

export const BookingsDimension = graphqlEnum(
  'BookingsDimension',
  'What bookings can be grouped by. DAY, WEEK and MONTH exclude each other.',
  BOOKINGS_DIMENSIONS,
);

export const WindowPeriod = graphqlEnum(
  'WindowPeriod',
  'A span of business days that moves with the calendar and includes today.',
  WINDOW_PERIODS,
);

@InputType('Window', { description: 'Business days: a `period`, or `from` and `to`.' })
export class WindowInput implements Window {
  @Field(() => WindowPeriod, { nullable: true, description: 'A named span that ends today.' })
  period?: PeriodName | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many days, weeks or months, for LAST_N_…: 1 to ${MAX_N}.`,
  })
  n?: number | null;

  @Field(() => LocalDate, { nullable: true, description: 'First day.' })
  from?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Last day; today when absent.' })
  to?: string | null;
}
