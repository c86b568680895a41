import { BookingEntry } from '../../entities/orders/booking-entry';
import { ShippedEntry } from '../../entities/orders/shipped-entry';
import type { Command } from '../commands/commands';
import type { Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import type { UnitOfWork } from '../commands/unit-of-work';
import { grouped } from '../shared/groups';
import type { BookingEntries } from './booking-entries';
import { EarlierImports, existingDiffers, type ChangedImport, type KnownImport } from './earlier-imports';
import type { ReplacedOrder } from './history-aggregate';
import type { HistoryOrderInput } from './history-inputs';
import type { OrderAggregate } from './order-aggregate';
import { lockOrders, newOrders, replaceLines, type OrderSet } from './order-set';
import type { ShippedEntries } from './shipped-entries';

type Import = Command<HistoryOrderInput>;

const SAY_SO = 'Correct it there, or import it with replace.';
const NO_HISTORY = 'It did not come in as HISTORY, and cannot be replaced: change the order here.';
const HAS_GONE_ON = 'It was changed here since, and cannot be replaced: change the order here.';

/** What stands beside an order and comes with its content. */
const COMPANIONS = ['order_tags', 'order_notes', 'campaign_attributions'];

/**
 * Those orders of a list that are here with other content, locked, and what of them has to be taken back when the new content takes their
 * place. Only an order of history that nothing has happened to since it came in can be replaced: all of it is its content then.
 */
export class HistoryReplacements {
  private readonly replaced: string[] = [];

  private constructor(
    /** The orders that may be replaced. */
    readonly set: OrderSet,
    /** By command. */
    private readonly changes: ReadonlyMap<string, ChangedImport>,
    private readonly booked: ReadonlyMap<string, readonly BookingEntry[]>,
    private readonly shipped: ReadonlyMap<string, readonly ShippedEntry[]>,
  ) {}

  /** `orderOf` answers our id of a command's order, if it has one. */
  static async load(
    uow: UnitOfWork,
    commands: readonly Import[],
    orderOf: (command: Import) => string | undefined,
  ): Promise<HistoryReplacements> {
    const known = commands.flatMap((command) => {
      const orderId = orderOf(command);
      return orderId === undefined ? [] : [{ command, import: knownImport(orderId, command) }];
    });
    const found = await changesOf(uow.sql, known);
    const toReplace = known.filter(({ command }) => command.input.replace && found.has(command.id));
    if (toReplace.length === 0) return new HistoryReplacements(newOrders(uow), found, new Map(), new Map());
    const set = await lockOrders(
      uow,
      toReplace.map((item) => item.import.orderId),
    );
    const changes = await changesOf(uow.sql, known);
    const events = [...changes.values()].flatMap(({ eventId }) => eventId ?? []);
    const ofEvents = inList('t.event_id', events);
    const where = `WHERE ${ofEvents.sql} ORDER BY t.id`;
    return new HistoryReplacements(
      set,
      changes,
      byOrder(
        await uow.sql.select(BookingEntry, where, ofEvents.params),
        ({ kind }) => kind === 'CONFIRMATION',
      ),
      byOrder(await uow.sql.select(ShippedEntry, where, ofEvents.params), ({ quantity }) => quantity > 0),
    );
  }

  /**
   * The order that the command's content takes the place of; null when it is here with the same content. Throws `EXISTING_DIFFERS` when
   * it may not take it.
   */
  replacedBy({ id, input }: Import): ReplacedOrder | null {
    const change = this.changes.get(id);
    if (!change) return null;
    if (change.mode !== 'HISTORY') throw existingDiffers(input.externalId, change, NO_HISTORY);
    if (!input.replace) throw existingDiffers(input.externalId, change, SAY_SO);
    const order = this.set.get(change.orderId)?.order;
    if (order?.version !== change.version) throw existingDiffers(input.externalId, change, HAS_GONE_ON);
    const { number, version, createdBy, createdAt } = order;
    return { id: order.id, number, version, createdBy, createdAt };
  }

  /** Puts the new content in the place of the old. */
  async replace(fresh: OrderAggregate): Promise<OrderAggregate> {
    const aggregate = this.set.get(fresh.order.id)!;
    const { lines, scheduleLines } = aggregate;
    Object.assign(aggregate.order, fresh.order);
    Object.assign(aggregate, { lines: fresh.lines, scheduleLines: fresh.scheduleLines });
    await replaceLines(this.set, aggregate, { lines, scheduleLines });
    this.replaced.push(fresh.order.id);
    return aggregate;
  }

  /** Takes back what the earlier content had booked and shipped. */
  takeBack(orderId: string, eventId: string, bookings: BookingEntries, shipped: ShippedEntries): void {
    bookings.takenBack(this.booked.get(orderId) ?? [], eventId);
    shipped.takenBack(this.shipped.get(orderId) ?? [], eventId);
  }

  /** Deletes what came beside the earlier content. */
  async clear(sql: Sql): Promise<void> {
    if (this.replaced.length === 0) return;
    const { sql: where, params } = inList('order_id', this.replaced);
    for (const table of COMPANIONS) await sql.execute(`DELETE FROM ${table} WHERE ${where}`, params);
  }
}

function knownImport(orderId: string, { input }: Import): KnownImport {
  return { orderId, content: { mode: 'HISTORY', input } };
}

async function changesOf(
  sql: Sql,
  known: readonly { command: Import; import: KnownImport }[],
): Promise<Map<string, ChangedImport>> {
  const earlier = await EarlierImports.load(
    sql,
    known.map((item) => item.import),
  );
  return new Map(
    known.flatMap((item) => {
      const change = earlier.changeOf(item.import);
      return change ? [[item.command.id, change] as const] : [];
    }),
  );
}

function byOrder<E extends { orderId: string }>(
  entries: readonly E[],
  isWanted: (entry: E) => boolean,
): Map<string, E[]> {
  return grouped(entries.filter(isWanted), ({ orderId }) => orderId);
}
