import { Allocation } from '../../entities/inventory/allocation';
import { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import { defineDocument, type PartName } from '../documents/document';
import type { Folded } from '../documents/fold';
import type { OrderAggregate } from './order-aggregate';
import { orderEvents, type OrderEventType } from './order-events';
import { ORDER_LIFECYCLE } from './order-lifecycle';
import { ORDER_NUMBERS } from './order-numbers';
import { deriveStatuses } from './order-status';

/** The order of the buyer, confirmed or not, with what it holds back and what stock it has. */
export const ORDER = defineDocument<OrderAggregate, void, OrderEventType>({
  root: { name: 'order', entity: Order },
  parts: {
    lines: { entity: OrderLine, documentId: 'orderId', orderedBy: 'lineNumber' },
    scheduleLines: {
      entity: ScheduleLine,
      documentId: 'orderId',
      under: { part: 'lines', by: 'orderLineId' },
      orderedBy: 'scheduleNumber',
    },
    holds: {
      entity: OrderHold,
      documentId: 'orderId',
      orderedBy: 'id',
      where: 't.released_at IS NULL',
      leftOut: ['note'],
    },
    allocations: { entity: Allocation, documentId: 'orderId', orderedBy: 'id' },
  },
  number: ORDER_NUMBERS,
  scope: 'own',
  locking: { rank: 5 },
  lifecycle: ORDER_LIFECYCLE,
  events: {
    defined: orderEvents,
    order: 'id',
    replacing: {
      OrderDraftUpdated: ['lines', 'scheduleLines'],
      OrderReplaced: ['lines', 'scheduleLines'],
    },
  },
  derive: deriveStatuses,
});

export type OrderPart = PartName<OrderAggregate>;

/** An order as its events leave it, in the form in which they carry values. */
export type FoldedOrder = Folded<OrderPart>;
