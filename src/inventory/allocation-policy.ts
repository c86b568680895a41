import { AllocationPolicy } from '../../entities/inventory/inventory.enums';
import type { Location } from '../../entities/inventory/location';
import { eachInSteps } from '../shared/turns';

/** A quantity of a SKU that someone wants; `key` is the caller's name for it. */
export interface Demand {
  key: string;
  sku: string;
  quantity: number;
}

/** Where the goods go, as far as it is known. Coordinates in millionths of a degree. */
export interface Destination {
  latitudeE6: number | null;
  longitudeE6: number | null;
  region: string | null;
  countryCode: string | null;
}

export interface AllocationPart {
  key: string;
  sku: string;
  locationId: string;
  quantity: number;
}

/** A demand that is not met wholly; `available` is the quantity of it that its parts cover. */
export interface Shortage {
  key: string;
  sku: string;
  requested: number;
  available: number;
}

export interface AllocationPlan {
  parts: AllocationPart[];
  short: Shortage[];
}

/** Stock as a plan sees it. */
export interface StockView {
  available(sku: string, locationId: string): number;
  /** The locations that may serve the SKU. */
  locationsOf(sku: string): Location[];
}

type Compare = (a: Location, b: Location) => number;

/**
 * Decides where the demands of one order come from, without changing anything. Demands are served in their order and share
 * what is available. Every tie is broken by the location's priority, then its code.
 * PRIORITY: locations by priority. HIGHEST_STOCK: the one with most of the SKU left first. NEAREST: by distance when the
 * destination and every location have coordinates, else same region, same country, then distance where it is known.
 * SINGLE_LOCATION: everything from the location that covers most of it; what that one lacks is short.
 */
export async function planAllocation(
  levels: StockView,
  demands: readonly Demand[],
  policy: AllocationPolicy,
  destination: Destination | null,
): Promise<AllocationPlan> {
  const stock = new RemainingStock(levels);
  const only = policy === AllocationPolicy.SINGLE_LOCATION ? bestSingleLocation(levels, demands) : null;
  const plan: AllocationPlan = { parts: [], short: [] };
  await eachInSteps(demands, (demand) => {
    const candidates = levels.locationsOf(demand.sku);
    const locations = only ? candidates.filter(({ id }) => id === only.id) : candidates;
    const parts = takeFrom(
      stock,
      locations.toSorted(orderBy(policy, demand.sku, locations, stock, destination)),
      demand,
    );
    let covered = 0;
    for (const part of parts) {
      covered += part.quantity;
      plan.parts.push(part);
    }
    if (covered < demand.quantity) {
      plan.short.push({ key: demand.key, sku: demand.sku, requested: demand.quantity, available: covered });
    }
  });
  return plan;
}

/** What is available, less what the plan has taken. */
class RemainingStock {
  private readonly taken = new Map<string, number>();

  constructor(private readonly levels: StockView) {}

  of(sku: string, locationId: string): number {
    const taken = this.taken.get(`${sku}@${locationId}`) ?? 0;
    return Math.max(0, this.levels.available(sku, locationId) - taken);
  }

  take(sku: string, locationId: string, quantity: number): void {
    const key = `${sku}@${locationId}`;
    this.taken.set(key, (this.taken.get(key) ?? 0) + quantity);
  }
}

function takeFrom(
  stock: RemainingStock,
  locations: readonly Location[],
  { key, sku, quantity }: Demand,
): AllocationPart[] {
  const parts: AllocationPart[] = [];
  let missing = quantity;
  for (const { id: locationId } of locations) {
    const part = Math.min(missing, stock.of(sku, locationId));
    if (part === 0) continue;
    stock.take(sku, locationId, part);
    parts.push({ key, sku, locationId, quantity: part });
    missing -= part;
    if (missing === 0) break;
  }
  return parts;
}

const byPriority: Compare = (a, b) =>
  a.priority - b.priority || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

function orderBy(
  policy: AllocationPolicy,
  sku: string,
  locations: readonly Location[],
  stock: RemainingStock,
  destination: Destination | null,
): Compare {
  switch (policy) {
    case AllocationPolicy.HIGHEST_STOCK: {
      const left = new Map(locations.map(({ id }) => [id, stock.of(sku, id)]));
      return (a, b) => left.get(b.id)! - left.get(a.id)! || byPriority(a, b);
    }
    case AllocationPolicy.NEAREST:
      return destination ? byNearness(locations, destination) : byPriority;
    case AllocationPolicy.PRIORITY:
    case AllocationPolicy.SINGLE_LOCATION:
      return byPriority;
  }
}

function byNearness(locations: readonly Location[], destination: Destination): Compare {
  const distances = new Map(locations.map((location) => [location.id, distanceTo(location, destination)]));
  const allKnown = [...distances.values()].every((distance) => distance < Infinity);
  const rank = (location: Location): number => (allKnown ? 0 : sameArea(location, destination));
  return (a, b) => {
    const [near, far] = [distances.get(a.id)!, distances.get(b.id)!];
    return rank(a) - rank(b) || (near === far ? byPriority(a, b) : near - far);
  };
}

/** 0 in the same region of the same country, 1 in the same country, 2 elsewhere. */
function sameArea(location: Location, destination: Destination): number {
  if (destination.countryCode === null || location.countryCode !== destination.countryCode) return 2;
  return destination.region !== null && location.region === destination.region ? 0 : 1;
}

const RADIANS_PER_E6 = Math.PI / 180_000_000;

/** Great-circle distance as an angle in radians (haversine); Infinity when either place is unknown. */
export function distanceTo(
  from: Pick<Location, 'latitudeE6' | 'longitudeE6'>,
  to: Pick<Destination, 'latitudeE6' | 'longitudeE6'>,
): number {
  if (
    from.latitudeE6 === null ||
    from.longitudeE6 === null ||
    to.latitudeE6 === null ||
    to.longitudeE6 === null
  ) {
    return Infinity;
  }
  const [fromLatitude, toLatitude] = [from.latitudeE6 * RADIANS_PER_E6, to.latitudeE6 * RADIANS_PER_E6];
  const half = (a: number, b: number): number => Math.sin((b - a) / 2) ** 2;
  const longitudes = half(from.longitudeE6 * RADIANS_PER_E6, to.longitudeE6 * RADIANS_PER_E6);
  const chord = half(fromLatitude, toLatitude) + Math.cos(fromLatitude) * Math.cos(toLatitude) * longitudes;
  return 2 * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The active location that covers the largest total of all demands together. */
function bestSingleLocation(levels: StockView, demands: readonly Demand[]): Location | null {
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of demands) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  const covered = new Map<Location, number>();
  const byId = new Map<string, Location>();
  for (const [sku, quantity] of wanted) {
    for (const candidate of levels.locationsOf(sku)) {
      const location = byId.get(candidate.id) ?? candidate;
      byId.set(location.id, location);
      const part = Math.min(quantity, Math.max(0, levels.available(sku, location.id)));
      covered.set(location, (covered.get(location) ?? 0) + part);
    }
  }
  const [best] = [...covered].sort(([a, coversA], [b, coversB]) => coversB - coversA || byPriority(a, b));
  return best?.[0] ?? null;
}
