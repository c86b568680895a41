import { Field, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { EnumColumn, Id, Instant, Name, Ref } from '../columns';
import { Node } from '../node';
import { DateTime } from '../scalars';
import { BuyerIntentKind } from './accounts.enums';

@Entity('buyer_intent_signals')
@ObjectType({
  implements: Node,
  description: 'A buyer-intent signal: something that an account did which suggests that it may buy.',
})
export class BuyerIntentSignal implements Node {
  @Id()
  id!: string;

  @Ref()
  accountId!: string;

  @Field(() => BuyerIntentKind, { description: 'What it did.' })
  @EnumColumn()
  kind!: BuyerIntentKind;

  @Field(() => DateTime, { description: 'When it happened.' })
  @Instant()
  occurredAt!: Date;

  @Field(() => String, { nullable: true, description: 'Source of the signal.' })
  @Name(100, { nullable: true })
  source!: string | null;

  @Field(() => String, { nullable: true, description: 'A word of explanation.' })
  @Name(500, { nullable: true })
  detail!: string | null;

  get globalId(): string {
    return toGlobalId('BuyerIntentSignal', this.id);
  }
}
