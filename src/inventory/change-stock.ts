import { attemptInSteps, type Command, type Outcome } from '../commands/commands';
import { chunks, placeholders, type Sql } from '../persistence/sql';
import type { UnitOfWork } from '../commands/unit-of-work';
import { num, type RawInteger } from '../persistence/values';
import { DomainError } from '../shared/errors';
import { toGlobalId } from '../shared/global-id';
import { LevelSet } from './level-set';
import type { InventoryDeps } from './stock-arrival.port';

/** One SKU at one location. */
export interface StockPlace {
  sku: string;
  locationId: string;
}

/** What a change of stock answers: the levels that its lines name, each once, in their order. */
export interface StockChange {
  levels: StockPlace[];
}

/** What a kind of stock change has of its own. */
export interface StockChangePlan<I> {
  placesOf(input: I): StockPlace[];
  /** Moves one command's stock on the set. Throws a `DomainError` to refuse the command. */
  move(levels: LevelSet, command: Command<I>): void;
}

/**
 * The frame of every change of stock that does not belong to an order: locks all levels that the commands name, moves them
 * command by command, lets those who wait for stock have what arrived, and saves once.
 */
export async function changeStock<I>(
  uow: UnitOfWork,
  commands: readonly Command<I>[],
  deps: InventoryDeps,
  plan: StockChangePlan<I>,
): Promise<Outcome<StockChange>[]> {
  const named = commands.map(({ input }) => distinctPlaces(plan.placesOf(input)));
  const skus = [...new Set(named.flat().map(({ sku }) => sku))];
  const stocked = await loadStocked(uow.sql, skus);
  const locationIds = new Set(named.flat().map(({ locationId }) => locationId));
  const levels = await LevelSet.lock(uow, skus, [...locationIds]);
  const outcomes: Outcome<StockChange>[] = [];
  for (const [i, command] of commands.entries()) {
    const places = named[i]!;
    const outcome = await attemptInSteps(async () => {
      await levels.allOrNone(() => {
        for (const place of places) requirePlace(place, stocked, levels);
        plan.move(levels, command);
      });
      return { levels: places };
    });
    outcomes.push(outcome);
  }
  await saveWithArrivals(uow, levels, deps);
  return outcomes;
}

/** Offers what has become available to those who wait for it, then writes everything. */
export async function saveWithArrivals(
  uow: UnitOfWork,
  levels: LevelSet,
  deps: InventoryDeps,
): Promise<void> {
  const arrivals = levels.arrivals();
  if (arrivals) await deps.stockArrival.stockArrived(uow, levels, arrivals.skus, arrivals.command);
  await levels.save();
}

const SKUS_PER_STATEMENT = 2_000;

/** Which of the SKUs exist, and whether they are kept in stock. */
async function loadStocked(sql: Sql, skus: readonly string[]): Promise<Map<string, boolean>> {
  const stocked = new Map<string, boolean>();
  for (const part of chunks(skus, SKUS_PER_STATEMENT)) {
    const rows = await sql.rows<{ sku: string; stocked: RawInteger }>(
      `SELECT t.sku, t.stocked FROM products t WHERE t.sku IN (${placeholders(part.length)})`,
      part,
    );
    for (const row of rows) stocked.set(row.sku, num(row.stocked) === 1);
  }
  return stocked;
}

function requirePlace(
  { sku, locationId }: StockPlace,
  stocked: Map<string, boolean>,
  levels: LevelSet,
): void {
  if (!stocked.has(sku)) {
    throw new DomainError('INVALID_REFERENCE', `There is no product with the SKU "${sku}".`, { sku });
  }
  if (!stocked.get(sku)) {
    throw new DomainError('INVALID_REFERENCE', `"${sku}" is a service, which is not kept in stock.`, { sku });
  }
  if (!levels.location(locationId)) {
    const id = toGlobalId('Location', locationId);
    throw new DomainError('INVALID_REFERENCE', `There is no location with the id "${id}".`, {
      locationId: id,
    });
  }
}

function distinctPlaces(places: readonly StockPlace[]): StockPlace[] {
  const byKey = new Map(places.map(({ sku, locationId }) => [`${sku}@${locationId}`, { sku, locationId }]));
  return [...byKey.values()];
}
