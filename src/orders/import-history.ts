import { Account } from '../../entities/accounts/account';
import { Product } from '../../entities/catalog/product';
import { findByExternalIds, linkExternalIds } from '../accounts/external-ids';
import { loadRates } from '../accounts/exchange-rates';
import { fail, succeed, type Command, type Outcome, type UseCase } from '../persistence/commands';
import { placeholders, type Sql } from '../persistence/sql';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { businessDay } from '../shared/clock';
import { DomainError } from '../shared/errors';
import { BookingEntries } from './booking-entries';
import { historyAggregate, type HistoryFacts } from './history-aggregate';
import type { HistoryOrderInput, HistoryResult } from './history-inputs';
import type { OrderAggregate } from './order-aggregate';
import type { OrderDeps } from './order-deps';
import { OrderSet } from './order-set';
import { OrderTag } from '../../entities/orders/order-tag';

type Import = Command<HistoryOrderInput>;
type Taken = { command: Import; aggregate: OrderAggregate };

/**
 * Takes over orders of another system as they were, on the same totals, events and tables as live ones; no pricing, no checks of
 * rules, no stock. An order whose external id is known is left as it is.
 */
export function importHistory(deps: OrderDeps): UseCase<HistoryOrderInput, HistoryResult> {
  return {
    name: 'importHistory',
    async execute(uow, commands) {
      const known = await findKnown(uow.sql, commands);
      const facts = await loadFacts(uow, deps, commands);
      const outcomes = new Map<string, Outcome<HistoryResult>>();
      const taken: Taken[] = [];
      for (const command of commands) {
        const key = keyOf(command);
        const existing = known.get(key);
        if (existing) {
          outcomes.set(command.id, succeed({ orderId: existing, existing: true }));
          continue;
        }
        const aggregate = historyAggregate(uow, deps.settings, command, facts);
        if (aggregate instanceof DomainError) {
          outcomes.set(command.id, fail(aggregate));
          continue;
        }
        known.set(key, aggregate.order.id);
        taken.push({ command, aggregate });
        outcomes.set(command.id, succeed({ orderId: aggregate.order.id, existing: false }));
      }
      await store(uow, deps, taken);
      return commands.map(({ id }) => outcomes.get(id)!);
    },
  };
}

function keyOf({ input: { externalId } }: Import): string {
  return `${externalId.system} ${externalId.externalId}`;
}

async function findKnown(sql: Sql, commands: readonly Import[]): Promise<Map<string, string>> {
  const bySystem = new Map<string, string[]>();
  for (const { input } of commands) {
    const { system, externalId } = input.externalId;
    bySystem.set(system, [...(bySystem.get(system) ?? []), externalId]);
  }
  const known = new Map<string, string>();
  for (const [system, ids] of bySystem) {
    for (const [externalId, orderId] of await findByExternalIds(sql, system, 'Order', ids)) {
      known.set(`${system} ${externalId}`, orderId);
    }
  }
  return known;
}

/** Accounts, products, rates, numbers and taken purchase orders: a fixed number of statements for a list. */
async function loadFacts(uow: UnitOfWork, deps: OrderDeps, commands: readonly Import[]): Promise<HistoryFacts> {
  const inputs = commands.map(({ input }) => input);
  const skus = [...new Set(inputs.flatMap(({ lines }) => lines.map(({ sku }) => sku)))];
  const accountIds = [...new Set(inputs.map(({ accountId }) => accountId))];
  const accounts = await uow.sql.select(Account, `WHERE t.id IN (${placeholders(accountIds.length)})`, accountIds);
  const products = skus.length > 0 ? await uow.sql.select(Product, `WHERE t.sku IN (${placeholders(skus.length)})`, skus) : [];
  const { reportingCurrency, timeZone } = deps.settings;
  const rateOf = await loadRates(
    uow.sql,
    inputs.map((input) => ({ from: input.currencyCode, to: reportingCurrency, day: businessDay(input.orderedAt, timeZone) })),
  );
  const unnumbered = inputs.filter(({ number }) => !number);
  return {
    accounts: new Map(accounts.map((account) => [account.id, account])),
    products: new Map(products.map((product) => [product.sku, product])),
    rateOf,
    numbers: await deps.orderNumbers.take(uow, unnumbered.length),
  };
}

async function store(uow: UnitOfWork, deps: OrderDeps, taken: readonly Taken[]): Promise<void> {
  const set = new OrderSet(uow);
  const bookings = new BookingEntries(deps.settings, uow.recordedAt);
  for (const { command, aggregate } of taken) {
    set.add(aggregate);
    const { orderedAt } = command.input;
    const eventId = set.record(aggregate, 'OrderImported', { ...command, occurredAt: orderedAt });
    if (command.input.state !== 'CANCELLED') bookings.confirmed(aggregate, orderedAt, eventId);
  }
  await set.save();
  await bookings.save(uow.sql);
  await linkExternalIds(
    uow.sql,
    taken.map(({ command: { input }, aggregate: { order } }) => ({
      entityType: 'Order',
      entityId: order.id,
      ...input.externalId,
      createdAt: uow.recordedAt,
    })),
  );
  await uow.sql.insert(
    OrderTag,
    taken.flatMap(({ command, aggregate }) => [...new Set(command.input.tags ?? [])].map((tag) => ({ orderId: aggregate.order.id, tag }))),
  );
  await deps.fulfillment.shippedInHistory(
    uow,
    taken.filter(({ command }) => command.input.state === 'SHIPPED').map(({ command, aggregate }) => historyShipment(command, aggregate)),
  );
}

function historyShipment(command: Import, aggregate: OrderAggregate) {
  const { input } = command;
  return {
    aggregate,
    command,
    shippedAt: input.shippedAt ?? input.orderedAt,
    carrier: input.shippingMethod ?? null,
    trackingNumber: input.lines.find(({ trackingNumber }) => trackingNumber)?.trackingNumber ?? null,
  };
}
