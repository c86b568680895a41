import { Account } from '../../entities/accounts/account';
import { findByExternalIds } from '../accounts/external-ids';
import { loadRates } from '../accounts/exchange-rates';
import { loadProductsBySku } from '../catalog/products-by-sku';
import { attempt, type Command, type Outcome, type UseCase } from '../commands/commands';
import { existingValues } from '../persistence/existing-values';
import type { Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import type { UnitOfWork } from '../commands/unit-of-work';
import { businessDay } from '../shared/clock';
import { breathe } from '../shared/turns';
import { BookingEntries } from './booking-entries';
import { noteImports } from './earlier-imports';
import { historyAggregate, type HistoryFacts } from './history-aggregate';
import type { HistoryOrderInput, HistoryResult } from './history-inputs';
import { HistoryReplacements } from './history-replacements';
import { AddressChooser } from '../accounts/address-snapshots';
import type { OrderAggregate } from './order-aggregate';
import { OrderCompanions } from './order-companions';
import { ORDER_NUMBERS } from './order-numbers';
import type { OrderDeps } from './order-deps';
import type { HistoryShipment } from './ports';
import { ShippedEntries } from './shipped-entries';

type Import = Command<HistoryOrderInput>;
type Taken = { command: Import; aggregate: OrderAggregate; isReplaced: boolean };

/**
 * Takes over orders of another system as they were, on the same totals, events and tables as live ones; no pricing, no checks of
 * rules, no stock. An order whose external id is known, with the same content, is left as it is. With other content it is `EXISTING_DIFFERS`,
 * or, if the input says so, takes the new content as one unit.
 */
export function importHistory(deps: OrderDeps): UseCase<HistoryOrderInput, HistoryResult> {
  return {
    name: 'importHistory',
    async execute(uow, commands) {
      const known = await findKnown(uow.sql, commands);
      const replacements = await HistoryReplacements.load(uow, commands, (command) =>
        known.get(keyOf(command)),
      );
      const facts = await loadFacts(uow, deps, commands, known);
      const outcomes = new Map<string, Outcome<HistoryResult>>();
      const taken: Taken[] = [];
      for (const command of commands) {
        const key = keyOf(command);
        const existing = known.get(key);
        await breathe();
        const outcome = attempt((): HistoryResult => {
          const replaced = existing === undefined ? null : replacements.replacedBy(command);
          if (existing !== undefined && !replaced) return { orderId: existing, existing: true };
          const aggregate = historyAggregate(uow, deps.settings, command, facts, replaced);
          taken.push({ command, aggregate, isReplaced: replaced !== null });
          return { orderId: aggregate.order.id, existing: false, ...(replaced && { replaced: true }) };
        });
        if (outcome.ok) known.set(key, outcome.result.orderId);
        outcomes.set(command.id, outcome);
      }
      await store(uow, deps, replacements, taken, facts);
      return commands.map(({ id }) => outcomes.get(id)!);
    },
  };
}

function keyOf({ input: { externalId } }: Import): string {
  return `${externalId.system}\0${externalId.externalId}`;
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
      known.set(`${system}\0${externalId}`, orderId);
    }
  }
  return known;
}

/** Accounts, products, rates, addresses and numbers: a fixed number of statements for a list. */
async function loadFacts(
  uow: UnitOfWork,
  deps: OrderDeps,
  commands: readonly Import[],
  known: ReadonlyMap<string, string>,
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
  const unnumbered = commands.filter((command) => !command.input.number && !known.has(keyOf(command))).length;
  return {
    accounts: new Map(accounts.map((account) => [account.id, account])),
    products,
    rateOf,
    addresses: await AddressChooser.load(
      uow,
      inputs.flatMap(({ billTo, shipTo }) => [billTo, shipTo]),
    ),
    numbers: (await deps.numbers.of(ORDER_NUMBERS).take(uow, unnumbered)).reverse(),
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
  replacements: HistoryReplacements,
  taken: readonly Taken[],
  facts: HistoryFacts,
): Promise<void> {
  const { set } = replacements;
  const bookings = new BookingEntries(deps.settings, uow.recordedAt);
  const shipped = new ShippedEntries(deps.settings, uow.recordedAt);
  const companions = await OrderCompanions.load(uow, []);
  for (const { command, aggregate: fresh, isReplaced } of taken) {
    const { input } = command;
    const aggregate = isReplaced ? await replacements.replace(fresh) : fresh;
    if (!isReplaced) set.add(aggregate);
    const context = { ...command, occurredAt: input.orderedAt };
    const eventId = isReplaced
      ? await set.record(aggregate, 'OrderReplaced', context, { extra: { linesReplaced: true } })
      : await set.record(aggregate, 'OrderImported', context);
    if (isReplaced) replacements.takeBack(aggregate.order.id, eventId, bookings, shipped);
    if (input.state !== 'CANCELLED') bookings.confirmed(aggregate, input.orderedAt, eventId);
    for (const line of aggregate.lines) shipped.add(aggregate, line, 0, eventId);
    const externalIds = isReplaced ? [] : [input.externalId];
    companions.add({ ...command, input: { ...input, externalIds } }, aggregate.order);
  }
  await facts.addresses.save(uow, usedSnapshots(taken));
  await replacements.clear(uow.sql);
  await set.save();
  await bookings.save(uow.sql);
  await shipped.save(uow.sql);
  await companions.save();
  await noteImports(uow.sql, taken.map(contentOf), uow.recordedAt);
  await storeShipments(uow, deps, taken);
}

function contentOf({ command: { input }, aggregate: { order }, isReplaced }: Taken) {
  return { orderId: order.id, content: { mode: 'HISTORY' as const, input }, isReplaced };
}

async function storeShipments(uow: UnitOfWork, deps: OrderDeps, taken: readonly Taken[]): Promise<void> {
  const shipments = (isReplaced: boolean): HistoryShipment[] =>
    taken.flatMap((item) => (item.isReplaced === isReplaced ? historyShipment(item) : []));
  await deps.fulfillment.shippedInHistory(
    uow,
    shipments(false).filter(({ isShipped }) => isShipped),
  );
  await deps.fulfillment.replacedInHistory(uow, shipments(true));
}

function usedSnapshots(taken: readonly Taken[]): Set<string | null> {
  return new Set(
    taken.flatMap(({ aggregate: { order } }) => [order.billToSnapshotId, order.shipToSnapshotId]),
  );
}

function historyShipment({ command, aggregate }: Taken): HistoryShipment {
  const { input } = command;
  return {
    aggregate,
    command,
    isShipped: input.state === 'SHIPPED',
    shippedAt: input.shippedAt ?? input.orderedAt,
    carrier: input.shippingMethod ?? null,
    trackingNumber: input.lines.find(({ trackingNumber }) => trackingNumber)?.trackingNumber ?? null,
  };
}
