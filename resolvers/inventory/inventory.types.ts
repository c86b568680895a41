import { Field, Int, ObjectType } from 'type-graphql';
import { InvariantKind } from '../../entities/analytics/invariant-kind';
import { graphqlEnum } from '../../entities/graphql-enum';
import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import { Location } from '../../entities/inventory/location';
import { BigIntString } from '../../entities/scalars';
import { connectionType } from '../connection';
import { MutationPayload } from '../mutation';

export const InventoryLevelConnection = connectionType(InventoryLevel);
export const InventoryMovementConnection = connectionType(InventoryMovement);

export const InventoryMovementSort = graphqlEnum(
  'InventoryMovementSort',
  'The order of a list of movements.',
  {
    NEWEST: 'The movement that was recorded last comes first.',
    OLDEST: 'The movement that was recorded first comes first.',
  },
);
export type InventoryMovementSort = keyof typeof InventoryMovementSort;

@ObjectType({ description: 'How much of a product can be ordered, over all active locations.' })
export class ProductAvailability {
  @Field(() => Int, {
    description:
      'What can be ordered: the sum over active locations, where a negative number counts as zero.',
  })
  available!: number;

  @Field(() => Int, { description: 'Announced and not arrived yet, at active locations.' })
  incoming!: number;
}

@ObjectType({ implements: MutationPayload, description: 'Inventory levels after a change.' })
export class InventoryLevelsPayload extends MutationPayload {
  @Field(() => [InventoryLevel], {
    description:
      'The levels that the lines name, at most two for each line and each once, in the order of the lines, as they are now. A level that never held anything is left out.',
  })
  levels!: InventoryLevel[];
}

@ObjectType({ implements: MutationPayload, description: 'A location after a change.' })
export class LocationPayload extends MutationPayload {
  @Field(() => Location, { description: 'The location as it is now.' })
  location!: Location;
}

@ObjectType({ description: 'A stored number that breaks a rule.' })
export class InvariantViolation {
  @Field(() => InvariantKind, { description: 'The rule.' })
  kind!: InvariantKind;

  @Field(() => String, {
    description:
      'Where, for a person: SKU and location code, or order number and line; then the name of the number.',
  })
  key!: string;

  @Field(() => BigIntString, { description: 'What the number should be; amounts are in minor units.' })
  expected!: bigint;

  @Field(() => BigIntString, { description: 'What it is.' })
  actual!: bigint;
}
