import { Entity, JoinColumn, OneToOne } from 'typeorm';
import { Code, EnumColumn, Instant, Ref } from '../columns';
import type { OrderImportMode } from './import.enums';
import { Order } from './order';

/** How an order was imported from another system. Not visible to clients. */
@Entity('order_imports')
export class OrderImport {
  @Ref({ primary: true })
  orderId!: string;

  @OneToOne(() => Order)
  @JoinColumn({ name: 'order_id' })
  order?: Order;

  @EnumColumn()
  mode!: OrderImportMode;

  /** SHA-256 of the content of its last import in canonical form, as base64url. */
  @Code(43)
  contentHash!: string;

  /** When it was imported or replaced. */
  @Instant()
  importedAt!: Date;
}
