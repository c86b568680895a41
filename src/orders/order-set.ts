import { Allocation } from '../../entities/inventory/allocation';
import { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import type { EventType } from '../events/event-types';
import type { Command } from '../persistence/commands';
import type { Values } from '../persistence/row-code';
import { placeholders, type Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import { TrackedRows } from '../persistence/tracked-rows';
import type { UnitOfWork } from '../persistence/unit-of-work';
import type { OrderAggregate } from './order-aggregate';
import { deriveStatuses } from './order-status';

/** The order aggregates of one unit of work: locked or new, changed in memory, described by events, stored set-wise. */
export class OrderSet {
  private readonly aggregates = new Map<string, OrderAggregate>();
  private readonly orders = new TrackedRows(Order);
  private readonly lines = new TrackedRows(OrderLine);
  private readonly scheduleLines = new TrackedRows(ScheduleLine);
  private readonly holds = new TrackedRows(OrderHold);
  private readonly allocations = new TrackedRows(Allocation);
  /** Orders whose stored lines are to be replaced. */
  private readonly relined: string[] = [];

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
    set.orders.loaded(orders);
    await set.loadParts(uow.sql, inIds, ids);
    return set;
  }

  private async loadParts(sql: Sql, inIds: string, ids: readonly string[]): Promise<void> {
    const lines = await sql.select(
      OrderLine,
      `WHERE t.order_id IN ${inIds} ORDER BY t.order_id, t.line_number`,
      ids,
    );
    const byLine = `JOIN order_lines l ON l.id = t.order_line_id WHERE t.order_id IN ${inIds} ORDER BY l.line_number, t.schedule_number`;
    const schedule = await sql.select(ScheduleLine, byLine, ids);
    const holds = await sql.select(
      OrderHold,
      `WHERE t.order_id IN ${inIds} AND t.released_at IS NULL ORDER BY t.id`,
      ids,
    );
    const allocations = await sql.select(Allocation, `WHERE t.order_id IN ${inIds} ORDER BY t.id`, ids);
    for (const line of lines) this.aggregates.get(line.orderId)!.lines.push(line);
    for (const line of schedule) this.aggregates.get(line.orderId)!.scheduleLines.push(line);
    for (const hold of holds) this.aggregates.get(hold.orderId)!.holds.push(hold);
    for (const allocation of allocations)
      this.aggregates.get(allocation.orderId)!.allocations.push(allocation);
    this.lines.loaded(lines);
    this.scheduleLines.loaded(schedule);
    this.holds.loaded(holds);
    this.allocations.loaded(allocations);
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
  replaceLines(aggregate: OrderAggregate, old: Pick<OrderAggregate, 'lines' | 'scheduleLines'>): void {
    for (const line of old.lines) this.lines.forget(line);
    for (const line of old.scheduleLines) this.scheduleLines.forget(line);
    this.relined.push(aggregate.order.id);
    for (const line of aggregate.lines) {
      const before = old.lines.find(
        ({ lineNumber, sku }) => lineNumber === line.lineNumber && sku === line.sku,
      );
      if (!before) continue;
      for (const scheduleLine of aggregate.scheduleLines) {
        if (scheduleLine.orderLineId !== line.id) continue;
        scheduleLine.orderLineId = before.id;
        const { scheduleNumber } = scheduleLine;
        const same = old.scheduleLines.find(
          (s) => s.orderLineId === before.id && s.scheduleNumber === scheduleNumber,
        );
        scheduleLine.id = same?.id ?? scheduleLine.id;
      }
      line.id = before.id;
    }
  }

  /**
   * Brings the derived statuses up to date, raises the version and records an event with everything that changed since
   * the order's last one. Returns the event's id.
   */
  record(
    aggregate: OrderAggregate,
    type: EventType,
    command: Pick<Command<unknown>, 'id' | 'actor' | 'occurredAt'>,
    extra: object = {},
  ): string {
    const { order } = aggregate;
    this.trackNewParts(aggregate);
    deriveStatuses(aggregate);
    order.version += 1;
    order.updatedAt = this.uow.recordedAt;
    return this.uow.append({
      type,
      aggregateType: 'Order',
      aggregateId: order.id,
      aggregateVersion: order.version,
      occurredAt: command.occurredAt,
      actorId: command.actor.principalId,
      commandId: command.id,
      orderId: order.id,
      accountId: order.accountId,
      territoryId: order.territoryId,
      repId: order.repId,
      data: Object.assign(this.changes(aggregate), extra),
    });
  }

  private trackNewParts(aggregate: OrderAggregate): void {
    for (const line of aggregate.lines) this.lines.created(line);
    for (const line of aggregate.scheduleLines) this.scheduleLines.created(line);
    for (const hold of aggregate.holds) this.holds.created(hold);
    for (const allocation of aggregate.allocations) this.allocations.created(allocation);
  }

  private changes(aggregate: OrderAggregate): Record<string, unknown> {
    const changes = { order: this.orders.describe(aggregate.order) ?? {} };
    list(changes, 'lines', aggregate.lines, this.lines);
    list(changes, 'scheduleLines', aggregate.scheduleLines, this.scheduleLines);
    list(changes, 'holds', aggregate.holds, this.holds, ['note']);
    list(changes, 'allocations', aggregate.allocations, this.allocations);
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
    const { sql: where, params } = inList('order_id', this.relined);
    for (const table of ['order_schedule_lines', 'order_lines']) {
      await sql.execute(`DELETE FROM ${table} WHERE ${where}`, params);
    }
  }
}

/** Adds the changed rows of one kind under its name, if there are any, each with its id; free text is left out. */
function list<E extends { id: string }>(
  changes: Record<string, unknown>,
  name: string,
  rows: readonly E[],
  tracked: TrackedRows<E>,
  leftOut: readonly string[] = [],
): void {
  const changed: Values[] = [];
  for (const row of rows) {
    const values = tracked.describe(row);
    if (!values) continue;
    for (const property of leftOut) delete values[property];
    values.id = row.id;
    changed.push(values);
  }
  if (changed.length > 0) changes[name] = changed;
}
