import { Field, Int, ObjectType } from 'type-graphql';
import { graphqlEnum } from '../../entities/graphql-enum';
import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import { Location } from '../../entities/inventory/location';
import { AvailabilityStatus } from '../../entities/inventory/inventory.enums';
import { LocalDate } from '../../entities/scalars';
import type { Availability } from '../../src/inventory/availability';
import { connectionType } from '../kit/connection';
import { MutationPayload } from '../kit/mutation';

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

const TOLD =
  'Null for those without INVENTORY_READ where the company shows the status alone (`ORDERWIRE_AVAILABILITY`).';

@ObjectType({ description: 'How much of a product can be ordered and when, over all active locations.' })
export class ProductAvailability implements Availability {
  @Field(() => AvailabilityStatus, { description: 'Whether it can be ordered now. Services are always IN.' })
  status!: AvailabilityStatus;

  @Field(() => Int, {
    nullable: true,
    description: `Available to order: the sum over active locations, where a negative number counts as zero. ${TOLD}`,
  })
  available!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Announced, not arrived yet, at active locations. ${TOLD}`,
  })
  incoming!: number | null;

  @Field(() => Boolean, { description: 'Whether more is announced.' })
  moreExpected!: boolean;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      "Day for which what exceeds `available` is promised if it is ordered today: the product's lead time from now. Null where the product's backorder policy promises nothing.",
  })
  moreFrom!: string | null;
}

@ObjectType({ implements: MutationPayload, description: 'Inventory levels after a change.' })
export class InventoryLevelsPayload extends MutationPayload {
  @Field(() => [InventoryLevel], {
    description:
      'The levels that the lines name, at most two for each line and each once, in the order of the lines, as they are now. Levels that never held stock are left out.',
  })
  levels!: InventoryLevel[];
}

@ObjectType({ implements: MutationPayload, description: 'A location after a change.' })
export class LocationPayload extends MutationPayload {
  @Field(() => Location, { description: 'The location as it is now.' })
  location!: Location;
}
