import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, CurrencyCode, Day, EnumColumn, Id, Instant, Int, Minor, Ref } from '../columns';
import { money, Money } from '../money';
import { Node } from '../node';
import { DateTime, LocalDate } from '../scalars';
import { BookingKind, OrderChannel } from './orders.enums';

@Entity('booking_entries')
@ObjectType({
  implements: Node,
  description:
    'A signed amount of business won or given up, with what it belonged to at that time. ' +
    'Its value is the net of a line after all discounts, without tax and freight.',
})
export class BookingEntry implements Node {
  @Id()
  id!: string;

  @Ref()
  orderId!: string;

  @Ref()
  orderLineId!: string;

  /** The event with which it was recorded. */
  @Ref()
  eventId!: string;

  @Field(() => BookingKind, { description: 'What brought about the entry.' })
  @EnumColumn()
  kind!: BookingKind;

  @Field(() => LocalDate, { description: 'Business day of the entry.' })
  @Day()
  day!: string;

  /** Business day on which the order was booked. */
  @Day()
  bookedDay!: string;

  @Ref()
  accountId!: string;

  @Ref({ nullable: true })
  repId!: string | null;

  @Ref({ nullable: true })
  territoryId!: string | null;

  @Ref({ nullable: true })
  categoryId!: string | null;

  @Field(() => String, { description: 'Stock keeping unit of the product.' })
  @Code(64)
  sku!: string;

  @Field(() => OrderChannel, { description: 'Channel of the order.' })
  @EnumColumn()
  channel!: OrderChannel;

  @CurrencyCode()
  currencyCode!: string;

  @Field(() => GraphQLInt, { description: 'Signed quantity.' })
  @Int()
  quantity!: number;

  @Minor()
  listMinor!: bigint;

  @Minor()
  netMinor!: bigint;

  @CurrencyCode()
  reportingCurrency!: string;

  @Minor()
  reportingListMinor!: bigint;

  @Minor()
  reportingNetMinor!: bigint;

  @Field(() => DateTime, { description: 'When the entry was recorded.' })
  @Instant()
  createdAt!: Date;

  get globalId(): string {
    return toGlobalId('BookingEntry', this.id);
  }

  @Field(() => Money, { description: "Signed value at list price, in the order's currency." })
  get list(): Money {
    return money(this.listMinor, this.currencyCode);
  }

  @Field(() => Money, { description: "Signed value, in the order's currency." })
  get net(): Money {
    return money(this.netMinor, this.currencyCode);
  }

  @Field(() => Money, {
    description: "Signed value at list price, in the reporting currency at the order's frozen rate.",
  })
  get reportingList(): Money {
    return money(this.reportingListMinor, this.reportingCurrency);
  }

  @Field(() => Money, { description: "Signed value, in the reporting currency at the order's frozen rate." })
  get reportingNet(): Money {
    return money(this.reportingNetMinor, this.reportingCurrency);
  }
}
