import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import type { Order } from '../../entities/orders/order';
import type { EventType } from '../events/event-types';
import type { CommandContext } from '../orders/ports';
import { placeholders, type Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import { TrackedRows } from '../persistence/tracked-rows';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { deriveFulfillmentOrderStatus } from './fulfillment-status';

/**
 * The fulfillment orders and shipments of some orders in one unit of work. The orders must be locked: whoever changes these rows
 * holds the lock of their order.
 */
export class FulfillmentSet {
  readonly fulfillmentOrders: FulfillmentOrder[] = [];
  readonly fulfillmentOrderLines: FulfillmentOrderLine[] = [];
  readonly shipments: Shipment[] = [];
  readonly shipmentLines: ShipmentLine[] = [];
  private readonly linesByOrder = new Map<string, FulfillmentOrderLine[]>();
  private readonly linesByShipment = new Map<string, ShipmentLine[]>();
  private readonly trackedOrders = new TrackedRows(FulfillmentOrder);
  private readonly trackedOrderLines = new TrackedRows(FulfillmentOrderLine);
  private readonly trackedShipments = new TrackedRows(Shipment);
  private readonly trackedShipmentLines = new TrackedRows(ShipmentLine);
  /** Shipments whose stored lines are to be replaced. */
  private readonly relined: string[] = [];

  constructor(private readonly uow: UnitOfWork) {}

  /** Four statements for any number of orders. */
  static async load(uow: UnitOfWork, orderIds: readonly string[]): Promise<FulfillmentSet> {
    const set = new FulfillmentSet(uow);
    const ids = [...new Set(orderIds)];
    if (ids.length > 0) await set.read(uow.sql, ids);
    return set;
  }

  /** The shipments alone: orders of history have no fulfillment orders. Two statements. */
  static async loadShipments(uow: UnitOfWork, orderIds: readonly string[]): Promise<FulfillmentSet> {
    const set = new FulfillmentSet(uow);
    await set.readShipments(uow.sql, [...new Set(orderIds)]);
    return set;
  }

  private async read(sql: Sql, orderIds: readonly string[]): Promise<void> {
    const inIds = `(${placeholders(orderIds.length)})`;
    const of = `WHERE t.order_id IN ${inIds} ORDER BY t.id`;
    this.fulfillmentOrders.push(...(await sql.select(FulfillmentOrder, of, orderIds)));
    if (this.fulfillmentOrders.length === 0) return;
    await this.readShipments(sql, orderIds);
    this.fulfillmentOrderLines.push(
      ...(await sql.select(
        FulfillmentOrderLine,
        `JOIN fulfillment_orders f ON f.id = t.fulfillment_order_id WHERE f.order_id IN ${inIds} ORDER BY t.id`,
        orderIds,
      )),
    );
    for (const line of this.fulfillmentOrderLines) put(this.linesByOrder, line.fulfillmentOrderId, line);
    this.trackedOrders.loaded(this.fulfillmentOrders);
    this.trackedOrderLines.loaded(this.fulfillmentOrderLines);
  }

  private async readShipments(sql: Sql, orderIds: readonly string[]): Promise<void> {
    const inIds = `(${placeholders(orderIds.length)})`;
    const of = `WHERE t.order_id IN ${inIds} ORDER BY t.id`;
    this.shipments.push(...(await sql.select(Shipment, of, orderIds)));
    if (this.shipments.length > 0) {
      const join = `JOIN shipments s ON s.id = t.shipment_id WHERE s.order_id IN ${inIds} ORDER BY t.id`;
      this.shipmentLines.push(...(await sql.select(ShipmentLine, join, orderIds)));
    }
    for (const line of this.shipmentLines) put(this.linesByShipment, line.shipmentId, line);
    this.trackedShipments.loaded(this.shipments);
    this.trackedShipmentLines.loaded(this.shipmentLines);
  }

  linesOf(fulfillmentOrderId: string): readonly FulfillmentOrderLine[] {
    return this.linesByOrder.get(fulfillmentOrderId) ?? [];
  }

  linesOfShipment(shipmentId: string): readonly ShipmentLine[] {
    return this.linesByShipment.get(shipmentId) ?? [];
  }

  addFulfillmentOrder(fulfillmentOrder: FulfillmentOrder): void {
    this.fulfillmentOrders.push(fulfillmentOrder);
    this.trackedOrders.created(fulfillmentOrder);
  }

  addFulfillmentOrderLine(line: FulfillmentOrderLine): void {
    this.fulfillmentOrderLines.push(line);
    put(this.linesByOrder, line.fulfillmentOrderId, line);
    this.trackedOrderLines.created(line);
  }

  addShipment(shipment: Shipment, lines: readonly ShipmentLine[]): void {
    this.shipments.push(shipment);
    this.shipmentLines.push(...lines);
    this.trackedShipments.created(shipment);
    for (const line of lines) {
      put(this.linesByShipment, line.shipmentId, line);
      this.trackedShipmentLines.created(line);
    }
  }

  /** The shipment gets new lines for its old ones, which go when the set is saved. */
  replaceLines(shipment: Shipment, lines: readonly ShipmentLine[]): void {
    for (const line of this.linesOfShipment(shipment.id)) this.trackedShipmentLines.forget(line);
    this.linesByShipment.set(shipment.id, [...lines]);
    for (const line of lines) this.trackedShipmentLines.created(line);
    this.relined.push(shipment.id);
  }

  /** Raises the shipment's version and records an event with what changed on it and its lines. */
  record(
    shipment: Shipment,
    order: Order,
    type: EventType,
    command: CommandContext,
    extra: object = {},
  ): void {
    shipment.version += 1;
    shipment.updatedAt = this.uow.recordedAt;
    const lines = this.linesOfShipment(shipment.id).flatMap((line) => {
      const values = this.trackedShipmentLines.describe(line);
      return values ? [{ ...values, id: line.id }] : [];
    });
    this.uow.append({
      type,
      aggregateType: 'Shipment',
      aggregateId: shipment.id,
      aggregateVersion: shipment.version,
      occurredAt: command.occurredAt,
      actorId: command.actor.principalId,
      commandId: command.id,
      orderId: order.id,
      accountId: order.accountId,
      territoryId: order.territoryId,
      repId: order.repId,
      locationId: shipment.locationId,
      data: {
        shipment: this.trackedShipments.describe(shipment) ?? {},
        ...(lines.length > 0 && { lines }),
        ...extra,
      },
    });
  }

  /** Brings the status of fulfillment orders that changed up to date and stores everything: one insert and one update per table. */
  async save(): Promise<void> {
    for (const fulfillmentOrder of this.fulfillmentOrders) {
      const lines = this.linesOf(fulfillmentOrder.id);
      const shipping = this.shipments.some(
        (s) => s.fulfillmentOrderId === fulfillmentOrder.id && s.status !== 'CANCELLED',
      );
      const changed = lines.filter((line) => this.trackedOrderLines.describe(line) !== null);
      fulfillmentOrder.status = deriveFulfillmentOrderStatus(lines, shipping);
      if (this.trackedOrders.describe(fulfillmentOrder) === null && changed.length === 0) continue;
      fulfillmentOrder.version += 1;
      fulfillmentOrder.updatedAt = this.uow.recordedAt;
    }
    const { sql } = this.uow;
    await this.trackedOrders.save(sql);
    await this.trackedOrderLines.save(sql);
    await this.trackedShipments.save(sql);
    if (this.relined.length > 0) {
      const { sql: where, params } = inList('shipment_id', this.relined);
      await sql.execute(`DELETE FROM shipment_lines WHERE ${where}`, params);
    }
    await this.trackedShipmentLines.save(sql);
  }
}

function put<R>(groups: Map<string, R[]>, key: string, row: R): void {
  const group = groups.get(key);
  if (group) group.push(row);
  else groups.set(key, [row]);
}
