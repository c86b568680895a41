import { Order } from '../../entities/orders/order';
import { OrderDeliveryStatus, OrderFulfillmentStatus, OrderStatus } from '../../entities/orders/orders.enums';
import { loadOrderingAccounts, type OrderingAccount } from '../accounts/ordering-accounts';
import type { ProductsBySku } from '../catalog/products-by-sku';
import { newRow } from '../persistence/mapping/entity-mapping';
import { attemptInSteps, fail, succeed, type Command, type UseCase } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { businessDay } from '../shared/clock';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { RATE_ONE } from '../shared/money';
import { Confirmer, type Confirmation } from './confirmation';
import { discountLimitOf } from '../pricing/discount-limit';
import { loadDraftPricer, loadProducts, type DraftToPrice } from './draft-pricing';
import { loadHeaderReferences } from '../accounts/header-references';
import { AddressChooser, type ChosenAddress } from '../accounts/address-snapshots';
import { OrderCompanions } from './order-companions';
import { ORDER_NUMBERS } from './order-numbers';
import type { OrderDeps } from './order-deps';
import type { OrderResult, PlaceOrderInput } from './order-inputs';
import { newOrders } from './order-set';
import { ownChannel, requirePlaceable } from './placing-rules';
import { poNumberOf, PurchaseOrderClaims } from './purchase-order-claims';

type Place = Command<PlaceOrderInput>;

interface Draft {
  command: Place;
  account: OrderingAccount;
  shipTo: ChosenAddress | null;
  toPrice: DraftToPrice;
}

/**
 * Places orders: checks, prices, and confirms at once those that ask for it. A fixed number of statements for a list; an order
 * that fails has stored nothing.
 */
export function placeOrders(deps: OrderDeps): UseCase<PlaceOrderInput, OrderResult> {
  return {
    name: 'placeOrder',
    batching: { sharedBy: ({ accountId }) => accountId, needs: stockOf },
    async execute(uow, commands) {
      const refusals = new Map<string, DomainError>();
      const { drafts, chooser, products } = await draftAll(uow, deps, commands, refusals);
      const priced = await priceAll(uow, deps, drafts, products, refusals);
      const placed = await placeAll(uow, deps, priced, products, refusals);
      await chooser.save(uow, usedSnapshots(placed));
      const orderIds = new Map(
        placed.map(({ command, toPrice }) => [command.id, toPrice.aggregate.order.id]),
      );
      return commands.map(({ id }) => {
        const orderId = orderIds.get(id);
        return orderId === undefined ? fail(refusals.get(id)!) : succeed({ orderId });
      });
    },
  };
}

/** The SKUs whose stock the order takes at once. */
function stockOf({ confirm, lines }: PlaceOrderInput): string[] {
  return confirm ? lines.map(({ sku }) => sku) : [];
}

async function draftAll(
  uow: UnitOfWork,
  deps: OrderDeps,
  commands: readonly Place[],
  refusals: Map<string, DomainError>,
): Promise<{ drafts: Draft[]; chooser: AddressChooser; products: ProductsBySku }> {
  const inputs = commands.map(({ input }) => input);
  const [accounts, requireReferences, chooser, products] = await Promise.all([
    loadOrderingAccounts(
      uow.sql,
      inputs.map(({ accountId }) => accountId),
    ),
    loadHeaderReferences(uow.sql, inputs),
    AddressChooser.load(
      uow,
      inputs.flatMap(({ billTo, shipTo }) => [billTo, shipTo]),
    ),
    loadProducts(uow.sql, inputs),
  ]);
  const drafts: Draft[] = [];
  for (const command of commands) {
    const { actor, input } = command;
    const drafted = await attemptInSteps(async () => {
      const account = await requirePlaceable(actor, input, accounts.get(input.accountId));
      requireReferences(input, input.accountId);
      return draftOne(uow, deps, command, account, chooser);
    });
    if (drafted.ok) drafts.push(drafted.result);
    else refusals.set(command.id, drafted.error);
  }
  return { drafts, chooser, products };
}

function draftOne(
  uow: UnitOfWork,
  deps: OrderDeps,
  command: Place,
  found: OrderingAccount,
  chooser: AddressChooser,
): Draft {
  const { input } = command;
  const shipTo = chooser.choose(input.shipTo, input.accountId, found.shipTo, uow.recordedAt);
  const billTo = chooser.choose(input.billTo, input.accountId, found.billTo, uow.recordedAt);
  if (!shipTo) {
    throw new DomainError(
      'ADDRESS_REQUIRED',
      `Account ${found.account.number} has no default address to ship to. Give shipTo, or set one.`,
      {
        account: found.account.number,
      },
    );
  }
  const order = newOrder(uow, deps, command, found);
  order.shipToSnapshotId = shipTo.snapshotId;
  order.billToSnapshotId = (billTo ?? shipTo).snapshotId;
  const aggregate = { order, lines: [], scheduleLines: [], holds: [], allocations: [] };
  return {
    command,
    account: found,
    shipTo,
    toPrice: {
      aggregate,
      currencyCode: order.currencyCode,
      freightMinor: order.freightMinor,
      lines: input.lines,
      day: businessDay(order.orderedAt, deps.settings.timeZone),
      priceListId: found.account.priceListId,
      taxExempt: found.account.taxExempt,
      destination: shipTo,
      discount: input.discount ?? null,
      discountLimit: discountLimitOf(command.actor, found.account, deps.settings),
    },
  };
}

