import type { CommandContext } from '../commands/commands';
import type { Account } from '../../entities/accounts/account';
import { BackorderPolicy } from '../../entities/catalog/catalog.enums';
import { OrderStatus, OrderTransition } from '../../entities/orders/orders.enums';
import type { Product } from '../../entities/catalog/product';
import type { ProductsBySku } from '../catalog/products-by-sku';
import {
  planAllocation,
  type AllocationPlan,
  type Demand,
  type Destination,
  type StockView,
} from '../inventory/allocation-policy';
import { tellsQuantities } from '../inventory/availability';
import { statusAfter } from '../documents/lifecycle';
import { LevelSet } from '../inventory/level-set';
import type { UnitOfWork } from '../commands/unit-of-work';
import { addDays, businessDay } from '../shared/clock';
import { DomainError } from '../shared/errors';
import { eachInSteps, mapInSteps } from '../shared/turns';
import { allocationPolicy, Allocator } from './allocations';
import { BookingEntries } from './booking-entries';
import { completeIfDone } from './completion';
import { byId, moveQuantity, promiseOrder, promiseServed, type OrderAggregate } from './order-aggregate';
import type { OrderDeps } from './order-deps';
import { ORDER_LIFECYCLE } from './order-lifecycle';
import type { OrderSet } from './order-set';
import type { PlannedOrder } from './ports';

/** An order to be confirmed, with what decides where its goods come from. */
export interface Confirmation {
  aggregate: OrderAggregate;
  command: CommandContext;
  account: Pick<Account, 'backorderPolicy' | 'allocationPolicy'>;
  destination: Destination | null;
  /** Made in this unit of work and not stored before. */
  isNew: boolean;
}

/**
 * Confirms orders one after the other over the same locked levels. Each is planned first, which changes nothing: wholly allocated or
 * backordered by its policies, or refused, such as with `INSUFFICIENT_STOCK`. What is confirmed has taken its stock from the next.
 */
export class Confirmer {
  private readonly bookings: BookingEntries;
  private readonly planned: PlannedOrder[] = [];

  private constructor(
    private readonly uow: UnitOfWork,
    private readonly deps: OrderDeps,
    private readonly set: OrderSet,
    private readonly levels: LevelSet,
    private readonly products: ProductsBySku,
  ) {
    this.bookings = new BookingEntries(deps.settings, uow.recordedAt);
  }

  /** Locks the levels of everything that the orders may take; two statements for any number of orders. */
  static async lock(
    uow: UnitOfWork,
    deps: OrderDeps,
    set: OrderSet,
    aggregates: readonly OrderAggregate[],
    products: ProductsBySku,
  ): Promise<Confirmer> {
    const levels = await LevelSet.lock(uow, aggregates.flatMap(stockedSkus));
    return new Confirmer(uow, deps, set, levels, products);
  }

  /** Where the order's goods would come from now; see `decideConfirmation`. */
  plan(confirmation: Confirmation): Promise<AllocationPlan> {
    const told = tellsQuantities(confirmation.command.actor, this.deps.settings);
    return decideConfirmation(confirmation, this.levels, this.products, told);
  }

  /** Carries out what has just been planned. */
  async confirm(confirmation: Confirmation, plan: AllocationPlan): Promise<void> {
    const { aggregate, command, isNew } = confirmation;
    const { order } = aggregate;
    order.status = statusAfter(ORDER_LIFECYCLE, order.status, OrderTransition.CONFIRM, OrderStatus.CONFIRMED);
    order.confirmedAt = command.occurredAt;
    const allocator = new Allocator(this.uow, this.levels, aggregate, command);
    const parts = await mapInSteps(plan.parts, (part) => allocator.allocate(part, 'quantityOpen'));
    await backorderRest(aggregate);
    const today = businessDay(command.occurredAt, this.deps.settings.timeZone);
    await promiseDays(confirmation, this.products, today);
    const eventId = await this.set.record(aggregate, 'OrderConfirmed', command);
    this.bookings.confirmed(aggregate, command.occurredAt, eventId);
    await completeIfDone(this.set, aggregate, command);
    this.planned.push({ aggregate, isNew, command, parts });
  }

  /** Stores levels and bookings and hands the orders over to fulfillment; the orders themselves are the set's. */
  async save(): Promise<void> {
    if (this.planned.length === 0) return;
    await this.levels.save();
    await this.bookings.save(this.uow.sql);
    await this.deps.fulfillment.planned(this.uow, this.planned);
  }
}

