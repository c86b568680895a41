import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { Code, Ref } from '../columns';
import { Order } from './order';

/** A word that marks an order; clients see only the words. */
@Entity('order_tags')
export class OrderTag {
  @Ref({ primary: true })
  orderId!: string;

  @ManyToOne(() => Order)
  @JoinColumn({ name: 'order_id' })
  order?: Order;

  @Code(60, { primary: true })
  tag!: string;
}
