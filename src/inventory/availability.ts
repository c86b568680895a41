import type { InventoryLevel } from '../../entities/inventory/inventory-level';
import type { AvailabilityStatus } from '../../entities/inventory/inventory.enums';
import { BackorderPolicy } from '../../entities/catalog/catalog.enums';
import type { Product } from '../../entities/catalog/product';
import type { Actor } from '../auth/actor';
import { Permission } from '../auth/permissions';
import type { Settings } from '../config/settings';
import { addDays } from '../shared/clock';

type Detail = Pick<Settings, 'availability' | 'lowStock'>;

/** What can be ordered of a product and when, as one actor may know it. */
export interface Availability {
  status: AvailabilityStatus;
  /** Null for an actor who is told the status alone. */
  available: number | null;
  incoming: number | null;
  moreExpected: boolean;
  moreFrom: string | null;
}

/** Whether an actor is told quantities, in answers and in errors alike: with INVENTORY_READ, else where the company shows them. */
export function tellsQuantities(
  { permissions }: Pick<Actor, 'permissions'>,
  { availability }: Pick<Settings, 'availability'>,
): boolean {
  return permissions.has(Permission.INVENTORY_READ) || availability === 'EXACT';
}

/** Over the levels at active locations; what is missing at one takes nothing from another. `today` is the business day. */
export function availabilityOf(
  product: Pick<Product, 'backorderPolicy' | 'leadTimeDays' | 'stocked'>,
  levels: readonly Pick<InventoryLevel, 'available' | 'incoming'>[],
  today: string,
  actor: Pick<Actor, 'permissions'>,
  settings: Detail,
): Availability {
  const available = levels.reduce((sum, level) => sum + Math.max(0, level.available), 0);
  const incoming = levels.reduce((sum, level) => sum + level.incoming, 0);
  const told = tellsQuantities(actor, settings);
  const promises = product.backorderPolicy === BackorderPolicy.ALLOW_WITH_PROMISE;
  return {
    status: product.stocked ? statusOf(available, settings) : 'IN',
    available: told ? available : null,
    incoming: told ? incoming : null,
    moreExpected: incoming > 0,
    moreFrom: product.stocked && promises ? addDays(today, product.leadTimeDays) : null,
  };
}

function statusOf(available: number, { lowStock }: Detail): AvailabilityStatus {
  if (available <= 0) return 'OUT';
  return available <= lowStock ? 'LOW' : 'IN';
}
