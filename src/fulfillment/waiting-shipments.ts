import type { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import type { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { allows, statusAfter } from '../documents/lifecycle';
import { put } from '../shared/groups';
import { eachInSteps } from '../shared/turns';
import type { FulfillmentSet } from './fulfillment-set';
import { remaining } from './fulfillment-status';
import type { ShipmentAggregate } from './shipment-document';
import { SHIPMENT_LIFECYCLE } from './shipment-lifecycle';

/** What unshipped shipments hold of fulfillment order lines. */
export class WaitingShipments {
  /** By fulfillment order and schedule line. */
  private readonly quantities = new Map<string, number>();
  /** Those that hold a line, oldest first; by the same. */
  private readonly holding = new Map<string, ShipmentAggregate[]>();

  constructor(private readonly set: FulfillmentSet) {}

  /** Takes those of a fulfillment order into account. */
  async add(fulfillmentOrder: Pick<FulfillmentOrder, 'id'>): Promise<void> {
    for (const aggregate of this.set.shipmentsOf(fulfillmentOrder)) {
      if (!isWaiting(aggregate)) continue;
      await eachInSteps(aggregate.lines, ({ scheduleLineId, quantity }) => {
        const line = keyOf({ fulfillmentOrderId: fulfillmentOrder.id, scheduleLineId });
        this.quantities.set(line, (this.quantities.get(line) ?? 0) + quantity);
        put(this.holding, line, aggregate);
      });
    }
  }

  /** The quantity of a line in them. */
  quantityOf(line: FulfillmentOrderLine): number {
    return this.quantities.get(keyOf(line)) ?? 0;
  }

  /** Cancels shipments, the latest first, until the rest hold no more of a line than is left of it; returns those. */
  async giveUp(line: FulfillmentOrderLine): Promise<ShipmentAggregate[]> {
    const cancelled: ShipmentAggregate[] = [];
    for (const aggregate of (this.holding.get(keyOf(line)) ?? []).toReversed()) {
      if (this.quantityOf(line) <= remaining(line)) break;
      if (!isWaiting(aggregate)) continue;
      const { shipment } = aggregate;
      shipment.status = statusAfter(SHIPMENT_LIFECYCLE, shipment.status, 'CANCEL');
      cancelled.push(aggregate);
      await this.forget(aggregate);
    }
    return cancelled;
  }

  private forget({ shipment: { fulfillmentOrderId }, lines }: ShipmentAggregate): Promise<void> {
    return eachInSteps(lines, ({ scheduleLineId, quantity }) => {
      const line = keyOf({ fulfillmentOrderId: fulfillmentOrderId!, scheduleLineId });
      this.quantities.set(line, this.quantities.get(line)! - quantity);
    });
  }
}

function isWaiting({ shipment }: ShipmentAggregate): boolean {
  return allows(SHIPMENT_LIFECYCLE, shipment.status, 'CANCEL');
}

function keyOf({
  fulfillmentOrderId,
  scheduleLineId,
}: Pick<FulfillmentOrderLine, 'fulfillmentOrderId' | 'scheduleLineId'>): string {
  return `${fulfillmentOrderId} ${scheduleLineId}`;
}
