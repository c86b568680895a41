import { Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Product } from '../../entities/catalog/product';
import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import { Location } from '../../entities/inventory/location';
import { Node } from '../../entities/node';
import { toGlobalId } from '../../src/shared/global-id';
import { productBySku } from '../catalog/catalog.loaders';
import type { RequestContext } from '../context';
import { loadNode } from '../global/node-registry';
import { Reads } from '../field-reads';
import { levelsOfSku, locationById } from './inventory.loaders';
import { ProductAvailability } from './inventory.types';

@Resolver(() => InventoryLevel)
export class InventoryLevelFieldsResolver {
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
    description: 'Its inventory levels: at most one per location, for those that have had any.',
  })
  async inventoryLevels(@Root() { sku }: Product, @Ctx() ctx: RequestContext): Promise<InventoryLevel[]> {
    return (await levelsOfSku(ctx).load(sku)) ?? [];
  }

  @Reads<Product>('sku')
  @FieldResolver(() => ProductAvailability, { description: 'How much of it can be ordered now.' })
  async availability(@Root() { sku }: Product, @Ctx() ctx: RequestContext): Promise<ProductAvailability> {
    const levels = (await levelsOfSku(ctx).load(sku)) ?? [];
    const locations = await Promise.all(levels.map(({ locationId }) => locationById(ctx).load(locationId)));
    const active = levels.filter((_level, i) => locations[i]?.active);
    return {
      available: active.reduce((sum, { available }) => sum + Math.max(0, available), 0),
      incoming: active.reduce((sum, { incoming }) => sum + incoming, 0),
    };
  }
}
