import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import type { InventoryLevel } from '../../entities/inventory/inventory-level';
import type { InventoryMovement } from '../../entities/inventory/inventory-movement';
import { Location } from '../../entities/inventory/location';
import { countLevels, findLevels, type LevelFilter } from '../../src/inventory/find-levels';
import { findLocations, MAX_LOCATIONS } from '../../src/inventory/find-locations';
import { countMovements, findMovements, type MovementFilter } from '../../src/inventory/find-movements';
import { fromGlobalId, parseGlobalId } from '../../src/shared/global-id';
import { ConnectionArgs, type Connection } from '../kit/connection';
import type { RequestContext } from '../kit/context';
import { InventoryLevelFilter, InventoryMovementFilter } from './inventory.inputs';
import {
  InventoryLevelConnection,
  InventoryMovementConnection,
  InventoryMovementSort,
} from './inventory.types';

@Resolver()
export class InventoryResolver {
  @Query(() => [Location], {
    description: `Locations by priority, then code: at most ${MAX_LOCATIONS}.`,
  })
  locations(
    @Arg('active', () => Boolean, {
      nullable: true,
      description: 'Only active or only inactive ones. Default: both.',
    })
    active: boolean | null | undefined,
    @Ctx() { services }: RequestContext,
  ): Promise<Location[]> {
    return findLocations(services.database.reader, { active });
  }

  @Query(() => InventoryLevelConnection, { description: 'Inventory levels by SKU, then location.' })
  async inventoryLevels(
    @Arg('filter', () => InventoryLevelFilter, {
      nullable: true,
      description: 'Only these levels. Default: all.',
    })
    filter: InventoryLevelFilter | null | undefined,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Ctx() { services }: RequestContext,
  ): Promise<Connection<InventoryLevel>> {
    const { reader } = services.database;
    const wanted = levelFilter(filter ?? {});
    return InventoryLevelConnection.of(await findLevels(reader, wanted, page), () =>
      countLevels(reader, wanted),
    );
  }

  @Query(() => InventoryMovementConnection, {
    description:
      'The stock ledger: every change of every level. Callers with limited rows see the movements of their orders and shipments. ' +
      'Errors: `FILTER_UNSUPPORTED`.',
  })
  async inventoryMovements(
    @Arg('filter', () => InventoryMovementFilter, {
      nullable: true,
      description: 'Only these movements. Default: all.',
    })
    filter: InventoryMovementFilter | null | undefined,
    @Arg('sort', () => InventoryMovementSort, {
      defaultValue: 'NEWEST',
      description: 'The order of the list.',
    })
    sort: InventoryMovementSort,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Ctx() { services, actor: { scope } }: RequestContext,
  ): Promise<Connection<InventoryMovement>> {
    const { reader } = services.database;
    const wanted = movementFilter(filter ?? {});
    const slice = await findMovements(reader, scope, wanted, sort === 'OLDEST', page);
    return InventoryMovementConnection.of(slice, () => countMovements(reader, scope, wanted));
  }
}

function levelFilter({ sku, locationId, belowSafetyStock }: InventoryLevelFilter): LevelFilter {
  return { sku, belowSafetyStock, locationId: locationId ? fromGlobalId('Location', locationId) : null };
}

function movementFilter({ locationId, referenceId, ...filter }: InventoryMovementFilter): MovementFilter {
  return {
    ...filter,
    locationId: locationId ? fromGlobalId('Location', locationId) : null,
    reference: referenceId ? (parseGlobalId(referenceId) ?? { type: '', id: referenceId }) : null,
  };
}
