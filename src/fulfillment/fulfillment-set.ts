import type { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import type { Order } from '../../entities/orders/order';
import type { CommandContext } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { DocumentSet } from '../documents/document-set';
import { put } from '../shared/groups';
import {
  FULFILLMENT_ORDER,
  type FulfillmentContext,
  type FulfillmentOrderAggregate,
} from './fulfillment-order-document';
import type { FulfillmentOrderEventType } from './fulfillment-order-events';
import { SHIPMENT, type ShipmentAggregate } from './shipment-document';
import type { ShipmentEventType } from './shipment-events';

type FulfillmentOrders = DocumentSet<
  FulfillmentOrderAggregate,
  FulfillmentContext,
  FulfillmentOrderEventType
>;
type Shipments = DocumentSet<ShipmentAggregate, void, ShipmentEventType>;

/**
 * The fulfillment orders and shipments of some orders in one unit of work. The orders must be locked: whoever changes these rows
 * holds the lock of their order.
 */
export class FulfillmentSet {
  private readonly ofOrder = new Map<string, FulfillmentOrderAggregate[]>();
  private readonly ofFulfillmentOrder = new Map<string, ShipmentAggregate[]>();

  private constructor(
    private readonly orders: FulfillmentOrders,
    private readonly sent: Shipments,
  ) {
    for (const aggregate of orders.all()) this.keepOrder(aggregate);
    for (const aggregate of sent.all()) this.keepShipment(aggregate);
  }

  /** For fulfillment orders and shipments that are made in the unit of work. */
  static empty(uow: UnitOfWork): FulfillmentSet {
    return new FulfillmentSet(new DocumentSet(uow, FULFILLMENT_ORDER), new DocumentSet(uow, SHIPMENT));
  }

  /** Four statements for any number of orders, one where none of them has a fulfillment order. */
  static async load(uow: UnitOfWork, orderIds: readonly string[]): Promise<FulfillmentSet> {
    const orders = await DocumentSet.under(uow, FULFILLMENT_ORDER, orderIds);
    const isPlanned = orders.all().length > 0;
    return new FulfillmentSet(orders, await DocumentSet.under(uow, SHIPMENT, isPlanned ? orderIds : []));
  }

  /** The shipments alone: orders of history have no fulfillment orders. Two statements. */
  static async loadShipments(uow: UnitOfWork, orderIds: readonly string[]): Promise<FulfillmentSet> {
    const shipments = await DocumentSet.under(uow, SHIPMENT, orderIds);
    return new FulfillmentSet(new DocumentSet(uow, FULFILLMENT_ORDER), shipments);
  }

  private keepOrder(aggregate: FulfillmentOrderAggregate): void {
    put(this.ofOrder, aggregate.fulfillmentOrder.orderId, aggregate);
  }

  private keepShipment(aggregate: ShipmentAggregate): void {
    const { fulfillmentOrderId } = aggregate.shipment;
    if (fulfillmentOrderId !== null) put(this.ofFulfillmentOrder, fulfillmentOrderId, aggregate);
  }

  fulfillmentOrder(id: string): FulfillmentOrderAggregate | undefined {
    return this.orders.get(id);
  }

  /** The fulfillment orders of an order, oldest first. */
  fulfillmentOrdersOf(orderId: string): readonly FulfillmentOrderAggregate[] {
    return this.ofOrder.get(orderId) ?? [];
  }

  shipments(): readonly ShipmentAggregate[] {
    return this.sent.all();
  }

  shipment(id: string): ShipmentAggregate | undefined {
    return this.sent.get(id);
  }

  /** The shipments of a fulfillment order, oldest first. */
  shipmentsOf({ id }: Pick<FulfillmentOrder, 'id'>): readonly ShipmentAggregate[] {
    return this.ofFulfillmentOrder.get(id) ?? [];
  }

  addFulfillmentOrder(aggregate: FulfillmentOrderAggregate): void {
    this.keepOrder(aggregate);
    this.orders.add(aggregate);
  }

  addShipment(aggregate: ShipmentAggregate): void {
    this.keepShipment(aggregate);
    this.sent.add(aggregate);
  }

  /** The shipment gets new lines for its old ones, which go when the set is saved. */
  replaceLines(aggregate: ShipmentAggregate, lines: ShipmentAggregate['lines']): void {
    this.sent.replace(aggregate, { lines: aggregate.lines });
    aggregate.lines = lines;
  }

  /** Brings the status of a fulfillment order up to date, raises its version and records an event with what changed on it and its lines. */
  async recordOrder(
    aggregate: FulfillmentOrderAggregate,
    order: Order,
    type: FulfillmentOrderEventType,
    command: CommandContext,
  ): Promise<void> {
    const shipments = this.shipmentsOf(aggregate.fulfillmentOrder);
    const context = { hasShipment: shipments.some(({ shipment }) => shipment.status !== 'CANCELLED') };
    await this.orders.record(aggregate, type, command, { scopedBy: order, context });
  }

  /** Raises the shipment's version and records an event with what changed on it and its lines. */
  async recordShipment(
    aggregate: ShipmentAggregate,
    order: Order,
    type: ShipmentEventType,
    command: CommandContext,
    extra: object = {},
  ): Promise<void> {
    await this.sent.record(aggregate, type, command, { scopedBy: order, extra });
  }

  /** Stores what was recorded: at most one insert, one update and one delete for each table. */
  async save(): Promise<void> {
    await this.orders.save();
    await this.sent.save();
  }
}
