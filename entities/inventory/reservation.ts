import { Entity } from 'typeorm';
import { Code, Id, Instant, Int, Ref } from '../columns';

/** A quantity set aside for a quote or cart until it expires. */
@Entity('reservations')
export class Reservation {
  @Id()
  id!: string;

  @Code(64)
  sku!: string;

  @Ref()
  locationId!: string;

  @Int()
  quantity!: number;

  /** Type of the object that it is set aside for, such as Quote. */
  @Code(30)
  referenceType!: string;

  @Code(100)
  referenceId!: string;

  /** With the two below: whose that object is. */
  @Ref({ nullable: true })
  accountId!: string | null;

  @Ref({ nullable: true })
  territoryId!: string | null;

  @Ref({ nullable: true })
  repId!: string | null;

  /** When it ends by itself. */
  @Instant()
  expiresAt!: Date;

  /** Null: it holds. */
  @Instant({ nullable: true })
  releasedAt!: Date | null;

  @Instant()
  createdAt!: Date;
}
