import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { EnumColumn, Flag, Id, Instant, Ref, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { Account } from './account';
import { AddressKind } from './accounts.enums';

@Entity('addresses')
@ObjectType({
  implements: Node,
  description:
    'An address of an account. Its text is a snapshot: a change makes a new one, and orders keep theirs.',
})
export class Address implements Node {
  @Id()
  id!: string;

  @Ref()
  accountId!: string;

  @ManyToOne(() => Account)
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  @Field(() => AddressKind, { description: 'What it is used for.' })
  @EnumColumn()
  kind!: AddressKind;

  @Field(() => Boolean, { description: 'Whether orders that name no address use it.' })
  @Flag()
  isDefault!: boolean;

  /** The newest snapshot. */
  @Ref()
  snapshotId!: string;

  @Field(() => GraphQLInt, { description: 'Rises with every change.' })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the address was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the address was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Address', this.id);
  }
}
