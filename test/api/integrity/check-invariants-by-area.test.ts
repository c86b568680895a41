import { FulfillmentOrder } from '../../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../../entities/fulfillment/fulfillment-order-line';
import { Shipment } from '../../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../../entities/fulfillment/shipment-line';
import { InvariantArea } from '../../../entities/integrity/invariant.enums';
import { OrderHold } from '../../../entities/orders/order-hold';
import { OrderLine } from '../../../entities/orders/order-line';
import { ScheduleLine } from '../../../entities/orders/schedule-line';
import { ShippedEntry } from '../../../entities/orders/shipped-entry';
import { BookingEntry } from '../../../entities/orders/booking-entry';
import { CommandRunner } from '../../../src/commands/command-runner';
import { rulesOf, type CheckedUpTo } from '../../../src/integrity/check-invariants';
import { checkInvariants } from '../../support/invariants';
import type { Invariant } from '../../../src/persistence/invariants/invariant';
import { ofRange } from '../../../src/integrity/range-statement';
import { INVARIANTS } from '../../../src/server/areas';
import { inventoryUseCases } from '../../../src/inventory/use-cases';
import type { Sql } from '../../../src/persistence/sql';
import { systemClock } from '../../../src/shared/clock';
import type { DomainError } from '../../../src/shared/errors';
import { newId } from '../../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../../support/databases';
import { filled, insertSoundOrder } from '../../support/sound-order';
import { clearStock, commandOf, insertLocations, insertProducts, nobodyWaits } from '../../support/stock';

const { receiveInventory } = inventoryUseCases({ stockArrival: nobodyWaits });
const OF_WORK = ['shipment_lines', 'shipments', 'fulfillment_order_lines', 'fulfillment_orders'];
const NOWHERE = newId();

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

beforeEach(async () => {
  await insertProducts(db.database, ['A']);
  const [locationId] = (await insertLocations(db.database, ['WEST'])) as [string];
  const runner = new CommandRunner({ database: db.database, clock: systemClock });
  await runner.run(receiveInventory, commandOf({ lines: [{ sku: 'A', locationId, quantity: 10 }] }));
  await corrupt('DELETE FROM events');
  await insertSoundOrder(db.database, { number: 'SO-1', sku: 'A', locationId, position: -1n });
  await insertWork(locationId);
});
afterEach(async () => {
  for (const table of [...OF_WORK, 'order_holds', 'shipped_entries']) await corrupt(`DELETE FROM ${table}`);
  await clearStock(db.database);
});

const corrupt = (sql: string) => db.database.transaction((writer) => writer.execute(sql));

/** Work, a shipment, a hold, and entries whose quantities come to nothing, all of the order that is there. */
async function insertWork(locationId: string): Promise<void> {
  const { reader } = db.database;
  const [[line], [schedule], [booked]] = await Promise.all([
    reader.select(OrderLine),
    reader.select(ScheduleLine),
    reader.select(BookingEntry),
  ]);
  const orderId = line!.orderId;
  const ofLine = { orderLineId: line!.id, scheduleLineId: schedule!.id };
  const work = filled(FulfillmentOrder, { orderId, locationId });
  const shipment = filled(Shipment, { orderId, fulfillmentOrderId: work.id, locationId });
  const { eventId } = booked!;
  const entry = filled(ShippedEntry, { orderId, orderLineId: line!.id, eventId, bookedDay: '2026-01-01' });
  const hold = filled(OrderHold, { orderId, orderLineId: line!.id, fulfillmentOrderId: work.id });
  const pieces = { quantity: 0, ...ofLine };
  await db.database.transaction(async (sql) => {
    await sql.insert(FulfillmentOrder, [work]);
    await sql.insert(FulfillmentOrderLine, [
      filled(FulfillmentOrderLine, { fulfillmentOrderId: work.id, ...pieces }),
    ]);
    await sql.insert(Shipment, [shipment]);
    await sql.insert(ShipmentLine, [filled(ShipmentLine, { shipmentId: shipment.id, ...pieces })]);
    await sql.insert(ShippedEntry, [{ ...entry, quantity: 0 }]);
    await sql.insert(OrderHold, [hold]);
  });
}

