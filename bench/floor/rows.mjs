import { idOf } from '../lib/world.mjs';

/** The rows that an order consists of, with every column that ours fills. */

const PRINCIPAL = idOf('principal', 1);

/** Events have a place in the log, or a negative number as long as they have none; here nobody gives them one. */
let placeholder = -Date.now();

export function lineRow({ newId }, orderId, product, { quantity }, lineNumber) {
  const net = Math.round((quantity * product.unit_price_micros) / 10_000);
  const tax = Math.round(net * 0.08);
  return {
    id: newId(),
    order_id: orderId,
    line_number: lineNumber,
    product_id: product.id,
    sku: product.sku,
    description: product.name,
    unit_code: product.unit_code,
    tax_category: product.tax_category,
    category_id: product.category_id,
    stocked: product.stocked,
    currency_code: 'USD',
    quantity_ordered: quantity,
    quantity_open: 0,
    quantity_allocated: quantity,
    quantity_backordered: 0,
    quantity_shipped: 0,
    quantity_delivered: 0,
    quantity_invoiced: 0,
    quantity_cancelled: 0,
    quantity_returned: 0,
    status: 'ALLOCATED',
    list_unit_micros: product.unit_price_micros,
    unit_micros: product.unit_price_micros,
    list_minor: net,
    line_discount_minor: 0,
    order_discount_minor: 0,
    net_minor: net,
    cancelled_minor: 0,
    tax_ppm: 80_000,
    tax_minor: tax,
    total_minor: net + tax,
    discount_ppm: null,
    discount_fixed_minor: null,
    discount_reason: null,
    promotion_id: null,
    price_list_id: product.price_list_id,
    price_steps: JSON.stringify([
      { kind: 'LIST', label: product.list_name, amountMicros: String(net * 10_000) },
      { kind: 'TAX', label: 'Tax', amountMicros: String(tax * 10_000) },
    ]),
    source: null,
  };
}

export function orderRow({ account, now, day }, id, number, lines) {
  const net = lines.reduce((sum, line) => sum + line.net_minor, 0);
  const tax = lines.reduce((sum, line) => sum + line.tax_minor, 0);
  return {
    id,
    number,
    account_id: account.id,
    account_name: account.name,
    contact_id: null,
    rep_id: account.owner_rep_id,
    territory_id: account.territory_id,
    channel: 'DIRECT',
    status: 'CONFIRMED',
    fulfillment_status: 'UNFULFILLED',
    delivery_status: 'NOT_DELIVERED',
    on_hold: 0,
    po_number: null,
    po_claim: null,
    quote_number: null,
    bill_to_snapshot_id: account.snapshot_id,
    ship_to_snapshot_id: account.snapshot_id,
    currency_code: account.currency_code,
    reporting_currency: 'USD',
    exchange_rate_e10: 10_000_000_000,
    account_currency: account.currency_code,
    account_rate_e10: null,
    payment_terms: account.payment_terms,
    incoterm: null,
    shipping_method: null,
    backorder_policy: null,
    allocation_policy: null,
    rounding_mode: 'HALF_EVEN',
    tax_rounding_level: 'LINE',
    list_minor: net,
    line_discount_minor: 0,
    order_discount_minor: 0,
    net_minor: net,
    tax_minor: tax,
    freight_minor: 0,
    total_minor: net + tax,
    cancelled_minor: 0,
    reporting_total_minor: net + tax,
    order_discount_ppm: null,
    order_discount_fixed_minor: null,
    order_discount_reason: null,
    requested_day: null,
    promised_day: day,
    custom_attributes: null,
    source: null,
    cancel_reason: null,
    ordered_at: now,
    confirmed_at: now,
    completed_at: null,
    cancelled_at: null,
    closed_at: null,
    created_by: PRINCIPAL,
    version: 2,
    created_at: now,
    updated_at: now,
  };
}

export function scheduleRow({ newId, day }, line) {
  return {
    id: newId(),
    order_line_id: line.id,
    order_id: line.order_id,
    sku: line.sku,
    schedule_number: 1,
    requested_day: null,
    promised_day: day,
    quantity_ordered: line.quantity_ordered,
    quantity_open: 0,
    quantity_allocated: line.quantity_ordered,
    quantity_backordered: 0,
    quantity_shipped: 0,
    quantity_delivered: 0,
    quantity_cancelled: 0,
  };
}

export function allocationRow({ newId, now }, line, schedule, locationId) {
  return {
    id: newId(),
    order_id: line.order_id,
    order_line_id: line.id,
    schedule_line_id: schedule.id,
    location_id: locationId,
    sku: line.sku,
    quantity: line.quantity_ordered,
    shipped_quantity: 0,
    created_at: now,
    updated_at: now,
  };
}

