export interface CreateShipmentInput {
  fulfillmentOrderId: string;
  /** What to ship; absent: everything that is left and in no other shipment. */
  lines?: { fulfillmentOrderLineId: string; quantity: number }[] | null;
  carrier?: string | null;
  trackingNumber?: string | null;
}

export interface MarkShippedInput {
  shipmentId: string;
  carrier?: string | null;
  trackingNumber?: string | null;
}

export interface MarkDeliveredInput {
  shipmentId: string;
  /** What arrived; absent: everything that had not arrived yet. */
  lines?: { shipmentLineId: string; quantity: number }[] | null;
}

export interface ShipmentResult {
  shipmentId: string;
  orderId: string;
}
