import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Id, Instant, Name, Ref, VersionColumn } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { Account } from './account';

@Entity('contacts')
@ObjectType({ implements: Node, description: 'A person at an account.' })
export class Contact implements Node {
  @Id()
  id!: string;

  @Ref()
  accountId!: string;

  @ManyToOne(() => Account)
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  @Field(() => String, { description: 'Full name; empty once erased.' })
  @Name(200)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Job title.' })
  @Name(100, { nullable: true })
  title!: string | null;

  @Field(() => String, { nullable: true, description: 'Email address. Needs CONTACT_READ.' })
  @Name(200, { nullable: true })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number. Needs CONTACT_READ.' })
  @Name(50, { nullable: true })
  phone!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the personal data was erased.' })
  @Instant({ nullable: true })
  erasedAt!: Date | null;

  @Field(() => GraphQLInt, { description: 'Rises with every change.' })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the contact was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the contact was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Contact', this.id);
  }
}
