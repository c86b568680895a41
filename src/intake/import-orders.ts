import type { Order } from '../../entities/orders/order';
import type { Actor } from '../auth/actor';
import { ExternalLinks, type ExternalRef } from '../accounts/external-ids';
import type { ImportedContent } from '../orders/content-hash';
import { EarlierImports, existingDiffers, noteImports } from '../orders/earlier-imports';
import { findOrdersById } from '../orders/find-orders';
import { byId } from '../orders/order-aggregate';
import { loadHeaderReferences } from '../accounts/header-references';
import type { HistoryOrderInput } from '../orders/history-inputs';
import type { PlaceOrderInput } from '../orders/order-inputs';
import type { OrderUseCases } from '../orders/use-cases';
import { attempt, fail, succeed, type Command, type Outcome, type UseCase } from '../commands/commands';
import { ConflictError } from '../persistence/conflicts';
import type { UnitOfWork } from '../commands/unit-of-work';
import { DomainError } from '../shared/errors';
import { unusableName } from '../shared/invalid-input';
import { writeNote } from './checkpoints';
import { BatchRecords, type BatchStamp } from './batch-records';
import { toHistoryOrder } from './history-order';
import type { OrderForm } from './order-form';
import { toLiveOrder } from './live-order';
import { OrderReferences } from './order-references';

/** One order of a batch, or why it cannot be read as one. */
export interface ImportRow {
  batch: BatchStamp;
  order: OrderForm | DomainError;
}

export interface ImportRowResult {
  orderId: string;
  /** True when an order with the row's external id was here already, with the same content; it was left as it is. */
  existing: boolean;
  /** True when it was here with other content, and took the row's. */
  replaced?: boolean;
}

export const IMPORT_ORDERS = 'importOrders';

type Row = Command<ImportRow>;
type Outcomes = Map<string, Outcome<ImportRowResult>>;

/** An all-or-nothing batch with at least one bad row: the unit of work must not commit. */
export class BatchRefused extends Error {
  override readonly name = 'BatchRefused';

  /** By command; rows that would have gone in count as successes. */
  constructor(readonly outcomes: ReadonlyMap<string, Outcome<ImportRowResult>>) {
    super('A row of an all-or-nothing batch was rejected');
  }
}

/**
 * Takes in orders of other systems: looks up what they name, and hands them to `placeOrder` or, with the figures of the past, to
 * `importHistory`. An order whose external id is known is answered as it is when it came in with the same content. A fixed number of statements for a list, besides theirs.
 */
export function importOrders(
  useCases: Pick<OrderUseCases, 'placeOrder' | 'importHistory'>,
): UseCase<ImportRow, ImportRowResult> {
  return {
    name: IMPORT_ORDERS,
    async execute(uow, commands) {
      const records = await BatchRecords.load(uow, IMPORT_ORDERS, commands);
      const { outcomes, live, past } = await sortOut(uow, commands, records);
      await placeLive(uow, useCases, live, outcomes);
      await takePast(uow, useCases, past, outcomes);
      const results = commands.map(({ id }) => outcomes.get(id)!);
      if (commands.some(({ input }, i) => input.batch.allOrNothing && !results[i]!.ok)) {
        await records.refuseRecorded(commands);
        throw new BatchRefused(outcomes);
      }
      await records.save(commands, results);
      await noteProgress(uow, commands, results);
      return results;
    },
  };
}

/** The commands of a note are one batch. */
async function noteProgress(
  uow: UnitOfWork,
  commands: readonly Row[],
  results: readonly Outcome<ImportRowResult>[],
): Promise<void> {
  const note = commands[0]?.input.batch.note;
  const isGood = results.every(({ ok }) => ok);
  if (note && isGood && results.some((outcome) => outcome.ok && !outcome.result.existing)) {
    await writeNote(uow, note);
  }
}

interface Sorted {
  outcomes: Outcomes;
  live: Command<PlaceOrderInput>[];
  past: Command<HistoryOrderInput>[];
}

/** Which rows are decided already, and the inputs of the others. */
async function sortOut(uow: UnitOfWork, commands: readonly Row[], records: BatchRecords): Promise<Sorted> {
  const orders = commands.flatMap(({ input: { order } }) => (order instanceof DomainError ? [] : order));
  const references = await OrderReferences.load(uow, orders);
  const known = await KnownOrders.load(uow, commands);
  const claims: LiveClaim[] = [];
  const sorted: Sorted = { outcomes: new Map(), live: [], past: [] };
  for (const { input, ...command } of commands) {
    const decided = attempt(() => {
      records.refuseReused(input.batch, command.actor);
      if (input.order instanceof DomainError) throw input.order;
      const existing = known.find(input.order, command.actor);
      const { account: key, history } = input.order;
      const account = references.account(command.actor, key, existing?.accountId);
      if (history) {
        const { replace } = input.batch;
        const past = toHistoryOrder(input.order, history, account, references);
        sorted.past.push({ ...command, input: { ...past, replace } });
      } else {
        const live = { ...command, input: toLiveOrder(input.order, account, references) };
        if (existing === null) sorted.live.push(live);
        else claims.push({ orderId: existing.id, command: live, ref: input.order.externalId! });
      }
      return null;
    });
    if (!decided.ok) sorted.outcomes.set(command.id, decided);
  }
  await compareLive(uow, claims, sorted.outcomes);
  return sorted;
}

