import { Field, ObjectType } from 'type-graphql';
import { InvariantKind } from '../../entities/integrity/invariant.enums';
import { BigIntString } from '../../entities/scalars';

@ObjectType({ description: 'A stored number that violates an invariant.' })
export class InvariantViolation {
  @Field(() => InvariantKind, { description: 'The rule.' })
  kind!: InvariantKind;

  @Field(() => String, {
    description:
      'The place, for a person: SKU and location code, order number and line, or table and row; then the name of the number.',
  })
  key!: string;

  @Field(() => BigIntString, { description: 'Expected number; amounts are in minor units.' })
  expected!: bigint;

  @Field(() => BigIntString, { description: 'What it is.' })
  actual!: bigint;
}
