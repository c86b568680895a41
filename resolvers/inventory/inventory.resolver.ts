import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import type { InventoryLevel } from '../../entities/inventory/inventory-level';
import type { InventoryMovement } from '../../entities/inventory/inventory-movement';
import { Location } from '../../entities/inventory/location';
import { findLocations, MAX_LOCATIONS } from '../../src/inventory/find-locations';
import {
  INVENTORY_LEVELS,
  openMovements,
  type LevelFilter,
  type MovementFilter,
} from '../../src/inventory/inventory-lists';
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
    @Ctx() { services, actor: { scope } }: RequestContext,
  ): Promise<Connection<InventoryLevel>> {
    const wanted = { filter: levelFilter(filter ?? {}) };
    const list = await INVENTORY_LEVELS.open(services.database.reader, scope, wanted);
    return InventoryLevelConnection.of(await list.page(page), () => list.count());
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
    const wanted = movementFilter(filter ?? {});
    const list = await openMovements(services.database.reader, scope, wanted, sort === 'OLDEST');
    return InventoryMovementConnection.of(await list.page(page), () => list.count());
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
