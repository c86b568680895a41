import { Order } from '../../entities/orders/order';
import { OrderDeliveryStatus, OrderFulfillmentStatus, OrderStatus } from '../../entities/orders/orders.enums';
import { loadOrderingAccounts, type OrderingAccount } from '../accounts/ordering-accounts';
import { fail, succeed, type Command, type UseCase } from '../persistence/commands';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { businessDay } from '../shared/clock';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { RATE_ONE } from '../shared/money';
import { confirmAll } from './confirmation';
import { loadPricer, type DraftToPrice } from './draft-pricing';
import { loadHeaderReferences } from './header-references';
import { AddressChooser, type ChosenAddress } from './order-addresses';
import { OrderCompanions } from './order-companions';
import type { OrderDeps } from './order-deps';
import type { OrderResult, PlaceOrderInput } from './order-inputs';
import { OrderSet } from './order-set';
import { whyMayNotPlace } from './placing-rules';
import { PurchaseOrderClaims } from './purchase-order-claims';

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
    async execute(uow, commands) {
      const refusals = new Map<string, DomainError>();
      const { drafts, chooser } = await draftAll(uow, deps, commands, refusals);
      const companions = await OrderCompanions.load(uow, commands);
      const priced = await priceAll(uow, deps, drafts, companions, refusals);
      await placeAll(uow, deps, priced, companions, refusals);
      await chooser.save(uow, usedSnapshots(priced));
      return commands.map(({ id }) => {
        const refusal = refusals.get(id);
        const draft = priced.find(({ command }) => command.id === id);
        return refusal || !draft ? fail(refusal!) : succeed({ orderId: draft.toPrice.aggregate.order.id });
      });
    },
  };
}

async function draftAll(
  uow: UnitOfWork,
  deps: OrderDeps,
  commands: readonly Place[],
  refusals: Map<string, DomainError>,
): Promise<{ drafts: Draft[]; chooser: AddressChooser }> {
  const inputs = commands.map(({ input }) => input);
  const accounts = await loadOrderingAccounts(
    uow.sql,
    inputs.map(({ accountId }) => accountId),
  );
  const refuseReference = await loadHeaderReferences(uow.sql, inputs);
  const chooser = await AddressChooser.load(
    uow,
    inputs.flatMap(({ billTo, shipTo }) => [billTo, shipTo]),
  );
  const drafts: Draft[] = [];
  for (const command of commands) {
    const found = accounts.get(command.input.accountId);
    const refusal =
      whyMayNotPlace(command.actor, command.input, found) ??
      refuseReference(command.input, command.input.accountId);
    const draft = refusal ?? draftOne(uow, deps, command, found!, chooser);
    if (draft instanceof DomainError) refusals.set(command.id, draft);
    else drafts.push(draft);
  }
  return { drafts, chooser };
}

function draftOne(
  uow: UnitOfWork,
  deps: OrderDeps,
  command: Place,
  found: OrderingAccount,
  chooser: AddressChooser,
): Draft | DomainError {
  const { input } = command;
  const shipTo = chooser.choose(input.shipTo, input.accountId, found.shipTo, uow.recordedAt);
  if (shipTo instanceof DomainError) return shipTo;
  const billTo = chooser.choose(input.billTo, input.accountId, found.billTo, uow.recordedAt);
  if (billTo instanceof DomainError) return billTo;
  if (!shipTo) {
    return new DomainError(
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
      lines: input.lines,
      day: businessDay(order.orderedAt, deps.settings.timeZone),
      priceListId: found.account.priceListId,
      taxExempt: found.account.taxExempt,
      destination: shipTo,
      discount: input.discount ?? null,
    },
  };
}

/** A draft without lines and amounts. Its number comes when it is known to be placed. */
function newOrder(uow: UnitOfWork, deps: OrderDeps, command: Place, { account }: OrderingAccount): Order {
  const { input } = command;
  const { settings } = deps;
  return Object.assign(new Order(), {
    id: newId(),
    number: '',
    accountId: account.id,
    accountName: account.name,
    contactId: input.contactId ?? null,
    repId: input.repId ?? account.ownerRepId,
    territoryId: input.territoryId ?? account.territoryId,
    channel: input.channel,
    status: OrderStatus.DRAFT,
    fulfillmentStatus: OrderFulfillmentStatus.UNFULFILLED,
    deliveryStatus: OrderDeliveryStatus.NOT_DELIVERED,
    onHold: false,
    poNumber: input.poNumber ?? null,
    poClaim: input.poNumber ?? null,
    quoteNumber: input.quoteNumber ?? null,
    currencyCode: input.currencyCode ?? account.currencyCode,
    reportingCurrency: settings.reportingCurrency,
    exchangeRateE10: RATE_ONE,
    accountCurrency: account.currencyCode,
    accountRateE10: null,
    paymentTerms: input.paymentTerms ?? account.paymentTerms,
    incoterm: input.incoterm ?? null,
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

/** Prices the drafts and claims their purchase order numbers and external ids; those that fail are left out. */
async function priceAll(
  uow: UnitOfWork,
  deps: OrderDeps,
  drafts: readonly Draft[],
  companions: OrderCompanions,
  refusals: Map<string, DomainError>,
): Promise<Draft[]> {
  const price = await loadPricer(
    uow.sql,
    deps,
    drafts.map(({ toPrice }) => toPrice),
  );
  const claims = await PurchaseOrderClaims.load(
    uow.sql,
    drafts.flatMap(({ command: { input } }) =>
      input.poNumber ? [{ accountId: input.accountId, poNumber: input.poNumber }] : [],
    ),
  );
  const numbers = await deps.orderNumbers.take(uow, drafts.length);
  return drafts.filter((draft, i) => {
    const { order } = draft.toPrice.aggregate;
    order.number = numbers[i]!;
    const refusal = price(draft.toPrice) ?? companions.refuse(draft.command) ?? claims.refuse(order);
    if (refusal) refusals.set(draft.command.id, refusal);
    else claims.claim(order);
    return !refusal;
  });
}

async function placeAll(
  uow: UnitOfWork,
  deps: OrderDeps,
  drafts: readonly Draft[],
  companions: OrderCompanions,
  refusals: Map<string, DomainError>,
): Promise<void> {
  const set = new OrderSet(uow);
  const place = ({ command, toPrice }: Draft): void => {
    set.add(toPrice.aggregate);
    set.record(toPrice.aggregate, 'OrderPlaced', command);
    companions.add(command, toPrice.aggregate.order);
  };
  for (const draft of drafts) if (!draft.command.input.confirm) place(draft);
  const refused = await confirmAll(
    uow,
    deps,
    set,
    drafts
      .filter(({ command }) => command.input.confirm)
      .map((draft) => ({
        aggregate: draft.toPrice.aggregate,
        command: draft.command,
        account: draft.account.account,
        destination: draft.shipTo,
        accepted: () => place(draft),
      })),
  );
  for (const { command, toPrice } of drafts) {
    const refusal = refused.get(toPrice.aggregate.order.id);
    if (refusal) refusals.set(command.id, refusal);
  }
  await set.save();
  await companions.save();
}

function usedSnapshots(drafts: readonly Draft[]): Set<string | null> {
  return new Set(
    drafts.flatMap(({ toPrice: { aggregate } }) => [
      aggregate.order.billToSnapshotId,
      aggregate.order.shipToSnapshotId,
    ]),
  );
}