export function movementRow({ newId, now, commandId }, allocation) {
  return {
    id: newId(),
    sku: allocation.sku,
    location_id: allocation.location_id,
    type: 'ALLOCATE',
    on_hand_delta: 0,
    allocated_delta: allocation.quantity,
    reserved_delta: 0,
    unavailable_delta: 0,
    incoming_delta: 0,
    reason: null,
    reference_type: 'Order',
    reference_id: allocation.order_id,
    actor_id: PRINCIPAL,
    command_id: commandId,
    occurred_at: now,
    recorded_at: now,
  };
}

export function fulfillmentOrderRow({ newId, now }, orderId, locationId) {
  return {
    id: newId(),
    order_id: orderId,
    location_id: locationId,
    status: 'OPEN',
    version: 1,
    created_at: now,
    updated_at: now,
  };
}

export function fulfillmentLineRow({ newId }, fulfillmentOrder, allocation) {
  return {
    id: newId(),
    fulfillment_order_id: fulfillmentOrder.id,
    order_line_id: allocation.order_line_id,
    schedule_line_id: allocation.schedule_line_id,
    quantity: allocation.quantity,
    shipped_quantity: 0,
    cancelled_quantity: 0,
  };
}

export function bookingRow({ newId, now, day }, order, line, eventId) {
  return {
    id: newId(),
    order_id: order.id,
    order_line_id: line.id,
    event_id: eventId,
    kind: 'CONFIRMATION',
    day,
    booked_day: day,
    account_id: order.account_id,
    rep_id: order.rep_id,
    territory_id: order.territory_id,
    category_id: line.category_id,
    sku: line.sku,
    channel: order.channel,
    currency_code: order.currency_code,
    quantity: line.quantity_ordered,
    list_minor: line.list_minor,
    net_minor: line.net_minor,
    reporting_currency: order.reporting_currency,
    reporting_list_minor: line.list_minor,
    reporting_net_minor: line.net_minor,
    created_at: now,
  };
}

export function placedEvent(context, order, lines, scheduleLines) {
  return orderEvent(context, order, 'OrderPlaced', 1, { order, lines, scheduleLines });
}

export function confirmedEvent(context, order, lines, schedule, allocations) {
  return orderEvent(context, order, 'OrderConfirmed', 2, {
    order: { status: order.status, confirmed_at: order.confirmed_at, promised_day: order.promised_day },
    lines: lines.map(({ id, quantity_open, quantity_allocated, status }) => ({
      id,
      quantity_open,
      quantity_allocated,
      status,
    })),
    scheduleLines: schedule.map(({ id, quantity_open, quantity_allocated, promised_day }) => ({
      id,
      quantity_open,
      quantity_allocated,
      promised_day,
    })),
    allocations,
  });
}

export function plannedEvent(context, order, fulfillmentOrder, lines) {
  const { id, location_id } = fulfillmentOrder;
  const routing = { ...routingOf(order), location_id };
  const data = { fulfillmentOrder, lines };
  return eventRow(context, 'FulfillmentOrderPlanned', ['FulfillmentOrder', id, 1], data, routing);
}

function orderEvent(context, order, type, version, data) {
  return eventRow(context, type, ['Order', order.id, version], data, routingOf(order));
}

function routingOf({ id, account_id, territory_id, rep_id }) {
  return { order_id: id, account_id, territory_id, rep_id };
}

export function levelEvent(context, level, movement) {
  const { sku, location_id } = movement;
  const version = level.version + 1;
  const after = { ...level, allocated: level.allocated + movement.allocated_delta, version };
  const deltas = { allocated: movement.allocated_delta };
  const data = { level: after, movements: [{ id: movement.id, type: movement.type, deltas }] };
  return eventRow(
    context,
    'InventoryLevelChanged',
    ['InventoryLevel', `${sku}@${location_id}`, version],
    data,
    {
      sku,
      location_id,
    },
  );
}

function eventRow(
  { newId, now, commandId },
  type,
  [aggregateType, aggregateId, aggregateVersion],
  data,
  routing,
) {
  return {
    id: newId(),
    position: --placeholder,
    type,
    schema_version: 1,
    aggregate_type: aggregateType,
    aggregate_id: aggregateId,
    aggregate_version: aggregateVersion,
    occurred_at: now,
    recorded_at: now,
    actor_id: PRINCIPAL,
    command_id: commandId,
    order_id: routing.order_id ?? null,
    account_id: routing.account_id ?? null,
    territory_id: routing.territory_id ?? null,
    rep_id: routing.rep_id ?? null,
    sku: routing.sku ?? null,
    location_id: routing.location_id ?? null,
    data: JSON.stringify(data),
  };
}

export function auditRow({ newId, now }, order) {
  return {
    id: newId(),
    at: now,
    action: 'placeOrder',
    outcome: 'DONE',
    times: 1,
    principal_id: PRINCIPAL,
    api_key_id: null,
    object_type: 'Order',
    object_id: order.id,
    channel: 'HTTP',
    ip: '127.0.0.1',
    user_agent: null,
    request_id: newId(),
    detail: null,
    changes: JSON.stringify([{ type: 'Order', id: order.id, version: order.version }]),
  };
}
