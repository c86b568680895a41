import { DomainEvent } from '../../entities/events/domain-event';
import { Allocation } from '../../entities/inventory/allocation';
import { BookingEntry } from '../../entities/orders/booking-entry';
import { Order } from '../../entities/orders/order';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import type { Database } from '../../src/persistence/database';
import { mappingOf } from '../../src/persistence/mapping/entity-mapping';
import { newId } from '../../src/shared/ids';

export interface SoundOrder {
  number: string;
  sku: string;
  locationId: string;
  /** Of the event with which it is booked. */
  position: bigint;
  day?: string;
}

/**
 * A confirmed order of 5 pieces, 3 of them allocated and 2 backordered, with its bookings; everything agrees, and so does the stock of the
 * SKU, which must be on hand.
 */
export async function insertSoundOrder(database: Database, of: SoundOrder): Promise<void> {
  const { sku, locationId, position, day = '2026-01-01' } = of;
  const amounts = { netMinor: 500n, taxMinor: 50n };
  const quantities = { quantityOrdered: 5, quantityAllocated: 3, quantityBackordered: 2 };
  const orderId = newId();
  const order = filled(Order, { id: orderId, number: of.number, totalMinor: 550n, ...amounts });
  const line = filled(OrderLine, { id: newId(), orderId, lineNumber: 1, sku, ...amounts, ...quantities });
  const ids = { orderId, orderLineId: line.id!, sku };
  const schedule = filled(ScheduleLine, { id: newId(), scheduleNumber: 1, ...ids, ...quantities });
  const placed = { scheduleLineId: schedule.id!, locationId, quantity: 3 };
  const allocation = filled(Allocation, { id: newId(), ...ids, ...placed });
  const { seq: _given, ...event } = filled(DomainEvent, {
    ...{ id: newId(), position, orderId, aggregateId: orderId, schemaVersion: 1, aggregateVersion: 1 },
    data: '{}',
  });
  const booking = filled(BookingEntry, {
    ...{ id: newId(), eventId: event.id!, kind: 'CONFIRMATION', ...ids, day, bookedDay: day },
    ...{ quantity: 5, netMinor: 500n, reportingNetMinor: 500n, reportingListMinor: 600n },
  });
  await database.transaction(async (sql) => {
    await sql.insert(Order, [order]);
    await sql.insert(OrderLine, [line]);
    await sql.insert(ScheduleLine, [schedule]);
    await sql.insert(Allocation, [allocation]);
    await sql.insert(DomainEvent, [event]);
    await sql.insert(BookingEntry, [booking]);
    await sql.execute('UPDATE inventory_levels SET allocated = 3 WHERE sku = ?', [sku]);
    await sql.execute('UPDATE inventory_movements SET allocated_delta = 3 WHERE sku = ?', [sku]);
  });
}

/** A row with a value for every column: zero for numbers, the given ones otherwise. */
export function filled<E extends object>(entity: new () => E, values: Partial<E>): Partial<E> {
  const row = Object.fromEntries(
    mappingOf(entity).properties.map((property) => [property, zeroOf(property)]),
  );
  return { ...row, ...values } as Partial<E>;
}

function zeroOf(property: string): unknown {
  if (/Minor$|Micros$|Ppm$|E10$/.test(property)) return 0n;
  if (/^quantity|Quantity$|Number$|^version$/.test(property)) return 0;
  if (/At$/.test(property)) return new Date(0);
  if (/^(stocked|onHold)$/.test(property)) return true;
  if (/Id$|^createdBy$/.test(property)) return newId();
  if (/Currency$|^currencyCode$/.test(property)) return 'USD';
  if (property === 'priceSteps') return [];
  return /^(source|customAttributes|poClaim)$/.test(property) ? null : 'X';
}