describe('areas', () => {
  it('have rules each, under names of their own', () => {
    for (const area of Object.values(InvariantArea))
      expect([area, rulesOf(INVARIANTS, [area]).length]).not.toEqual([area, 0]);
    expect(new Set(INVARIANTS.map(({ name }) => name)).size).toBe(INVARIANTS.length);
  });

  it.each([undefined, null, []])('are all checked when none is named: %p', (areas) => {
    expect(rulesOf(INVARIANTS, areas)).toEqual(INVARIANTS);
  });

  it('are checked alone, in the order of the whole check', async () => {
    await corrupt('UPDATE inventory_levels SET on_hand = 12');
    await corrupt('UPDATE orders SET tax_minor = 51, total_minor = 551');
    await corrupt(`UPDATE shipments SET order_id = '${NOWHERE}'`);
    const kindsOf = async (areas?: InvariantArea[]) =>
      (await checkInvariants(db.database.reader, { areas })).map(({ kind }) => kind);
    expect(await kindsOf(['INVENTORY'])).toEqual(['LEVEL_EQUALS_MOVEMENTS']);
    expect(await kindsOf(['ORDERS'])).toEqual(['ORDER_EQUALS_LINES']);
    expect(await kindsOf(['FULFILLMENT'])).toEqual(['REFERENCES_EXIST']);
    expect(await kindsOf(['BOOKINGS'])).toEqual([]);
    expect(await kindsOf(['ORDERS', 'INVENTORY'])).toEqual(['LEVEL_EQUALS_MOVEMENTS', 'ORDER_EQUALS_LINES']);
    expect(await kindsOf()).toEqual(['LEVEL_EQUALS_MOVEMENTS', 'ORDER_EQUALS_LINES', 'REFERENCES_EXIST']);
  });

  it('are continued one after the other, and nothing else with them', async () => {
    const options = {
      areas: ['ORDERS', 'FULFILLMENT'] as const,
      rowsPerRange: 1,
      endsAt: 0,
      cursorOf: (place: CheckedUpTo) => JSON.stringify(place),
    };
    const seen: unknown[] = [];
    let after: CheckedUpTo | null = null;
    for (let ended = false; !ended;) {
      const answer: unknown = await checkInvariants(db.database.reader, { ...options, after }).catch(
        (error: unknown) => error,
      );
      ended = Array.isArray(answer);
      if (ended) continue;
      const { details } = answer as DomainError;
      after = JSON.parse(details.after as string) as CheckedUpTo;
      seen.push([after.rules, details.checked]);
    }
    expect(seen[0]).toEqual(['ORDERS', []]);
    expect(seen.at(-1)).toEqual(['FULFILLMENT', ['ORDERS']]);
    expect(new Set(seen.map((each) => (each as string[])[0]))).toEqual(new Set(['ORDERS', 'FULFILLMENT']));
  });
});

/** Columns that no foreign key of the database guards, by the area whose check finds that they lead nowhere. */
const REFERENCES: readonly (readonly [area: InvariantArea, table: string, columns: readonly string[]])[] = [
  ['INVENTORY', 'inventory_levels', ['location_id']],
  ['INVENTORY', 'inventory_movements', ['location_id']],
  ['ORDERS', 'order_schedule_lines', ['order_id']],
  ['ORDERS', 'order_holds', ['order_line_id', 'fulfillment_order_id']],
  ['ORDERS', 'allocations', ['order_id', 'order_line_id', 'location_id']],
  ['BOOKINGS', 'booking_entries', ['order_id', 'event_id']],
  ['ORDERS', 'events', ['order_id']],
  ['FULFILLMENT', 'fulfillment_orders', ['order_id', 'location_id']],
  ['FULFILLMENT', 'fulfillment_order_lines', ['order_line_id', 'schedule_line_id']],
  ['FULFILLMENT', 'shipments', ['order_id', 'fulfillment_order_id', 'location_id']],
  ['FULFILLMENT', 'shipment_lines', ['order_line_id', 'schedule_line_id']],
  ['BOOKINGS', 'shipped_entries', ['order_id', 'event_id']],
];

describe('references', () => {
  it('all lead to rows, or to none where they may be null', async () => {
    await corrupt('UPDATE order_holds SET order_line_id = NULL, fulfillment_order_id = NULL');
    await corrupt('UPDATE shipments SET fulfillment_order_id = NULL, location_id = NULL');
    expect(await checkInvariants(db.database.reader)).toEqual([]);
  });

  it.each(
    REFERENCES.flatMap(([area, table, columns]) => columns.map((each) => [area, table, each] as const)),
  )('of %s are found where they lead nowhere: %s.%s', async (area, table, column) => {
    const row = table === 'inventory_levels' ? 'sku' : 'id';
    const [named] = await db.database.reader.rows<{ name: string }>(`SELECT ${row} AS name FROM ${table}`);
    expect(await corrupt(`UPDATE ${table} SET ${column} = '${NOWHERE}'`)).toBe(1);
    const found = await checkInvariants(db.database.reader, { areas: [area], rowsPerRange: 1 });
    expect(found.filter(({ kind }) => kind === 'REFERENCES_EXIST')).toEqual([
      { kind: 'REFERENCES_EXIST', key: `${table} ${named!.name} ${column}`, expected: 1n, actual: 0n },
    ]);
  });

  it('are looked up by indexes, range by range', async () => {
    const rules = INVARIANTS.flatMap((each) => each.rules).filter(({ kind }) => kind === 'REFERENCES_EXIST');
    expect(rules.length).toBeGreaterThanOrEqual(REFERENCES.length);
    for (const rule of rules)
      expect([rule.from, await withoutIndex(db.database.reader, rule)]).toEqual([rule.from, []]);
  });
});

/** The steps of a rule's statement that no index serves. */
async function withoutIndex(sql: Sql, { from, where, pairs }: Invariant): Promise<unknown[]> {
  const compared = Object.values(pairs).map(([, actual]) => actual);
  const range = { after: '', through: NOWHERE };
  const statement = ofRange(`SELECT ${compared.join(', ')} FROM ${from} WHERE ${where}`, range);
  const plan = `EXPLAIN ${sql.dialect === 'mysql' ? '' : 'QUERY PLAN '}${statement.sql}`;
  const steps = await sql.rows<{ detail?: string; possible_keys?: string | null }>(plan, statement.params);
  expect(steps.length).toBeGreaterThan(1);
  return steps.filter(({ detail, possible_keys }) =>
    detail ? !detail.startsWith('SEARCH') : !possible_keys,
  );
}
