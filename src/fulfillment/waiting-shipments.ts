import type { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import type { Shipment } from '../../entities/fulfillment/shipment';
import { put } from '../shared/groups';
import { eachInSteps } from '../shared/turns';
import type { FulfillmentSet } from './fulfillment-set';
import { remaining } from './fulfillment-status';

const WAITING: readonly ShipmentStatus[] = [ShipmentStatus.PENDING, ShipmentStatus.READY];

/** What unshipped shipments hold of fulfillment order lines. */
export class WaitingShipments {
  /** By fulfillment order and schedule line. */
  private readonly quantities = new Map<string, number>();
  /** Those that hold a line, oldest first; by the same. */
  private readonly holding = new Map<string, Shipment[]>();

  constructor(private readonly set: FulfillmentSet) {}

  /** Takes those of a fulfillment order into account. */
  async add(fulfillmentOrderId: string): Promise<void> {
    for (const shipment of this.set.shipmentsOf(fulfillmentOrderId)) {
      if (!WAITING.includes(shipment.status)) continue;
      await eachInSteps(this.set.linesOfShipment(shipment.id), ({ scheduleLineId, quantity }) => {
        const line = keyOf({ fulfillmentOrderId, scheduleLineId });
        this.quantities.set(line, (this.quantities.get(line) ?? 0) + quantity);
        put(this.holding, line, shipment);
      });
    }
  }

  /** The quantity of a line in them. */
  quantityOf(line: FulfillmentOrderLine): number {
    return this.quantities.get(keyOf(line)) ?? 0;
  }

  /** Cancels shipments, the latest first, until the rest hold no more of a line than is left of it; returns those. */
  async giveUp(line: FulfillmentOrderLine): Promise<Shipment[]> {
    const cancelled: Shipment[] = [];
    for (const shipment of (this.holding.get(keyOf(line)) ?? []).toReversed()) {
      if (this.quantityOf(line) <= remaining(line)) break;
      if (!WAITING.includes(shipment.status)) continue;
      shipment.status = ShipmentStatus.CANCELLED;
      cancelled.push(shipment);
      await this.forget(shipment);
    }
    return cancelled;
  }

  private forget({ id, fulfillmentOrderId }: Shipment): Promise<void> {
    return eachInSteps(this.set.linesOfShipment(id), ({ scheduleLineId, quantity }) => {
      const line = keyOf({ fulfillmentOrderId: fulfillmentOrderId!, scheduleLineId });
      this.quantities.set(line, this.quantities.get(line)! - quantity);
    });
  }
}

function keyOf({
  fulfillmentOrderId,
  scheduleLineId,
}: Pick<FulfillmentOrderLine, 'fulfillmentOrderId' | 'scheduleLineId'>): string {
  return `${fulfillmentOrderId} ${scheduleLineId}`;
}
