import { Entity } from 'typeorm';
import { Code, CurrencyCode, Day, EnumColumn, Id, Instant, Int, Minor, Ref } from '../columns';
import { BookingKind, OrderChannel } from './orders.enums';

/**
 * A signed amount of business booked or cancelled, with its dimensions at that time. Its value is the net of a line after all
 * discounts, without tax and freight.
 */
@Entity('booking_entries')
export class BookingEntry {
  @Id()
  id!: string;

  @Ref()
  orderId!: string;

  @Ref()
  orderLineId!: string;

  /** The event with which it was recorded. */
  @Ref()
  eventId!: string;

  @EnumColumn()
  kind!: BookingKind;

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

  @Code(64)
  sku!: string;

  @EnumColumn()
  channel!: OrderChannel;

  @CurrencyCode()
  currencyCode!: string;

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

  @Instant()
  createdAt!: Date;
}