/** A live order that is here already. */
interface LiveClaim {
  orderId: string;
  command: Command<PlaceOrderInput>;
  ref: ExternalRef;
}

/** Answers those that came in with the same content as before; the others fail. */
async function compareLive(uow: UnitOfWork, claims: readonly LiveClaim[], outcomes: Outcomes): Promise<void> {
  const known = claims.map(({ orderId, command }) => ({ orderId, content: liveContent(command) }));
  const earlier = await EarlierImports.load(uow.sql, known);
  claims.forEach(({ orderId, command, ref }, i) => {
    const change = earlier.changeOf(known[i]!);
    const outcome = change
      ? fail<ImportRowResult>(existingDiffers(ref, change, CHANGE_HERE))
      : succeed({ orderId, existing: true });
    outcomes.set(command.id, outcome);
  });
}

const CHANGE_HERE = 'A live order is not changed by an import: correct it there, or change the order here.';

function liveContent({ input }: Command<PlaceOrderInput>): ImportedContent {
  return { mode: 'LIVE', input };
}

async function placeLive(
  uow: UnitOfWork,
  { placeOrder }: Pick<OrderUseCases, 'placeOrder'>,
  live: readonly Command<PlaceOrderInput>[],
  outcomes: Outcomes,
): Promise<void> {
  if (live.length === 0) return;
  const placed = await placeOrder.execute(uow, live);
  live.forEach(({ id }, i) => {
    const outcome = placed[i]!;
    if (!outcome.ok && cameMeanwhile(outcome.error)) throw new ConflictError(outcome.error.message);
    outcomes.set(id, outcome.ok ? succeed({ ...outcome.result, existing: false }) : outcome);
  });
  const imported = live.flatMap((command, i) => {
    const outcome = placed[i]!;
    const hasName = (command.input.externalIds ?? []).length > 0;
    if (!outcome.ok || !hasName) return [];
    return [{ orderId: outcome.result.orderId, content: liveContent(command), isReplaced: false }];
  });
  await noteImports(uow.sql, imported, uow.recordedAt);
}

/** An external id that nobody had when the row was looked up, and no other row of the batch has: looked up again, it is known. */
function cameMeanwhile({ code, details }: DomainError): boolean {
  return code === 'DUPLICATE' && 'externalId' in details;
}

/** What `importHistory` takes on trust is checked here: that contacts, representatives and territories exist and fit. */
async function takePast(
  uow: UnitOfWork,
  { importHistory }: Pick<OrderUseCases, 'importHistory'>,
  past: readonly Command<HistoryOrderInput>[],
  outcomes: Outcomes,
): Promise<void> {
  if (past.length === 0) return;
  const requireReferences = await loadHeaderReferences(
    uow.sql,
    past.map(({ input }) => input),
  );
  const sound = past.filter(({ id, input }) => {
    const found = attempt(() => requireReferences(input, input.accountId));
    if (!found.ok) outcomes.set(id, found);
    return found.ok;
  });
  const taken = await importHistory.execute(uow, sound);
  sound.forEach(({ id }, i) => outcomes.set(id, taken[i]!));
}

/** The orders that rows name by their external ids. */
class KnownOrders {
  private constructor(
    private readonly links: ExternalLinks,
    /** By principal: those of the orders that it may see, by id. */
    private readonly visible: ReadonlyMap<string, ReadonlyMap<string, Order>>,
  ) {}

  static async load(uow: UnitOfWork, commands: readonly Row[]): Promise<KnownOrders> {
    const links = await ExternalLinks.load(
      uow,
      'Order',
      commands.map(({ input: { order } }) => (order instanceof DomainError ? null : order.externalId)),
    );
    const visible = new Map<string, Map<string, Order>>();
    const actors = new Map(commands.map(({ actor }) => [actor.principalId, actor]));
    const ids = links.ids();
    for (const [principalId, { scope }] of actors) {
      const orders = ids.length > 0 ? await findOrdersById(uow.sql, scope, ids) : [];
      visible.set(principalId, byId(orders));
    }
    return new KnownOrders(links, visible);
  }

  /** The order of an external id; null when there is none yet. Of one that the actor does not see, nothing is told. */
  find({ externalId }: OrderForm, { principalId }: Actor): Order | null {
    const id = this.links.idOf(externalId);
    if (id === null) return null;
    const order = this.visible.get(principalId)!.get(id);
    if (order) return order;
    throw unusableName('externalId');
  }
}
