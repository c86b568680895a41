import { Field, ID, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity, Generated } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Big, Code, Instant, Int, Ref, TextColumn } from '../columns';
import { Node } from '../node';
import { DateTime, Position } from '../scalars';

@Entity('events')
@ObjectType({
  implements: Node,
  description:
    'Something that happened, with the full values after the change. Events are never changed or deleted.',
})
export class DomainEvent implements Node {
  /** Order of insertion, not of commit: never a cursor. */
  @Big({ primary: true })
  @Generated('increment')
  seq!: bigint;

  @Ref()
  id!: string;

  /**
   * Given by the sequencer after the commit; clients only see events that have one. Negative until then, and not null: a row
   * that keeps its size is changed where it stands (`bench/README.md`).
   */
  @Field(() => Position, { description: 'Position in the log: strictly increasing, without gaps.' })
  @Big()
  position!: bigint;

  @Field(() => String, { description: 'What happened, in the past tense, such as OrderConfirmed.' })
  @Code(60)
  type!: string;

  @Field(() => GraphQLInt, { description: 'Version of the form of its data, per type.' })
  @Int()
  schemaVersion!: number;

  @Field(() => String, { description: 'Type of the object that changed, such as Order.' })
  @Code(30)
  aggregateType!: string;

  /** A ULID; `sku@locationId` for an inventory level. */
  @Code(100)
  aggregateId!: string;

  @Field(() => GraphQLInt, {
    description: 'Version of the object after the event; each event raises it by one.',
  })
  @Int()
  aggregateVersion!: number;

  @Field(() => DateTime, { description: 'When it happened, in business time.' })
  @Instant()
  occurredAt!: Date;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  @Instant()
  recordedAt!: Date;

  /** Id of the principal. */
  @Ref()
  actorId!: string;

  @Ref()
  commandId!: string;

  @Ref({ nullable: true })
  orderId!: string | null;

  @Ref({ nullable: true })
  accountId!: string | null;

  @Ref({ nullable: true })
  territoryId!: string | null;

  @Ref({ nullable: true })
  repId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Stock keeping unit of the product, where it concerns one.',
  })
  @Code(64, { nullable: true })
  sku!: string | null;

  @Ref({ nullable: true })
  locationId!: string | null;

  /** JSON by entity and property: bigints as text, dates in ISO 8601, ids as ULIDs. No personal data. */
  @TextColumn()
  data!: string;

  get globalId(): string {
    return toGlobalId('DomainEvent', this.id);
  }

  @Field(() => ID, { name: 'aggregateId', description: 'Opaque id of the object that changed.' })
  get aggregateGlobalId(): string {
    return toGlobalId(this.aggregateType, this.aggregateId);
  }
}
