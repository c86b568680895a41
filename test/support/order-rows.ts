import { Account } from '../../entities/accounts/account';
import { AccountNameWord } from '../../entities/accounts/account-name-word';
import { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { OrderTag } from '../../entities/orders/order-tag';
import type { Database } from '../../src/persistence/database';
import { newId } from '../../src/shared/ids';
import { searchForm, searchWords } from '../../src/shared/text';
import { accountRow } from './rows';

const HOUR = 3_600_000;
/** When the first of many orders was placed. */
export const FIRST_ORDER = new Date('2024-01-01T00:00:00Z');

/** A row of `orders`, of 10 dollars and confirmed unless told otherwise. Its lines are not made. */
export function orderRow(values: Partial<Order> = {}): Order {
  const id = values.id ?? newId();
  const at = values.orderedAt ?? FIRST_ORDER;
  return Object.assign(new Order(), {
    id,
    number: id,
    accountId: newId(),
    accountName: 'Account',
    channel: 'DIRECT',
    status: 'CONFIRMED',
    fulfillmentStatus: 'UNFULFILLED',
    deliveryStatus: 'NOT_DELIVERED',
    onHold: false,
    currencyCode: 'USD',
    reportingCurrency: 'USD',
    exchangeRateE10: 10_000_000_000n,
    accountCurrency: 'USD',
    paymentTerms: 'NET_30',
    roundingMode: 'HALF_EVEN',
    taxRoundingLevel: 'LINE',
    listMinor: 1_000n,
    lineDiscountMinor: 0n,
    orderDiscountMinor: 0n,
    netMinor: 1_000n,
    taxMinor: 0n,
    freightMinor: 0n,
    totalMinor: 1_000n,
    cancelledMinor: 0n,
    reportingTotalMinor: 1_000n,
    orderedAt: at,
    confirmedAt: at,
    createdBy: newId(),
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...values,
  });
}

/** A row of `order_lines`: one piece at 10 dollars. */
export function orderLineRow(values: Pick<OrderLine, 'orderId'> & Partial<OrderLine>): OrderLine {
  return Object.assign(new OrderLine(), {
    id: newId(),
    lineNumber: 1,
    productId: newId(),
    sku: 'A',
    description: 'A',
    unitCode: 'EACH',
    taxCategory: 'STANDARD',
    categoryId: null,
    stocked: true,
    currencyCode: 'USD',
    quantityOrdered: 1,
    quantityOpen: 1,
    quantityAllocated: 0,
    quantityBackordered: 0,
    quantityShipped: 0,
    quantityDelivered: 0,
    quantityInvoiced: 0,
    quantityCancelled: 0,
    quantityReturned: 0,
    status: 'OPEN',
    listUnitMicros: 10_000_000n,
    unitMicros: 10_000_000n,
    listMinor: 1_000n,
    lineDiscountMinor: 0n,
    orderDiscountMinor: 0n,
    netMinor: 1_000n,
    cancelledMinor: 0n,
    taxPpm: 0n,
    taxMinor: 0n,
    totalMinor: 1_000n,
    priceSteps: [],
    ...values,
  });
}

/** What `fillOrders` has stored. */
export interface ManyOrders {
  orders: Order[];
  accounts: Account[];
  /** An account with four sub-accounts. */
  small: Account;
  /** An account with forty sub-accounts. */
  large: Account;
  territoryIds: string[];
  repIds: string[];
  /** On every second order, on every 40th, and on five. */
  skus: { common: string; some: string; rare: string };
}

const COLORS = ['Amber', 'Blue', 'Crimson', 'Dune', 'Emerald', 'Fuchsia', 'Green', 'Hazel'];
const TRADES = ['Bakery', 'Clinics', 'Docks', 'Engines', 'Foundry', 'Garage', 'Harbour'];

/** Accounts of some trees: two with sub-accounts, 50 alone. */
function makeAccounts(territoryIds: readonly string[], repIds: readonly string[]) {
  const accounts: Account[] = [];
  const add = (parent: Account | null): Account => {
    const i = accounts.length;
    const id = newId();
    const name = `${COLORS[i % COLORS.length]} ${TRADES[i % TRADES.length]} ${i}`;
    const row = accountRow({
      id,
      number: `AC-${i}`,
      name,
      nameSearch: searchForm(name),
      parentId: parent?.id ?? null,
      path: `${parent?.path ?? '/'}${id}/`,
      territoryId: territoryIds[i % territoryIds.length]!,
      ownerRepId: repIds[i % repIds.length]!,
    });
    accounts.push(row);
    return row;
  };
  const [small, large] = [add(null), add(null)];
  for (let i = 0; i < 4; i++) add(small);
  for (let i = 0; i < 40; i++) add(large);
  for (let i = 0; i < 50; i++) add(null);
  return { accounts, small, large };
}

/**
 * Many orders, with dates, values and names that repeat, placed three an hour. The old ones are completed, the newest are in every
 * state; nothing but orders, their lines, tags and holds, and accounts is stored.
 */
export async function fillOrders(database: Database, count: number): Promise<ManyOrders> {
  const territoryIds = Array.from({ length: 5 }, newId);
  const repIds = Array.from({ length: 9 }, newId);
  const { accounts, small, large } = makeAccounts(territoryIds, repIds);
  const orders = Array.from({ length: count }, (_, i) => {
    const account = accounts[(i * 7) % accounts.length]!;
    return orderRow({
      number: `SO-${100_001 + i}`,
      accountId: account.id,
      accountName: account.name,
      territoryId: territoryIds[i % territoryIds.length]!,
      repId: repIds[i % repIds.length]!,
      ...stateOf(i, count),
      poNumber: i % 3 === 0 ? `PO-${i}` : null,
      reportingTotalMinor: BigInt(((i * 7919) % 500) * 100),
      requestedDay: i % 4 === 0 ? `2026-03-0${1 + (i % 9)}` : null,
      promisedDay: i % 8 === 0 ? `2026-03-1${i % 9}` : null,
      orderedAt: new Date(FIRST_ORDER.getTime() + Math.floor(i / 3) * HOUR),
    });
  });
  const skus = { common: 'COMMON', some: 'SOME', rare: 'RARE' };
  const lines = orders.flatMap(({ id: orderId }, i) => [
    orderLineRow({ orderId, sku: i % 2 === 0 ? skus.common : `OTHER-${i % 50}` }),
    ...(i % 40 === 0 ? [orderLineRow({ orderId, lineNumber: 2, sku: skus.some })] : []),
    ...(i < 5 ? [orderLineRow({ orderId, lineNumber: 3, sku: skus.rare })] : []),
  ]);
  const holds = orders.filter(({ onHold }, i) => onHold || i % 100 === 0).map(holdRow);
  const tags = orders.flatMap(({ id: orderId }, i) => (i % 10 === 0 ? [{ orderId, tag: 'rush' }] : []));
  const words = accounts.flatMap(({ id, name }) =>
    searchWords(name).map((word) => ({ accountId: id, word })),
  );
  await database.transaction(async (sql) => {
    await sql.insert(Account, accounts);
    await sql.insert(AccountNameWord, words);
    await sql.insert(Order, orders);
    await sql.insert(OrderLine, lines);
    await sql.insert(OrderTag, tags);
    await sql.insert(OrderHold, holds);
  });
  return { orders, accounts, small, large, territoryIds, repIds, skus };
}

/** A hold of an order; open when the order says so. */
function holdRow({ id: orderId, onHold, orderedAt }: Order): Partial<OrderHold> {
  return {
    ...{ id: newId(), orderId, scope: 'ORDER', reason: 'CREDIT', placedBy: newId(), placedAt: orderedAt },
    ...(!onHold && { releasedBy: newId(), releasedAt: orderedAt }),
  };
}

function stateOf(i: number, count: number): Partial<Order> {
  const channel = (['DIRECT', 'ECOMMERCE', 'ECOMMERCE', 'ECOMMERCE', 'EDI'] as const)[i % 5]!;
  if (i < count * 0.9) {
    return { channel, status: 'COMPLETED', fulfillmentStatus: 'FULFILLED', deliveryStatus: 'DELIVERED' };
  }
  const status = (['DRAFT', 'CONFIRMED', 'CONFIRMED', 'CANCELLED'] as const)[i % 4]!;
  return { channel, status, onHold: i % 11 === 0, ...(status === 'DRAFT' && { confirmedAt: null }) };
}
