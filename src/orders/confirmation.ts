import type { Account } from '../../entities/accounts/account';
import { BackorderPolicy } from '../../entities/catalog/catalog.enums';
import { OrderStatus } from '../../entities/orders/orders.enums';
import { Product } from '../../entities/catalog/product';
import {
  planAllocation,
  type AllocationPlan,
  type Demand,
  type Destination,
} from '../inventory/allocation-policy';
import { LevelSet } from '../inventory/level-set';
import { placeholders, type Sql } from '../persistence/sql';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { addDays, businessDay } from '../shared/clock';
import { DomainError } from '../shared/errors';
import { allocateParts, allocationPolicy } from './allocations';
import { BookingEntries } from './booking-entries';
import { completeIfDone } from './completion';
import { lineOf, moveQuantity, promiseOrder, promiseServed, type OrderAggregate } from './order-aggregate';
import type { OrderDeps } from './order-deps';
import type { OrderSet } from './order-set';
import type { CommandContext, PlannedOrder } from './ports';

/** An order to be confirmed, with what decides where its goods come from. */
export interface Confirmation {
  aggregate: OrderAggregate;
  command: CommandContext;
  account: Pick<Account, 'backorderPolicy' | 'allocationPolicy'>;
  destination: Destination | null;
  /** Runs when stock has been found and the order will be confirmed, before it changes. */
  accepted?: () => void;
}

/**
 * Confirms orders one after the other over the same locked levels: each is allocated or backordered wholly by its policies, or
 * refused, such as with `INSUFFICIENT_STOCK`, and left as it was. Answers the refusals by order id.
 */
export async function confirmAll(
  uow: UnitOfWork,
  deps: OrderDeps,
  set: OrderSet,
  confirmations: readonly Confirmation[],
): Promise<Map<string, DomainError>> {
  const refusals = new Map<string, DomainError>();
  if (confirmations.length === 0) return refusals;
  const goods = confirmations.flatMap(({ aggregate }) => stockedSkus(aggregate));
  const levels = await LevelSet.lock(uow, goods);
  const products = await loadPolicies(uow.sql, goods);
  const bookings = new BookingEntries(deps.settings, uow.recordedAt);
  const planned: PlannedOrder[] = [];
  for (const confirmation of confirmations) {
    const plan = planOne(levels, products, confirmation);
    if (plan instanceof DomainError) {
      refusals.set(confirmation.aggregate.order.id, plan);
      continue;
    }
    confirmation.accepted?.();
    planned.push(confirmOne(uow, set, levels, products, confirmation, plan, deps, bookings));
  }
  await levels.save();
  await bookings.save(uow.sql);
  await deps.fulfillment.planned(uow, planned);
  return refusals;
}

function stockedSkus({ lines }: OrderAggregate): string[] {
  return lines.filter(({ stocked }) => stocked).map(({ sku }) => sku);
}

type ProductPolicy = Pick<Product, 'backorderPolicy' | 'leadTimeDays'>;

async function loadPolicies(sql: Sql, skus: readonly string[]): Promise<Map<string, ProductPolicy>> {
  const distinct = [...new Set(skus)];
  if (distinct.length === 0) return new Map();
  const products = await sql.select(Product, `WHERE t.sku IN (${placeholders(distinct.length)})`, distinct);
  return new Map(products.map((product) => [product.sku, product]));
}

/** The order's policy, else the account's, else the product's, else DENY. */
function backorderPolicy(confirmation: Confirmation, product: ProductPolicy | undefined): BackorderPolicy {
  return (
    confirmation.aggregate.order.backorderPolicy ??
    confirmation.account.backorderPolicy ??
    product?.backorderPolicy ??
    BackorderPolicy.DENY
  );
}

function planOne(
  levels: LevelSet,
  products: ReadonlyMap<string, ProductPolicy>,
  confirmation: Confirmation,
): AllocationPlan | DomainError {
  const { aggregate, account } = confirmation;
  const policy = allocationPolicy(aggregate.order, account);
  const plan = planAllocation(levels, demandsOf(aggregate), policy, confirmation.destination);
  const denied = plan.short.filter(
    ({ sku }) => backorderPolicy(confirmation, products.get(sku)) === BackorderPolicy.DENY,
  );
  return denied.length === 0 ? plan : insufficientStock(aggregate, denied);
}

function demandsOf({ lines, scheduleLines }: OrderAggregate): Demand[] {
  const stocked = new Set(lines.filter((line) => line.stocked).map(({ id }) => id));
  return scheduleLines
    .filter(({ orderLineId, quantityOpen }) => stocked.has(orderLineId) && quantityOpen > 0)
    .map(({ id, sku, quantityOpen }) => ({ key: id, sku, quantity: quantityOpen }));
}

function insufficientStock(aggregate: OrderAggregate, short: AllocationPlan['short']): DomainError {
  const lines = short.map(({ key, sku, requested, available }) => {
    const scheduleLine = aggregate.scheduleLines.find(({ id }) => id === key)!;
    return { lineNumber: lineOf(aggregate, scheduleLine.orderLineId).lineNumber, sku, requested, available };
  });
  const list = lines
    .map(({ sku, requested, available }) => `${sku}: ${requested} ordered, ${available} available`)
    .join('; ');
  return new DomainError(
    'INSUFFICIENT_STOCK',
    `Too little stock (${list}). Order less, or ask for a backorder.`,
    { lines },
  );
}

function confirmOne(
  uow: UnitOfWork,
  set: OrderSet,
  levels: LevelSet,
  products: ReadonlyMap<string, ProductPolicy>,
  confirmation: Confirmation,
  plan: AllocationPlan,
  deps: OrderDeps,
  bookings: BookingEntries,
): PlannedOrder {
  const { aggregate, command } = confirmation;
  const { order } = aggregate;
  order.status = OrderStatus.CONFIRMED;
  order.confirmedAt = command.occurredAt;
  const parts = allocateParts(uow, levels, aggregate, plan.parts, 'quantityOpen', command);
  backorderRest(aggregate);
  promiseDays(confirmation, products, businessDay(command.occurredAt, deps.settings.timeZone));
  const eventId = set.record(aggregate, 'OrderConfirmed', command);
  bookings.confirmed(aggregate, command.occurredAt, eventId);
  completeIfDone(set, aggregate, command);
  return { aggregate, command, parts };
}

/** What could not be allocated waits as backordered. */
function backorderRest(aggregate: OrderAggregate): void {
  for (const scheduleLine of aggregate.scheduleLines) {
    const line = lineOf(aggregate, scheduleLine.orderLineId);
    if (line.stocked && scheduleLine.quantityOpen > 0) {
      moveQuantity(line, scheduleLine, 'quantityOpen', 'quantityBackordered', scheduleLine.quantityOpen);
    }
  }
}

/** Promised: the requested day where goods are at hand; with a promise, not before the lead time is over; without one, unknown. */
function promiseDays(
  confirmation: Confirmation,
  products: ReadonlyMap<string, ProductPolicy>,
  today: string,
): void {
  for (const scheduleLine of confirmation.aggregate.scheduleLines) {
    promiseServed(scheduleLine, today);
    const product = products.get(scheduleLine.sku);
    if (scheduleLine.quantityBackordered === 0 || !product) continue;
    if (backorderPolicy(confirmation, product) === BackorderPolicy.ALLOW_WITH_PROMISE) {
      const restocked = addDays(today, product.leadTimeDays);
      const wished = scheduleLine.requestedDay ?? restocked;
      scheduleLine.promisedDay = wished > restocked ? wished : restocked;
    }
  }
  promiseOrder(confirmation.aggregate);
}
