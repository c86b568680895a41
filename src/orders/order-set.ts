import { Allocation } from '../../entities/inventory/allocation';
import { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import type { Command } from '../commands/commands';
import type { Values } from '../persistence/mapping/entity-mapping';
import { chunks, placeholders, type Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import { TrackedRows } from '../persistence/tracked-rows';
import type { UnitOfWork } from '../commands/unit-of-work';
import { byKey, grouped } from '../shared/groups';
import { eachInSteps } from '../shared/turns';
import type { OrderAggregate } from './order-aggregate';
import { orderEvents, type OrderEventType } from './order-events';
import { deriveStatuses } from './order-status';

const ROWS_PER_DELETE = 400;

/** The order aggregates of one unit of work: locked or new, changed in memory, described by events, stored set-wise. */
export class OrderSet {
  private readonly aggregates = new Map<string, OrderAggregate>();
  private readonly orders = new TrackedRows(Order);
  private readonly lines = new TrackedRows(OrderLine);
  private readonly scheduleLines = new TrackedRows(ScheduleLine);
  private readonly holds = new TrackedRows(OrderHold);
  private readonly allocations = new TrackedRows(Allocation);
  /** Stored lines and schedule lines that are to be replaced. */
  private readonly relined: Pick<OrderAggregate, 'lines' | 'scheduleLines'>[] = [];

  constructor(private readonly uow: UnitOfWork) {}

  /** Locks orders in id order and reads what belongs to them: five statements for any number of orders. */
  static async lock(uow: UnitOfWork, orderIds: readonly string[]): Promise<OrderSet> {
    const set = new OrderSet(uow);
    const ids = [...new Set(orderIds)].sort();
    if (ids.length === 0) return set;
    const inIds = `(${placeholders(ids.length)})`;
    const orders = await uow.sql.selectForUpdate(Order, `WHERE t.id IN ${inIds} ORDER BY t.id`, ids);
    for (const order of orders) {
      set.aggregates.set(order.id, { order, lines: [], scheduleLines: [], holds: [], allocations: [] });
    }
    await set.orders.loaded(orders);
    await set.loadParts(uow.sql, inIds, ids);
    return set;
  }

  private async loadParts(sql: Sql, inIds: string, ids: readonly string[]): Promise<void> {
    const lines = await sql.select(
      OrderLine,
      `WHERE t.order_id IN ${inIds} ORDER BY t.order_id, t.line_number`,
      ids,
    );
    const schedule = await sql.select(ScheduleLine, `WHERE t.order_id IN ${inIds}`, ids);
    const holds = await sql.select(
      OrderHold,
      `WHERE t.order_id IN ${inIds} AND t.released_at IS NULL ORDER BY t.id`,
      ids,
    );
    const allocations = await sql.select(Allocation, `WHERE t.order_id IN ${inIds}`, ids);
    await this.takeUp(lines, schedule, holds, allocations);
    await this.lines.loaded(lines);
    await this.scheduleLines.loaded(schedule);
    await this.holds.loaded(holds);
    await this.allocations.loaded(allocations);
  }

  /** Puts the parts into their orders, in the order that these keep. The database would sort a large order's parts in one piece. */
  private async takeUp(
    lines: readonly OrderLine[],
    schedule: readonly ScheduleLine[],
    holds: readonly OrderHold[],
    allocations: readonly Allocation[],
  ): Promise<void> {
    const ofLine = grouped(schedule, ({ orderLineId }) => orderLineId);
    await eachInSteps(lines, (line) => {
      const aggregate = this.aggregates.get(line.orderId)!;
      aggregate.lines.push(line);
      const own = ofLine.get(line.id) ?? [];
      own.sort((a, b) => a.scheduleNumber - b.scheduleNumber);
      for (const scheduleLine of own) aggregate.scheduleLines.push(scheduleLine);
    });
    for (const hold of holds) this.aggregates.get(hold.orderId)!.holds.push(hold);
    for (const [orderId, own] of grouped(allocations, ({ orderId }) => orderId)) {
      this.aggregates.get(orderId)!.allocations = own.sort(inIdOrder);
    }
  }

  get(orderId: string): OrderAggregate | undefined {
    return this.aggregates.get(orderId);
  }

  all(): OrderAggregate[] {
    return [...this.aggregates.values()];
  }

  /** A new order; its parts are taken up when its first event is recorded. */
  add(aggregate: OrderAggregate): void {
    this.aggregates.set(aggregate.order.id, aggregate);
    this.orders.created(aggregate.order);
  }

  /** The order stays as it is stored, whatever was changed on it in memory. */
  discard({ order, lines, scheduleLines, holds, allocations }: OrderAggregate): void {
    this.aggregates.delete(order.id);
    this.orders.forget(order);
    for (const line of lines) this.lines.forget(line);
    for (const line of scheduleLines) this.scheduleLines.forget(line);
    for (const hold of holds) this.holds.forget(hold);
    for (const allocation of allocations) this.allocations.forget(allocation);
  }

  /**
   * A draft, or an order of history, got new lines for its old ones: the old rows go when the set is saved, and a line or schedule line that keeps its
   * number and SKU keeps its id.
   */
  async replaceLines(
    aggregate: OrderAggregate,
    old: Pick<OrderAggregate, 'lines' | 'scheduleLines'>,
  ): Promise<void> {
    for (const line of old.lines) this.lines.forget(line);
    for (const line of old.scheduleLines) this.scheduleLines.forget(line);
    this.relined.push(old);
    const before = byKey(old.lines, nameOf);
    const parts = byKey(old.scheduleLines, partOf);
    const keptIds = new Map<string, string>();
    for (const line of aggregate.lines) {
      const kept = before.get(nameOf(line));
      if (kept) keptIds.set(line.id, kept.id);
      line.id = kept?.id ?? line.id;
    }
    await eachInSteps(aggregate.scheduleLines, (scheduleLine) => {
      const kept = keptIds.get(scheduleLine.orderLineId);
      if (!kept) return;
      scheduleLine.orderLineId = kept;
      scheduleLine.id = parts.get(partOf(scheduleLine))?.id ?? scheduleLine.id;
    });
  }

  /**
   * Brings the derived statuses up to date, raises the version and records an event with everything that changed since
   * the order's last one. Returns the event's id.
   */
  async record(
    aggregate: OrderAggregate,
    type: OrderEventType,
    command: Pick<Command<unknown>, 'id' | 'actor' | 'occurredAt'>,
    extra: object = {},
  ): Promise<string> {
    const { order } = aggregate;
    await this.trackNewParts(aggregate);
    deriveStatuses(aggregate);
    order.version += 1;
    order.updatedAt = this.uow.recordedAt;
    return this.uow.append({
      ...orderEvents.of(type),
      aggregateId: order.id,
      aggregateVersion: order.version,
      occurredAt: command.occurredAt,
      actorId: command.actor.principalId,
      commandId: command.id,
      orderId: order.id,
      accountId: order.accountId,
      territoryId: order.territoryId,
      repId: order.repId,
      data: Object.assign(await this.changes(aggregate), extra),
    });
  }

  private async trackNewParts({ lines, scheduleLines, holds, allocations }: OrderAggregate): Promise<void> {
    await eachInSteps(lines, (line) => this.lines.created(line));
    await eachInSteps(scheduleLines, (line) => this.scheduleLines.created(line));
    await eachInSteps(holds, (hold) => this.holds.created(hold));
    await eachInSteps(allocations, (allocation) => this.allocations.created(allocation));
  }

  private async changes(aggregate: OrderAggregate): Promise<Record<string, unknown>> {
    const changes = { order: this.orders.takeChanges(aggregate.order) ?? {} };
    await list(changes, 'lines', aggregate.lines, this.lines);
    await list(changes, 'scheduleLines', aggregate.scheduleLines, this.scheduleLines);
    await list(changes, 'holds', aggregate.holds, this.holds, ['note']);
    await list(changes, 'allocations', aggregate.allocations, this.allocations);
    return changes;
  }

  /** Stores every change: at most one insert and one update per table, and one delete where lines are replaced. */
  async save(): Promise<void> {
    const { sql } = this.uow;
    await this.orders.save(sql);
    if (this.relined.length > 0) await this.deleteLines(sql);
    await this.lines.save(sql);
    await this.scheduleLines.save(sql);
    await this.holds.save(sql);
    await this.allocations.save(sql);
  }

  private async deleteLines(sql: Sql): Promise<void> {
    for (const { lines, scheduleLines } of this.relined) {
      await deleteRows(sql, 'order_schedule_lines', scheduleLines);
      await deleteRows(sql, 'order_lines', lines);
    }
  }
}

async function deleteRows(sql: Sql, table: string, rows: readonly { id: string }[]): Promise<void> {
  for (const part of chunks(rows, ROWS_PER_DELETE)) {
    const { sql: where, params } = inList(
      'id',
      part.map(({ id }) => id),
    );
    await sql.execute(`DELETE FROM ${table} WHERE ${where}`, params);
  }
}

const inIdOrder = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
/** What makes a line of a changed draft the same as before, and a schedule line of it. */
const nameOf = ({ lineNumber, sku }: OrderLine): string => `${lineNumber} ${sku}`;
const partOf = ({ orderLineId, scheduleNumber }: ScheduleLine): string => `${orderLineId} ${scheduleNumber}`;

/** Adds the changed rows of one kind under its name, if there are any, each with its id; free text is left out. */
async function list<E extends { id: string }>(
  changes: Record<string, unknown>,
  name: string,
  rows: readonly E[],
  tracked: TrackedRows<E>,
  leftOut: readonly string[] = [],
): Promise<void> {
  const changed: Values[] = [];
  await eachInSteps(rows, (row) => {
    const values = tracked.takeChanges(row);
    if (!values) return;
    for (const property of leftOut) delete values[property];
    values.id = row.id;
    changed.push(values);
  });
  if (changed.length > 0) changes[name] = changed;
}
