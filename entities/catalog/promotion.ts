import { Field, Int as GraphQLInt, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { toGlobalId } from '../../src/shared/global-id';
import { Code, Day, Flag, Id, Instant, Int, Name, Ppm, VersionColumn } from '../columns';
import { percent } from '../money';
import { Node } from '../node';
import { DateTime, LocalDate } from '../scalars';

@Entity('promotions')
@ObjectType({
  implements: Node,
  description: 'A discount on certain products for a time. Of several, the largest applies.',
})
export class Promotion implements Node {
  @Id()
  id!: string;

  @Field(() => String, { description: 'Unique code.' })
  @Code(60)
  code!: string;

  @Field(() => String, { description: 'Name for people.' })
  @Name(200)
  name!: string;

  @Field(() => String, { description: 'Why the discount is given, such as Volume Discount.' })
  @Name(100)
  reason!: string;

  @Ppm()
  discountPpm!: bigint;

  @Field(() => GraphQLInt, { description: 'Smallest quantity of a line that gets it. Default: 1.' })
  @Int()
  minQuantity!: number;

  @Field(() => GraphQLInt, {
    nullable: true,
    description: 'Largest quantity of a line that gets it. Null: no limit.',
  })
  @Int({ nullable: true })
  maxQuantity!: number | null;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which it is valid. Null: no limit.' })
  @Day({ nullable: true })
  validFrom!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day from which it is no longer valid. Null: no limit.',
  })
  @Day({ nullable: true })
  validTo!: string | null;

  @Field(() => Boolean, { description: 'Whether the promotion applies.' })
  @Flag()
  active!: boolean;

  @Field(() => GraphQLInt, {
    description: 'Rises with every change. Send it as `expectedVersion` to change the promotion.',
  })
  @VersionColumn()
  version!: number;

  @Field(() => DateTime, { description: 'When the promotion was recorded.' })
  @Instant()
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the promotion was last changed.' })
  @Instant()
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Promotion', this.id);
  }

  @Field(() => String, { description: 'The discount in percent, as decimal text such as "12.5".' })
  get discountPercent(): string {
    return percent(this.discountPpm);
  }
}