/**
 * Where the goods of an order come from when it is confirmed with this stock; what is short of the plan is to be backordered. Throws
 * `INSUFFICIENT_STOCK` when its policies allow no backorder of something that is short. The error says how much is available only if
 * `told`. Changes nothing.
 */
export async function decideConfirmation(
  confirmation: Pick<Confirmation, 'aggregate' | 'account' | 'destination'>,
  stock: StockView,
  products: ReadonlyMap<string, Pick<Product, 'backorderPolicy'>>,
  told: boolean,
): Promise<AllocationPlan> {
  const { aggregate, account, destination } = confirmation;
  const policy = allocationPolicy(aggregate.order, account);
  const plan = await planAllocation(stock, demandsOf(aggregate), policy, destination);
  const denied = plan.short.filter(
    ({ sku }) => backorderPolicy(confirmation, products.get(sku)) === BackorderPolicy.DENY,
  );
  if (denied.length > 0) throw insufficientStock(aggregate, denied, told);
  return plan;
}

/** The SKUs of the lines that take stock. */
export function stockedSkus({ lines }: OrderAggregate): string[] {
  return lines.filter(({ stocked }) => stocked).map(({ sku }) => sku);
}

/** The order's policy, else the account's, else the product's, else DENY. */
function backorderPolicy(
  confirmation: Pick<Confirmation, 'aggregate' | 'account'>,
  product: Pick<Product, 'backorderPolicy'> | undefined,
): BackorderPolicy {
  return (
    confirmation.aggregate.order.backorderPolicy ??
    confirmation.account.backorderPolicy ??
    product?.backorderPolicy ??
    BackorderPolicy.DENY
  );
}

function demandsOf({ lines, scheduleLines }: OrderAggregate): Demand[] {
  const stocked = new Set(lines.filter((line) => line.stocked).map(({ id }) => id));
  return scheduleLines
    .filter(({ orderLineId, quantityOpen }) => stocked.has(orderLineId) && quantityOpen > 0)
    .map(({ id, sku, quantityOpen }) => ({ key: id, sku, quantity: quantityOpen }));
}

/** How much there is instead, it says only to those who may be told. */
function insufficientStock(
  aggregate: OrderAggregate,
  short: AllocationPlan['short'],
  told: boolean,
): DomainError {
  const scheduleLines = byId(aggregate.scheduleLines);
  const orderLines = byId(aggregate.lines);
  const lines = short.map(({ key, sku, requested, available }) => {
    const { lineNumber } = orderLines.get(scheduleLines.get(key)!.orderLineId)!;
    return { lineNumber, sku, requested, available: told ? available : null };
  });
  const list = lines
    .map(({ sku, requested, available }) => `${sku}: ${requested} ordered, ${available ?? 'fewer'} available`)
    .join('; ');
  return new DomainError(
    'INSUFFICIENT_STOCK',
    `Too little stock (${list}). Order less, or ask for a backorder.`,
    { lines },
  );
}

/** What could not be allocated waits as backordered. */
function backorderRest(aggregate: OrderAggregate): Promise<void> {
  const lines = byId(aggregate.lines);
  return eachInSteps(aggregate.scheduleLines, (scheduleLine) => {
    const line = lines.get(scheduleLine.orderLineId)!;
    if (line.stocked && scheduleLine.quantityOpen > 0) {
      moveQuantity(line, scheduleLine, 'quantityOpen', 'quantityBackordered', scheduleLine.quantityOpen);
    }
  });
}

/** Promised: the requested day where goods are at hand; with a promise, not before the lead time is over; without one, unknown. */
async function promiseDays(
  confirmation: Confirmation,
  products: ProductsBySku,
  today: string,
): Promise<void> {
  await eachInSteps(confirmation.aggregate.scheduleLines, (scheduleLine) => {
    promiseServed(scheduleLine, today);
    const product = products.get(scheduleLine.sku);
    if (scheduleLine.quantityBackordered === 0 || !product) return;
    if (backorderPolicy(confirmation, product) === BackorderPolicy.ALLOW_WITH_PROMISE) {
      const restocked = addDays(today, product.leadTimeDays);
      const wished = scheduleLine.requestedDay ?? restocked;
      scheduleLine.promisedDay = wished > restocked ? wished : restocked;
    }
  });
  promiseOrder(confirmation.aggregate);
}
