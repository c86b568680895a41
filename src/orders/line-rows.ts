import type { Order } from '../../entities/orders/order';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import type { PricedLine } from '../pricing/price-document';
import { newRow } from '../persistence/mapping/entity-mapping';
import { newId } from '../shared/ids';
import type { OrderLineInput } from './order-inputs';

/** The line of a draft, of which nothing is allocated yet. */
export function makeLine(order: Order, priced: PricedLine<OrderLineInput>, lineNumber: number): OrderLine {
  const { input, product, quote, taxPpm, totals, steps } = priced;
  return newRow(OrderLine, {
    id: newId(),
    orderId: order.id,
    lineNumber,
    productId: product.id,
    sku: product.sku,
    description: product.name,
    unitCode: product.unitCode,
    taxCategory: product.taxCategory,
    categoryId: product.categoryId,
    stocked: product.stocked,
    currencyCode: order.currencyCode,
    quantityOrdered: input.quantity,
    quantityOpen: input.quantity,
    quantityAllocated: 0,
    quantityBackordered: 0,
    quantityShipped: 0,
    quantityDelivered: 0,
    quantityCancelled: 0,
    quantityInvoiced: 0,
    quantityReturned: 0,
    listUnitMicros: quote.listUnitMicros,
    unitMicros: totals.netUnitMicros,
    listMinor: totals.listMinor,
    lineDiscountMinor: totals.lineDiscountMinor,
    orderDiscountMinor: totals.orderDiscountMinor,
    netMinor: totals.netMinor,
    taxMinor: totals.taxMinor,
    totalMinor: totals.totalMinor,
    cancelledMinor: 0n,
    taxPpm,
    discountPpm: input.discount?.ppm ?? null,
    discountFixedMinor: input.discount?.fixedMinor ?? null,
    discountReason: input.discount?.reason ?? null,
    promotionId: quote.promotionId,
    priceListId: quote.priceListId,
    priceSteps: steps,
    source: null,
  });
}

/** Its schedule lines: those that were asked for, or one for all of it. */
export function makeSchedule(
  line: OrderLine,
  input: OrderLineInput,
  orderDay: string | null,
): ScheduleLine[] {
  const schedule = input.schedule?.length
    ? input.schedule
    : [{ quantity: input.quantity, requestedDay: input.requestedDay }];
  return schedule.map(({ quantity, requestedDay }, i) =>
    newRow(ScheduleLine, {
      id: newId(),
      orderId: line.orderId,
      orderLineId: line.id,
      sku: line.sku,
      scheduleNumber: i + 1,
      requestedDay: requestedDay ?? input.requestedDay ?? orderDay,
      promisedDay: null,
      quantityOrdered: quantity,
      quantityOpen: quantity,
      quantityAllocated: 0,
      quantityBackordered: 0,
      quantityShipped: 0,
      quantityDelivered: 0,
      quantityCancelled: 0,
    }),
  );
}
