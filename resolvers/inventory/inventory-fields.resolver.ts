import { Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Product } from '../../entities/catalog/product';
import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import { Location } from '../../entities/inventory/location';
import { Node } from '../../entities/node';
import { availabilityOf } from '../../src/inventory/availability';
import { businessDay } from '../../src/shared/clock';
import { toGlobalId } from '../../src/shared/global-id';
import { productBySku } from '../catalog/catalog.loaders';
import type { RequestContext } from '../kit/context';
import { loadNode } from '../node/node-registry';
import { Reads } from '../kit/columns-of-fields';
import { levelsOfSku, locationById } from './inventory.loaders';
import { ProductAvailability } from './inventory.types';

@Resolver(() => InventoryLevel)
export class InventoryLevelFieldsResolver {
  @Reads<InventoryLevel>('locationId')
  @FieldResolver(() => Location, { description: 'Where the goods are.' })
  location(@Root() { locationId }: InventoryLevel, @Ctx() ctx: RequestContext): Promise<Location | null> {
    return locationById(ctx).load(locationId);
  }

  @FieldResolver(() => Product, { description: 'What it is a level of.' })
  product(@Root() { sku }: InventoryLevel, @Ctx() ctx: RequestContext): Promise<Product | null> {
    return productBySku(ctx).load(sku);
  }
}

@Resolver(() => InventoryMovement)
export class InventoryMovementFieldsResolver {
  @Reads<InventoryMovement>('locationId')
  @FieldResolver(() => Location, { description: 'Where it happened.' })
  location(@Root() { locationId }: InventoryMovement, @Ctx() ctx: RequestContext): Promise<Location | null> {
    return locationById(ctx).load(locationId);
  }

  @FieldResolver(() => ID, { description: 'Global id of the principal who caused it.' })
  actorId(@Root() { actorId }: InventoryMovement): string {
    return toGlobalId('Principal', actorId);
  }

  @FieldResolver(() => Node, {
    nullable: true,
    description: 'What caused it, such as an order; null when nothing did or the caller may not see it.',
  })
  reference(@Root() movement: InventoryMovement, @Ctx() ctx: RequestContext): Promise<Node | null> | null {
    const { referenceType, referenceId } = movement;
    return referenceType && referenceId ? loadNode(ctx, toGlobalId(referenceType, referenceId)) : null;
  }
}

@Resolver(() => Product)
export class ProductStockResolver {
  @Reads<Product>('sku')
  @FieldResolver(() => [InventoryLevel], {
    nullable: true,
    description:
      'Its inventory levels: at most one per location, for those that have had any. Needs INVENTORY_READ.',
  })
  async inventoryLevels(@Root() { sku }: Product, @Ctx() ctx: RequestContext): Promise<InventoryLevel[]> {
    return (await levelsOfSku(ctx).load(sku)) ?? [];
  }

  @Reads<Product>('sku', 'stocked', 'backorderPolicy', 'leadTimeDays')
  @FieldResolver(() => ProductAvailability, {
    description:
      'How much can be ordered, and when more comes. Callers with INVENTORY_READ see quantities; a setting decides whether others do.',
  })
  async availability(@Root() product: Product, @Ctx() ctx: RequestContext): Promise<ProductAvailability> {
    const { actor, services } = ctx;
    const levels = (await levelsOfSku(ctx).load(product.sku)) ?? [];
    const locations = await Promise.all(levels.map(({ locationId }) => locationById(ctx).load(locationId)));
    const active = levels.filter((_level, i) => locations[i]?.active);
    const today = businessDay(services.clock.now(), services.settings.timeZone);
    return availabilityOf(product, active, today, actor, services.settings);
  }
}
