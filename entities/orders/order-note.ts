import { Field, ObjectType } from 'type-graphql';
import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { EnumColumn, Id, Instant, Name, Ref } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { Order } from './order';
import { NoteVisibility } from './orders.enums';

@Entity('order_notes')
@ObjectType({ implements: Node, description: 'A remark that someone left on an order.' })
export class OrderNote implements Node {
  @Id()
  id!: string;

  @Ref()
  orderId!: string;

  @ManyToOne(() => Order)
  @JoinColumn({ name: 'order_id' })
  order?: Order;

  @Field(() => String, { description: 'The remark, of at most 2,000 characters.' })
  @Name(2000)
  text!: string;

  @Field(() => NoteVisibility, { description: 'Who may read it.' })
  @EnumColumn()
  visibility!: NoteVisibility;

  /** Id of the principal. */
  @Ref()
  createdBy!: string;

  @Field(() => DateTime, { description: 'When the note was left.' })
  @Instant()
  createdAt!: Date;

  get globalId(): string {
    return toGlobalId('OrderNote', this.id);
  }
}
