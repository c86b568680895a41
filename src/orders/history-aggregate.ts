import type { Account } from '../../entities/accounts/account';
import type { Product } from '../../entities/catalog/product';
import { Order } from '../../entities/orders/order';
import { OrderLine } from '../../entities/orders/order-line';
import { OrderStatus } from '../../entities/orders/orders.enums';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import type { RateRequest } from '../accounts/exchange-rates';
import type { Settings } from '../config/settings';
import { newRow } from '../persistence/mapping/entity-mapping';
import type { Command } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { businessDay } from '../shared/clock';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { unusableName } from '../shared/invalid-input';
import { splitByWeights } from '../shared/money';
import type { HistoryLineInput, HistoryOrderInput, HistoryState } from './history-inputs';
import type { AddressChooser } from '../accounts/address-snapshots';
import type { OrderAggregate } from './order-aggregate';
import { reportingTotal, refuseHugeOrder, type ReportingRate } from '../pricing/amounts';
import { computeTotals, sumLines, type LineTotals, type OrderTotals } from '../pricing/totals';
import { explainLine } from '../pricing/explanation';

export interface HistoryFacts {
  accounts: ReadonlyMap<string, Account>;
  products: ReadonlyMap<string, Product>;
  rateOf: (request: RateRequest) => bigint;
  addresses: AddressChooser;
  /** Numbers for orders that come without one; the next is the last. */
  numbers: string[];
  /** Numbers that belong to an order already, or to an earlier one of the list. */
  takenNumbers: Set<string>;
}

/** An order whose place another content of it takes: it keeps these. */
export type ReplacedOrder = Pick<Order, 'id' | 'number' | 'version' | 'createdBy' | 'createdAt'>;

/** An order of another system as an aggregate of ours. Throws a `DomainError` when it cannot be one. */
export function historyAggregate(
  uow: UnitOfWork,
  settings: Settings,
  command: Command<HistoryOrderInput>,
  facts: HistoryFacts,
  replaced: ReplacedOrder | null = null,
): OrderAggregate {
  const { input } = command;
  requireFitting(command, facts, replaced);
  const account = facts.accounts.get(input.accountId)!;
  const day = businessDay(input.orderedAt, settings.timeZone);
  const rate = facts.rateOf({ from: input.currencyCode, to: settings.reportingCurrency, day });
  const shipTo = facts.addresses.choose(input.shipTo, account.id, null, uow.recordedAt);
  const billTo = facts.addresses.choose(input.billTo, account.id, null, uow.recordedAt);
  const totals = historyTotals(input, settings);
  const toReports = { ...settings, currencyCode: input.currencyCode, rateE10: rate };
  refuseHugeOrder(totals, toReports);
  const order = makeOrder(uow, settings, command, account, totals, toReports);
  Object.assign(order, replaced);
  order.number = input.number || replaced?.number || facts.numbers.pop()!;
  facts.takenNumbers.add(order.number);
  order.billToSnapshotId = billTo?.snapshotId ?? null;
  order.shipToSnapshotId = shipTo?.snapshotId ?? null;
  const lines = input.lines.map((line, i) =>
    makeLine(order, input.state, line, facts.products.get(line.sku)!, totals.lines[i]!, i + 1),
  );
  return {
    order,
    lines,
    scheduleLines: lines.map((line) => makeScheduleLine(order, line)),
    holds: [],
    allocations: [],
  };
}

/** Throws when what the order names does not fit what is here. */
function requireFitting(
  { actor, input: { accountId, number, lines } }: Command<HistoryOrderInput>,
  facts: HistoryFacts,
  replaced: ReplacedOrder | null,
): void {
  if (!facts.accounts.has(accountId))
    throw new DomainError('INVALID_REFERENCE', 'accountId names no account.', { path: 'accountId' });
  if (lines.length === 0)
    throw new DomainError('INVALID_REFERENCE', 'The order has no lines. Give at least one.', {
      path: 'lines',
    });
  const unknown = lines.find(({ sku }) => !facts.products.has(sku));
  if (unknown) {
    const message = `There is no product with the SKU "${unknown.sku}". Import products first.`;
    throw new DomainError('INVALID_REFERENCE', message, { path: 'lines', sku: unknown.sku });
  }
  if (!number || number === replaced?.number || !facts.takenNumbers.has(number)) return;
  if (!actor.scope.all) throw unusableName('number');
  throw new DomainError('DUPLICATE', `Another order has the number ${number}. Give another, or none.`, {
    number,
  });
}

/** The lines by our totals; the source's tax, which it gives for the whole order, is split over them. */
function historyTotals(input: HistoryOrderInput, settings: Settings): OrderTotals {
  const totals = computeTotals(
    input.lines.map((line) => ({ ...line, discount: line.discount ?? null, taxPpm: 0n })),
    {
      currencyCode: input.currencyCode,
      roundingMode: settings.roundingMode,
      taxRounding: 'LINE',
      orderDiscount: null,
      freightMinor: input.freightMinor,
    },
  );
  const taxes = splitByWeights(
    input.taxMinor,
    totals.lines.map(({ netMinor }) => netMinor),
  );
  const lines = totals.lines.map((line, i) => ({
    ...line,
    taxMinor: taxes[i]!,
    totalMinor: line.netMinor + taxes[i]!,
  }));
  return { lines, ...sumLines(lines, input.freightMinor) };
}

