import { MAX_VIOLATIONS } from '../../../src/integrity/check-invariants';
import { checkInvariants } from '../../support/invariants';
import { inventoryUseCases } from '../../../src/inventory/use-cases';
import { CommandRunner } from '../../../src/commands/command-runner';
import { systemClock } from '../../../src/shared/clock';
import { newId } from '../../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../../support/databases';
import { insertSoundOrder } from '../../support/sound-order';
import { clearStock, commandOf, insertLocations, insertProducts, nobodyWaits } from '../../support/stock';

const { receiveInventory } = inventoryUseCases({ stockArrival: nobodyWaits });

let db: TestDatabase;
let west: string;

beforeAll(async () => {
  db = await createTestDatabase();
});

afterAll(() => db.drop());

beforeEach(async () => {
  await insertProducts(db.database, ['A']);
  [west] = (await insertLocations(db.database, ['WEST', 'EAST'])) as [string, string];
  const runner = new CommandRunner({ database: db.database, clock: systemClock });
  await runner.run(receiveInventory, commandOf({ lines: [{ sku: 'A', locationId: west, quantity: 10 }] }));
});

afterEach(() => clearStock(db.database));

const check = () => checkInvariants(db.database.reader);
const corrupt = (sql: string) => db.database.transaction((writer) => writer.execute(sql));

async function found(): Promise<string[]> {
  return (await check()).map(
    ({ kind, key, expected, actual }) => `${kind} ${key}: ${expected}, is ${actual}`,
  );
}

/** A confirmed order of 5 A, 3 of them allocated at WEST and 2 backordered, with its bookings; everything agrees. */
async function insertOrder(): Promise<void> {
  await insertSoundOrder(db.database, { number: 'SO-1', sku: 'A', locationId: west, position: -1n });
}

describe('checkInvariants', () => {
  it('finds nothing when all is well', async () => {
    await insertOrder();
    expect(await found()).toEqual([]);
  });

  it('compares every bucket of a level with its movements', async () => {
    await corrupt('UPDATE inventory_levels SET on_hand = 12, incoming = 1');
    expect(await found()).toEqual([
      'LEVEL_EQUALS_MOVEMENTS A WEST onHand: 10, is 12',
      'LEVEL_EQUALS_MOVEMENTS A WEST incoming: 0, is 1',
    ]);
  });

  it('misses a level that has movements', async () => {
    await corrupt('DELETE FROM inventory_levels');
    expect(await found()).toEqual(['LEVEL_EQUALS_MOVEMENTS A WEST onHand: 10, is 0']);
  });

  it('finds buckets below zero', async () => {
    await corrupt('UPDATE inventory_levels SET on_hand = -2');
    await corrupt('UPDATE inventory_movements SET on_hand_delta = -2');
    expect(await found()).toEqual(['NO_NEGATIVE_BUCKET A WEST onHand: 0, is -2']);
  });

  it('compares what levels and lines have allocated with the allocations', async () => {
    await insertOrder();
    await corrupt('UPDATE allocations SET quantity = 1');
    expect(await found()).toEqual([
      'ALLOCATED_EQUALS_ALLOCATIONS A WEST allocated: 1, is 3',
      'LINE_EQUALS_ALLOCATIONS SO-1 1 quantityAllocated: 1, is 3',
    ]);
  });

  it('finds allocations where there is no level, and reservations that no level counts', async () => {
    await insertOrder();
    await corrupt(`UPDATE allocations SET location_id = (SELECT id FROM locations WHERE code = 'EAST')`);
    const reservation = { sku: 'A', location_id: west, reference_type: 'Quote', reference_id: newId() };
    await corrupt(
      `INSERT INTO reservations (id, quantity, expires_at, created_at, ${Object.keys(reservation).join(', ')})
       VALUES ('${newId()}', 2, 0, 0, '${Object.values(reservation).join("', '")}')`,
    );
    expect(await found()).toEqual([
      'ALLOCATED_EQUALS_ALLOCATIONS A WEST allocated: 0, is 3',
      'ALLOCATED_EQUALS_ALLOCATIONS A EAST allocated: 3, is 0',
      'RESERVED_EQUALS_RESERVATIONS A WEST reserved: 2, is 0',
    ]);
  });

  it('adds up the quantities of lines and schedule lines, and compares the two', async () => {
    await insertOrder();
    await corrupt('UPDATE order_lines SET quantity_shipped = 1, quantity_delivered = 2');
    await corrupt('UPDATE order_schedule_lines SET quantity_backordered = 3, quantity_cancelled = -1');
    expect(await found()).toEqual([
      'LINE_QUANTITIES_ADD_UP SO-1 1 quantityOrdered: 6, is 5',
      'LINE_QUANTITIES_ADD_UP SO-1 1 quantityDelivered: 1, is 2',
      'SCHEDULE_QUANTITIES_ADD_UP SO-1 1 1 quantityCancelled: 0, is -1',
      'LINE_EQUALS_SCHEDULE SO-1 1 quantityBackordered: 3, is 2',
      'LINE_EQUALS_SCHEDULE SO-1 1 quantityShipped: 0, is 1',
      'LINE_EQUALS_SCHEDULE SO-1 1 quantityCancelled: -1, is 0',
      'LINE_EQUALS_SCHEDULE SO-1 1 quantityDelivered: 0, is 2',
      'SHIPPED_ENTRIES_EQUAL_LINES SO-1 1 quantity: 1, is 0',
    ]);
  });

  it('adds up the amounts of an order and its bookings', async () => {
    await insertOrder();
    await corrupt('UPDATE orders SET tax_minor = 51, freight_minor = 7');
    await corrupt('UPDATE booking_entries SET quantity = 4');
    expect(await found()).toEqual([
      'ORDER_EQUALS_LINES SO-1 tax: 50, is 51',
      'ORDER_EQUALS_LINES SO-1 total: 558, is 550',
      'BOOKINGS_EQUAL_LINES SO-1 1 quantity: 5, is 4',
    ]);
  });

  it('wants no bookings of an order that is not confirmed', async () => {
    await insertOrder();
    await corrupt('UPDATE orders SET confirmed_at = NULL');
    expect(await found()).toEqual([
      'BOOKINGS_EQUAL_LINES SO-1 1 quantity: 0, is 5',
      'BOOKINGS_EQUAL_LINES SO-1 1 net: 0, is 500',
    ]);
  });

  it(`names at most ${MAX_VIOLATIONS} violations`, async () => {
    const skus = Array.from({ length: 150 }, (_, i) => `B-${i}`);
    await insertProducts(db.database, skus);
    const runner = new CommandRunner({ database: db.database, clock: systemClock });
    await runner.run(
      receiveInventory,
      commandOf({ lines: skus.map((sku) => ({ sku, locationId: west, quantity: 1 })) }),
    );
    await corrupt('UPDATE inventory_levels SET on_hand = on_hand + 1, reserved = 1');
    expect(await check()).toHaveLength(MAX_VIOLATIONS);
  });
});
