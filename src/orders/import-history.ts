import { Account } from '../../entities/accounts/account';
import { findByExternalIds } from '../accounts/external-ids';
import { loadRates } from '../accounts/exchange-rates';
import { loadProductsBySku } from '../catalog/products-by-sku';
import { fail, succeed, type Command, type Outcome, type UseCase } from '../persistence/commands';
import { existingValues } from '../persistence/existing-values';
import type { Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { businessDay } from '../shared/clock';
import { DomainError } from '../shared/errors';
import { BookingEntries } from './booking-entries';
import { historyAggregate, type HistoryFacts } from './history-aggregate';
import type { HistoryOrderInput, HistoryResult } from './history-inputs';
import { AddressChooser } from './order-addresses';
import type { OrderAggregate } from './order-aggregate';
import { OrderCompanions } from './order-companions';
import type { OrderDeps } from './order-deps';
import { OrderSet } from './order-set';
import { ShippedEntries } from './shipped-entries';

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
      await store(uow, deps, taken, facts);
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

/** Accounts, products, rates, addresses and numbers: a fixed number of statements for a list. */
async function loadFacts(
  uow: UnitOfWork,
  deps: OrderDeps,
  commands: readonly Import[],
): Promise<HistoryFacts> {
  const inputs = commands.map(({ input }) => input);
  const ofOrders = inList('t.id', [...new Set(inputs.map(({ accountId }) => accountId))]);
  const accounts = await uow.sql.select(Account, `WHERE ${ofOrders.sql}`, ofOrders.params);
  const products = await loadProductsBySku(
    uow.sql,
    inputs.flatMap(({ lines }) => lines.map(({ sku }) => sku)),
  );
  const { reportingCurrency, timeZone } = deps.settings;
  const rateOf = await loadRates(
    uow.sql,
    inputs.map((input) => ({
      from: input.currencyCode,
      to: reportingCurrency,
      day: businessDay(input.orderedAt, timeZone),
    })),
  );
  const unnumbered = inputs.filter(({ number }) => !number).length;
  return {
    accounts: new Map(accounts.map((account) => [account.id, account])),
    products,
    rateOf,
    addresses: await AddressChooser.load(
      uow,
      inputs.flatMap(({ billTo, shipTo }) => [billTo, shipTo]),
    ),
    numbers: (await deps.orderNumbers.take(uow, unnumbered)).reverse(),
    takenNumbers: await existingValues(
      uow.sql,
      'orders',
      'number',
      inputs.map(({ number }) => number),
    ),
  };
}

async function store(
  uow: UnitOfWork,
  deps: OrderDeps,
  taken: readonly Taken[],
  facts: HistoryFacts,
): Promise<void> {
  const set = new OrderSet(uow);
  const bookings = new BookingEntries(deps.settings, uow.recordedAt);
  const shipped = new ShippedEntries(deps.settings, uow.recordedAt);
  const companions = await OrderCompanions.load(uow, []);
  for (const { command, aggregate } of taken) {
    const { input } = command;
    set.add(aggregate);
    const eventId = set.record(aggregate, 'OrderImported', { ...command, occurredAt: input.orderedAt });
    if (input.state !== 'CANCELLED') bookings.confirmed(aggregate, input.orderedAt, eventId);
    for (const line of aggregate.lines) shipped.add(aggregate, line, 0, eventId);
    companions.add({ ...command, input: { ...input, externalIds: [input.externalId] } }, aggregate.order);
  }
  await facts.addresses.save(uow, usedSnapshots(taken));
  await set.save();
  await bookings.save(uow.sql);
  await shipped.save(uow.sql);
  await companions.save();
  await deps.fulfillment.shippedInHistory(
    uow,
    taken
      .filter(({ command }) => command.input.state === 'SHIPPED')
      .map(({ command, aggregate }) => historyShipment(command, aggregate)),
  );
}

function usedSnapshots(taken: readonly Taken[]): Set<string | null> {
  return new Set(
    taken.flatMap(({ aggregate: { order } }) => [order.billToSnapshotId, order.shipToSnapshotId]),
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