/** A draft without lines and amounts. Its number comes when it is known to be placed. */
function newOrder(uow: UnitOfWork, deps: OrderDeps, command: Place, { account }: OrderingAccount): Order {
  const { input } = command;
  const { settings } = deps;
  return newRow(Order, {
    id: newId(),
    number: '',
    accountId: account.id,
    accountName: account.name,
    contactId: input.contactId ?? null,
    repId: input.repId ?? account.ownerRepId,
    territoryId: input.territoryId ?? account.territoryId,
    channel: input.channel ?? input.ownChannel ?? ownChannel(command.actor),
    status: OrderStatus.DRAFT,
    fulfillmentStatus: OrderFulfillmentStatus.UNFULFILLED,
    deliveryStatus: OrderDeliveryStatus.NOT_DELIVERED,
    onHold: false,
    poNumber: poNumberOf(input.poNumber),
    poClaim: poNumberOf(input.poNumber),
    quoteNumber: input.quoteNumber ?? null,
    currencyCode: input.currencyCode ?? account.currencyCode,
    reportingCurrency: settings.reportingCurrency,
    exchangeRateE10: RATE_ONE,
    accountCurrency: account.currencyCode,
    accountRateE10: null,
    paymentTerms: input.paymentTerms ?? account.paymentTerms,
    incoterm: input.incoterm ?? account.incoterm,
    shippingMethod: input.shippingMethod ?? null,
    backorderPolicy: input.backorderPolicy ?? null,
    allocationPolicy: input.allocationPolicy ?? null,
    roundingMode: settings.roundingMode,
    taxRoundingLevel: settings.taxRounding,
    freightMinor: input.freightMinor ?? 0n,
    cancelledMinor: 0n,
    orderDiscountPpm: input.discount?.ppm ?? null,
    orderDiscountFixedMinor: input.discount?.fixedMinor ?? null,
    orderDiscountReason: input.discount?.reason ?? null,
    requestedDay: input.requestedDay ?? null,
    promisedDay: null,
    customAttributes: input.customAttributes ?? null,
    source: null,
    cancelReason: null,
    orderedAt: input.orderedAt ?? command.occurredAt,
    confirmedAt: null,
    completedAt: null,
    cancelledAt: null,
    closedAt: null,
    createdBy: command.actor.principalId,
    version: 0,
    createdAt: uow.recordedAt,
    updatedAt: uow.recordedAt,
  });
}

/** Prices the drafts and numbers them; those that have no price are left out. */
async function priceAll(
  uow: UnitOfWork,
  deps: OrderDeps,
  drafts: readonly Draft[],
  products: ProductsBySku,
  refusals: Map<string, DomainError>,
): Promise<Draft[]> {
  const price = await loadDraftPricer(
    uow.sql,
    deps,
    drafts.map(({ toPrice }) => toPrice),
    products,
  );
  const priced: Draft[] = [];
  for (const draft of drafts) {
    const outcome = await attemptInSteps(() => price(draft.toPrice));
    if (outcome.ok) priced.push(draft);
    else refusals.set(draft.command.id, outcome.error);
  }
  const numbers = await deps.numbers.of(ORDER_NUMBERS).take(uow, priced.length);
  priced.forEach(({ toPrice }, i) => (toPrice.aggregate.order.number = numbers[i]!));
  return priced;
}

/**
 * Places the orders in their turn: one that is refused leaves its stock, purchase order number and external ids to those that follow.
 * Answers those that are placed.
 */
async function placeAll(
  uow: UnitOfWork,
  deps: OrderDeps,
  drafts: readonly Draft[],
  products: ProductsBySku,
  refusals: Map<string, DomainError>,
): Promise<Draft[]> {
  const set = newOrders(uow);
  const [claims, companions, confirmer] = await Promise.all([
    loadClaims(uow, drafts),
    OrderCompanions.load(
      uow,
      drafts.map(({ command }) => command),
    ),
    Confirmer.lock(
      uow,
      deps,
      set,
      drafts.filter(({ command }) => command.input.confirm).map(({ toPrice }) => toPrice.aggregate),
      products,
    ),
  ]);
  const placed: Draft[] = [];
  for (const draft of drafts) {
    const { command, toPrice } = draft;
    const { order } = toPrice.aggregate;
    const confirmation = confirmationOf(draft);
    const decided = await attemptInSteps(async () => {
      claims.requireFree(order);
      companions.requireFree(command);
      return confirmation && { confirmation, plan: await confirmer.plan(confirmation) };
    });
    if (!decided.ok) {
      refusals.set(command.id, decided.error);
      continue;
    }
    claims.claim(order);
    set.add(toPrice.aggregate);
    await set.record(toPrice.aggregate, 'OrderPlaced', command);
    companions.add(command, order);
    if (decided.result) await confirmer.confirm(decided.result.confirmation, decided.result.plan);
    placed.push(draft);
  }
  await confirmer.save();
  await set.save();
  await companions.save();
  return placed;
}

/** How a draft is to be confirmed at once; null for one that stays a draft. */
function confirmationOf({ toPrice, command, account, shipTo }: Draft): Confirmation | null {
  if (!command.input.confirm) return null;
  const { aggregate } = toPrice;
  return { aggregate, command, account: account.account, destination: shipTo, isNew: true };
}

function loadClaims({ sql }: UnitOfWork, drafts: readonly Draft[]): Promise<PurchaseOrderClaims> {
  const orders = drafts.map(({ toPrice }) => toPrice.aggregate.order);
  return PurchaseOrderClaims.load(sql, orders);
}

function usedSnapshots(drafts: readonly Draft[]): Set<string | null> {
  return new Set(
    drafts.flatMap(({ toPrice: { aggregate } }) => [
      aggregate.order.billToSnapshotId,
      aggregate.order.shipToSnapshotId,
    ]),
  );
}