const STATUS: Readonly<Record<HistoryState, OrderStatus>> = {
  OPEN: OrderStatus.CONFIRMED,
  SHIPPED: OrderStatus.COMPLETED,
  CANCELLED: OrderStatus.CANCELLED,
};

function makeOrder(
  uow: UnitOfWork,
  settings: Settings,
  { input, actor }: Command<HistoryOrderInput>,
  account: Account,
  { lines, ...sums }: OrderTotals,
  toReports: ReportingRate,
): Order {
  const { orderedAt, state } = input;
  return newRow(Order, {
    id: newId(),
    accountId: account.id,
    accountName: account.name,
    contactId: input.contactId ?? null,
    repId: input.repId ?? null,
    territoryId: input.territoryId ?? null,
    channel: input.channel,
    status: STATUS[state],
    onHold: false,
    poNumber: input.poNumber ?? null,
    poClaim: null,
    quoteNumber: null,
    currencyCode: input.currencyCode,
    reportingCurrency: settings.reportingCurrency,
    exchangeRateE10: toReports.rateE10,
    accountCurrency: input.accountCurrency ?? account.currencyCode,
    accountRateE10: input.accountRateE10 ?? null,
    paymentTerms: account.paymentTerms,
    incoterm: null,
    shippingMethod: input.shippingMethod ?? null,
    backorderPolicy: null,
    allocationPolicy: null,
    roundingMode: settings.roundingMode,
    taxRoundingLevel: settings.taxRounding,
    cancelledMinor: state === 'CANCELLED' ? sums.netMinor : 0n,
    reportingTotalMinor: reportingTotal(sums, toReports),
    orderDiscountPpm: null,
    orderDiscountFixedMinor: null,
    orderDiscountReason: null,
    requestedDay: input.requestedDay ?? null,
    promisedDay: state === 'OPEN' ? null : (input.requestedDay ?? null),
    customAttributes: null,
    source: input.source ?? null,
    cancelReason: state === 'CANCELLED' ? 'Cancelled in the source system' : null,
    orderedAt,
    confirmedAt: state === 'CANCELLED' ? null : orderedAt,
    completedAt: state === 'SHIPPED' ? (input.shippedAt ?? orderedAt) : null,
    cancelledAt: state === 'CANCELLED' ? orderedAt : null,
    closedAt: null,
    createdBy: actor.principalId,
    version: 0,
    createdAt: uow.recordedAt,
    updatedAt: uow.recordedAt,
    ...sums,
  });
}

/** All of a quantity in the bucket of its state. An open order waits for stock: nothing of it is allocated. */
function counters(state: HistoryState, quantity: number) {
  const shipped = state === 'SHIPPED' ? quantity : 0;
  return {
    quantityOrdered: quantity,
    quantityOpen: 0,
    quantityAllocated: 0,
    quantityBackordered: state === 'OPEN' ? quantity : 0,
    quantityShipped: shipped,
    quantityDelivered: shipped,
    quantityCancelled: state === 'CANCELLED' ? quantity : 0,
  };
}

function makeLine(
  order: Order,
  state: HistoryState,
  input: HistoryLineInput,
  product: Product,
  totals: LineTotals,
  lineNumber: number,
): OrderLine {
  const { netUnitMicros, ...amounts } = totals;
  const { listUnitMicros, unitMicros } = input;
  const quote = {
    unitMicros,
    steps: [
      { kind: 'LIST' as const, label: 'List price', unitDeltaMicros: listUnitMicros },
      ...(unitMicros === listUnitMicros
        ? []
        : [
            {
              kind: 'CONTRACT' as const,
              label: 'Price in the source system',
              unitDeltaMicros: unitMicros - listUnitMicros,
            },
          ]),
    ],
  };
  return newRow(OrderLine, {
    id: newId(),
    orderId: order.id,
    lineNumber,
    productId: product.id,
    sku: product.sku,
    description: product.name,
    unitCode: product.unitCode,
    taxCategory: product.taxCategory,
    categoryId: product.categoryId,
    stocked: product.stocked,
    currencyCode: order.currencyCode,
    quantityInvoiced: 0,
    quantityReturned: 0,
    listUnitMicros,
    unitMicros: netUnitMicros,
    cancelledMinor: state === 'CANCELLED' ? amounts.netMinor : 0n,
    taxPpm: 0n,
    discountPpm: input.discount?.ppm ?? null,
    discountFixedMinor: null,
    discountReason: input.discount?.reason ?? null,
    promotionId: input.promotionId ?? null,
    priceListId: null,
    priceSteps: explainLine(quote, input, totals, order.currencyCode),
    source: input.source ?? null,
    ...amounts,
    ...counters(state, input.quantity),
  });
}

function makeScheduleLine(order: Order, line: OrderLine): ScheduleLine {
  return newRow(ScheduleLine, {
    id: newId(),
    orderId: order.id,
    orderLineId: line.id,
    sku: line.sku,
    scheduleNumber: 1,
    requestedDay: order.requestedDay,
    promisedDay: order.promisedDay,
    quantityOrdered: line.quantityOrdered,
    quantityOpen: line.quantityOpen,
    quantityAllocated: line.quantityAllocated,
    quantityBackordered: line.quantityBackordered,
    quantityShipped: line.quantityShipped,
    quantityDelivered: line.quantityDelivered,
    quantityCancelled: line.quantityCancelled,
  });
}
