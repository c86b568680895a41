import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { Code, Ref } from '../columns';
import { Account } from './account';

/** A word of an account's name in its search form. */
@Entity('account_name_words')
export class AccountNameWord {
  @Code(60, { primary: true })
  word!: string;

  @Ref({ primary: true })
  accountId!: string;

  @ManyToOne(() => Account)
  @JoinColumn({ name: 'account_id' })
  account?: Account;
}
