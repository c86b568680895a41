import { Entity, JoinColumn, OneToOne } from 'typeorm';
import { Code, EnumColumn, Instant, Ref } from '../columns';
import type { OrderImportMode } from './import.enums';
import { Order } from './order';

/** How an order came in from another system. Clients see nothing of it. */
@Entity('order_imports')
export class OrderImport {
  @Ref({ primary: true })
  orderId!: string;

  @OneToOne(() => Order)
  @JoinColumn({ name: 'order_id' })
  order?: Order;

  @EnumColumn()
  mode!: OrderImportMode;

  /** SHA-256 of its content in canonical form, as base64url: what the other system said of it when it last came in. */
  @Code(43)
  contentHash!: string;

  /** When it came in, or was replaced. */
  @Instant()
  importedAt!: Date;
}
