import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import type { Order } from '../../entities/orders/order';
import type { CommandContext } from '../orders/ports';
import type { EntityClass, Values } from '../persistence/mapping/entity-mapping';
import { placeholders, type Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import { TrackedRows } from '../persistence/tracked-rows';
import type { UnitOfWork } from '../commands/unit-of-work';
import { put } from '../shared/groups';
import { eachInSteps } from '../shared/turns';
import { deriveFulfillmentOrderStatus } from './fulfillment-status';
import { shipmentEvents, type ShipmentEventType } from './shipment-events';

/**
 * The fulfillment orders and shipments of some orders in one unit of work. The orders must be locked: whoever changes these rows
 * holds the lock of their order.
 */
export class FulfillmentSet {
  private readonly orders = new Map<string, FulfillmentOrder>();
  private readonly ordersOf = new Map<string, FulfillmentOrder[]>();
  private readonly linesByOrder = new Map<string, FulfillmentOrderLine[]>();
  private readonly shipmentsById = new Map<string, Shipment>();
  private readonly shipmentsByOrder = new Map<string, Shipment[]>();
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
    const fulfillmentOrders = await sql.select(FulfillmentOrder, of, orderIds);
    if (fulfillmentOrders.length === 0) return;
    await this.readShipments(sql, orderIds);
    const lines = await this.partsOf(sql, FulfillmentOrderLine, 'fulfillment_order_id', fulfillmentOrders);
    for (const fulfillmentOrder of fulfillmentOrders) this.keepOrder(fulfillmentOrder);
    await eachInSteps(lines, (line) => put(this.linesByOrder, line.fulfillmentOrderId, line));
    await this.trackedOrders.loaded(fulfillmentOrders);
    await this.trackedOrderLines.loaded(lines);
  }

  private async readShipments(sql: Sql, orderIds: readonly string[]): Promise<void> {
    const of = `WHERE t.order_id IN (${placeholders(orderIds.length)}) ORDER BY t.id`;
    const shipments = await sql.select(Shipment, of, orderIds);
    const lines = await this.partsOf(sql, ShipmentLine, 'shipment_id', shipments);
    for (const shipment of shipments) this.keepShipment(shipment);
    await eachInSteps(lines, (line) => put(this.linesByShipment, line.shipmentId, line));
    await this.trackedShipments.loaded(shipments);
    await this.trackedShipmentLines.loaded(lines);
  }

  /** The rows of some owners by their ids. The database would sort those of a large order in one piece. */
  private async partsOf<E extends { id: string }>(
    sql: Sql,
    entity: EntityClass<E>,
    column: string,
    owners: readonly { id: string }[],
  ): Promise<E[]> {
    if (owners.length === 0) return [];
    const { sql: where, params } = inList(
      `t.${column}`,
      owners.map(({ id }) => id),
    );
    const rows = await sql.select(entity, `WHERE ${where}`, params);
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private keepOrder(fulfillmentOrder: FulfillmentOrder): void {
    this.orders.set(fulfillmentOrder.id, fulfillmentOrder);
    put(this.ordersOf, fulfillmentOrder.orderId, fulfillmentOrder);
  }

  private keepShipment(shipment: Shipment): void {
    this.shipmentsById.set(shipment.id, shipment);
    if (shipment.fulfillmentOrderId) put(this.shipmentsByOrder, shipment.fulfillmentOrderId, shipment);
  }

  fulfillmentOrder(id: string): FulfillmentOrder | undefined {
    return this.orders.get(id);
  }

  /** The fulfillment orders of an order. */
  fulfillmentOrdersOf(orderId: string): readonly FulfillmentOrder[] {
    return this.ordersOf.get(orderId) ?? [];
  }

  shipments(): Iterable<Shipment> {
    return this.shipmentsById.values();
  }

  shipment(id: string): Shipment | undefined {
    return this.shipmentsById.get(id);
  }

  /** The shipments of a fulfillment order, oldest first. */
  shipmentsOf(fulfillmentOrderId: string): readonly Shipment[] {
    return this.shipmentsByOrder.get(fulfillmentOrderId) ?? [];
  }

  linesOf(fulfillmentOrderId: string): readonly FulfillmentOrderLine[] {
    return this.linesByOrder.get(fulfillmentOrderId) ?? [];
  }

  linesOfShipment(shipmentId: string): readonly ShipmentLine[] {
    return this.linesByShipment.get(shipmentId) ?? [];
  }

  addFulfillmentOrder(fulfillmentOrder: FulfillmentOrder): void {
    this.keepOrder(fulfillmentOrder);
    this.trackedOrders.created(fulfillmentOrder);
  }

  addFulfillmentOrderLine(line: FulfillmentOrderLine): void {
    put(this.linesByOrder, line.fulfillmentOrderId, line);
    this.trackedOrderLines.created(line);
  }

  addShipment(shipment: Shipment, lines: readonly ShipmentLine[]): void {
    this.keepShipment(shipment);
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
  async record(
    shipment: Shipment,
    order: Order,
    type: ShipmentEventType,
    command: CommandContext,
    extra: object = {},
  ): Promise<void> {
    shipment.version += 1;
    shipment.updatedAt = this.uow.recordedAt;
    const lines: Values[] = [];
    await eachInSteps(this.linesOfShipment(shipment.id), (line) => {
      const values = this.trackedShipmentLines.takeChanges(line);
      if (values) lines.push({ ...values, id: line.id });
    });
    this.uow.append({
      ...shipmentEvents.of(type),
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
        shipment: this.trackedShipments.takeChanges(shipment) ?? {},
        ...(lines.length > 0 && { lines }),
        ...extra,
      },
    });
  }

  /** Brings the status of fulfillment orders that changed up to date and stores everything: one insert and one update per table. */
  async save(): Promise<void> {
    for (const fulfillmentOrder of this.orders.values()) {
      const lines = this.linesOf(fulfillmentOrder.id);
      const shipping = this.shipmentsOf(fulfillmentOrder.id).some(({ status }) => status !== 'CANCELLED');
      let changed = false;
      await eachInSteps(lines, (line) => {
        if (this.trackedOrderLines.takeChanges(line) !== null) changed = true;
      });
      fulfillmentOrder.status = deriveFulfillmentOrderStatus(lines, shipping);
      if (this.trackedOrders.takeChanges(fulfillmentOrder) === null && !changed) continue;
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
