import { Field, ID, Int, ObjectType } from 'type-graphql';
import { money, Money, optionalMoney, optionalPercent } from '../../entities/money';
import { OrderChannel } from '../../entities/orders/orders.enums';
import { BigIntString, LocalDate, Position } from '../../entities/scalars';
import {
  averageDealMinor,
  discountPpm,
  type BookingsGroup as GroupSums,
} from '../../src/analytics/booking-sums';
import type { BookingsUpdate } from '../../src/analytics/bookings-update';
import { MAX_GROUPS, MAX_PAGE_GROUPS } from '../../src/analytics/find-bookings';
import type { RoundingMode } from '../../src/shared/money';
import { PageInfo } from '../kit/connection';
import { groupKey, pageInfoOf } from './bookings-page';

@ObjectType({
  description:
    'Bookings with the same values in the requested dimensions; the other dimensions are null. Amounts are net of all discounts, without tax and freight.',
})
export class BookingsGroup {
  constructor(
    readonly sums: GroupSums,
    private readonly mode: RoundingMode,
  ) {}

  @Field(() => ID, {
    description: 'Identifies the group in every message: a changed group replaces the one with the same key.',
  })
  get key(): string {
    return groupKey(this.sums);
  }

  @Field(() => String, {
    nullable: true,
    description: 'The day, ISO week or month: 2026-11-23, 2026-W48 or 2026-11.',
  })
  get period(): string | null {
    return this.sums.period;
  }

  @Field(() => LocalDate, { nullable: true, description: 'The first day of the period.' })
  get periodStart(): string | null {
    return this.sums.periodStart;
  }

  @Field(() => String, { nullable: true, description: 'Stock keeping unit.' })
  get sku(): string | null {
    return this.sums.sku;
  }

  @Field(() => OrderChannel, { nullable: true, description: 'Channel of the orders.' })
  get channel(): OrderChannel | null {
    return this.sums.channel as OrderChannel | null;
  }

  @Field(() => String, {
    nullable: true,
    description: 'Currency of the orders, as a three-letter ISO 4217 code.',
  })
  get currencyCode(): string | null {
    return this.sums.currencyCode;
  }

  @Field(() => Money, { description: 'Value booked minus cancellations, in the reporting currency.' })
  get bookings(): Money {
    return money(this.sums.netMinor, this.sums.reportingCurrency);
  }

  @Field(() => Money, {
    nullable: true,
    description:
      'Value booked minus cancellations, in the currency of the orders; null unless grouped by CURRENCY.',
  })
  get bookingsInCurrency(): Money | null {
    const { currencyCode, orderNetMinor } = this.sums;
    return currencyCode === null ? null : money(orderNetMinor, currencyCode);
  }

  @Field(() => Money, {
    description:
      'Value of the orders booked on the days of the group that has neither shipped nor been cancelled yet, in the reporting currency.',
  })
  get backlog(): Money {
    return money(this.sums.backlogMinor, this.sums.reportingCurrency);
  }

  @Field(() => Money, {
    nullable: true,
    description: 'The backlog in the currency of the orders; null unless grouped by CURRENCY.',
  })
  get backlogInCurrency(): Money | null {
    const { currencyCode, orderBacklogMinor } = this.sums;
    return currencyCode === null ? null : money(orderBacklogMinor, currencyCode);
  }

  @Field(() => Money, {
    description: 'Value booked at list prices minus cancellations, in the reporting currency.',
  })
  get listValue(): Money {
    return money(this.sums.listMinor, this.sums.reportingCurrency);
  }

  @Field(() => Money, {
    description: 'Value of cancellations and short closes, as a positive amount.',
  })
  get cancellations(): Money {
    return money(this.sums.cancelledMinor, this.sums.reportingCurrency);
  }

  @Field(() => Int, { description: 'Distinct orders confirmed.' })
  get orders(): number {
    return this.sums.orders;
  }

  @Field(() => Int, { description: 'Order lines confirmed.' })
  get lines(): number {
    return this.sums.lines;
  }

  @Field(() => BigIntString, { description: 'Quantity booked minus cancellations.' })
  get units(): bigint {
    return this.sums.units;
  }

  @Field(() => Money, { nullable: true, description: 'Bookings ÷ orders; null without an order.' })
  get averageDealSize(): Money | null {
    return optionalMoney(averageDealMinor(this.sums, this.mode), this.sums.reportingCurrency);
  }

  @Field(() => String, {
    nullable: true,
    description:
      '(List value − bookings) ÷ list value in percent, such as "12.5"; null while the list value is zero.',
  })
  get discountRate(): string | null {
    return optionalPercent(discountPpm(this.sums, this.mode));
  }
}

@ObjectType({ description: 'Bookings of a window by group, as of a position of the event log.' })
export class Bookings {
  @Field(() => [BookingsGroup], {
    description:
      `Groups with at least one booking, in the order of period, then the other dimensions: at most ${MAX_PAGE_GROUPS} on a page of the query, ` +
      `at most ${MAX_GROUPS} in a message of the subscription.`,
  })
  readonly groups: readonly BookingsGroup[];

  constructor(
    private readonly update: BookingsUpdate & { pageInfo?: PageInfo },
    mode: RoundingMode,
  ) {
    this.groups = update.groups.map((group) => new BookingsGroup(group, mode));
  }

  @Field(() => Position, {
    description: 'The sums include everything up to this position, and nothing after it.',
  })
  get position(): bigint {
    return this.update.position;
  }

  @Field(() => Boolean, {
    description:
      'True: `groups` are all groups and replace all earlier ones. False: `groups` are those that changed.',
  })
  get snapshot(): boolean {
    return this.update.snapshot;
  }

  @Field(() => LocalDate, { description: 'First day of the window.' })
  get from(): string {
    return this.update.from;
  }

  @Field(() => LocalDate, { description: 'Last day of the window.' })
  get to(): string {
    return this.update.to;
  }

  @Field(() => PageInfo, {
    description:
      'Position of the page among all groups of the query. A message of the subscription has no next page.',
  })
  get pageInfo(): PageInfo {
    return this.update.pageInfo ?? pageInfoOf(this.update.groups);
  }
}
