import { Arg, Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { InventoryLevel } from '../../entities/inventory/inventory-level';
import type { InventoryMovement } from '../../entities/inventory/inventory-movement';
import { Location } from '../../entities/inventory/location';
import { checkInvariants } from '../../src/integrity/check-invariants';
import { Permission } from '../../src/auth/permissions';
import { countLevels, findLevels, type LevelFilter } from '../../src/inventory/find-levels';
import { findLocations, MAX_LOCATIONS } from '../../src/inventory/find-locations';
import { countMovements, findMovements, type MovementFilter } from '../../src/inventory/find-movements';
import { fromGlobalId, parseGlobalId } from '../../src/shared/global-id';
import { ConnectionArgs, type Connection } from '../kit/connection';
import type { RequestContext } from '../kit/context';
import { checkEndsAt, cursorOfPlace, placeOfCursor } from './invariant-check';
import { InventoryLevelFilter, InventoryMovementFilter } from './inventory.inputs';
import {
  InvariantViolation,
  InventoryLevelConnection,
  InventoryMovementConnection,
  InventoryMovementSort,
} from './inventory.types';

@Resolver()
export class InventoryResolver {
  @Authorized(Permission.ORGANIZATION_READ)
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

  @Authorized(Permission.INVENTORY_READ)
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

  @Authorized(Permission.INVENTORY_READ)
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

  @Authorized(Permission.INVENTORY_AUDIT)
  @Query(() => [InvariantViolation], {
    description:
      'Checks that movements, levels, allocations, quantities, totals and bookings agree. Empty when they do; at most 100 violations. ' +
      'Reads all data, some thousand rows at a time, so do not run it every minute. When its time ends first, the details of `TIMEOUT` ' +
      'have the violations found so far and the place to continue from. Errors: `TIMEOUT`, `INVALID_CURSOR`.',
  })
  inventoryInvariants(
    @Arg('after', () => String, {
      nullable: true,
      description: 'Continues a check that had no time to finish: `after` in the details of its `TIMEOUT`.',
    })
    after: string | null | undefined,
    @Ctx() { services, endsAt }: RequestContext,
  ): Promise<InvariantViolation[]> {
    return checkInvariants(services.database.reader, {
      after: typeof after === 'string' ? placeOfCursor(after) : null,
      endsAt: endsAt === undefined ? Infinity : checkEndsAt(endsAt),
      cursorOf: cursorOfPlace,
    });
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
