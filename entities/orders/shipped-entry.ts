import { Entity } from 'typeorm';
import { Code, CurrencyCode, Day, EnumColumn, Id, Instant, Int, Minor, Ref } from '../columns';
import type { OrderChannel } from './orders.enums';

/** The value of a shipped quantity of a line, by which the backlog shrinks. Valued like bookings. */
@Entity('shipped_entries')
export class ShippedEntry {
  @Id()
  id!: string;

  @Ref()
  orderId!: string;

  @Ref()
  orderLineId!: string;

  /** The event with which it was recorded. */
  @Ref()
  eventId!: string;

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
  netMinor!: bigint;

  @CurrencyCode()
  reportingCurrency!: string;

  @Minor()
  reportingNetMinor!: bigint;

  @Instant()
  createdAt!: Date;
}
