import { InventoryLevel } from '../../../entities/inventory/inventory-level';
import { checkInvariants } from '../../support/invariants';
import { adjustInventory } from '../../../src/inventory/adjust-inventory';
import { receiveInventory } from '../../../src/inventory/receive-inventory';
import { transferInventory } from '../../../src/inventory/transfer-inventory';
import { CommandRunner } from '../../../src/commands/command-runner';
import { DomainError } from '../../../src/shared/errors';
import { systemClock } from '../../../src/shared/clock';
import { createTestDatabase, type TestDatabase } from '../../support/databases';
import {
  clearStock,
  commandOf,
  insertLocations,
  insertProducts,
  levelAt,
  nobodyWaits,
} from '../../support/stock';

const SKUS = ['A', 'B', 'C', 'D'];
const deps = { stockArrival: nobodyWaits };
const receive = receiveInventory(deps);
const transfer = transferInventory(deps);
const adjust = adjustInventory(deps);

let db: TestDatabase;
let runner: CommandRunner;
let west: string;
let east: string;

beforeAll(async () => {
  db = await createTestDatabase();
});

afterAll(() => db.drop());

beforeEach(async () => {
  runner = new CommandRunner({ database: db.database, clock: systemClock });
  await insertProducts(db.database, SKUS);
  [west, east] = (await insertLocations(db.database, ['WEST', 'EAST'])) as [string, string];
});

afterEach(() => clearStock(db.database));

const times = <T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));

function stockUp(quantity: number) {
  const lines = SKUS.flatMap((sku) => [west, east].map((locationId) => ({ sku, locationId, quantity })));
  return runner.run(receive, commandOf({ lines }));
}

async function totalOf(sku: string): Promise<number> {
  const levels = await db.database.reader.select(InventoryLevel, 'WHERE t.sku = ?', [sku]);
  return levels.reduce((sum, { onHand }) => sum + onHand, 0);
}

describe('stock under concurrent work', () => {
  it('adds up receipts that create the same levels at the same time, in any order of lines', async () => {
    await times(30, (i) => {
      const lines = SKUS.flatMap((sku) =>
        [west, east].map((locationId) => ({ sku, locationId, quantity: 1 })),
      );
      return runner.run(receive, commandOf({ lines: i % 2 === 0 ? lines : lines.reverse() }));
    });
    for (const sku of SKUS) {
      expect(await levelAt(db.database, sku, west)).toMatchObject({ onHand: 30, version: 30 });
      expect(await levelAt(db.database, sku, east)).toMatchObject({ onHand: 30 });
    }
    expect(await checkInvariants(db.database.reader)).toEqual([]);
  });

  it('keeps the total of transfers in opposite directions, over the same SKUs in opposite orders', async () => {
    await stockUp(1_000);
    await times(40, (i) => {
      const lines = SKUS.map((sku) => ({ sku, quantity: 1 + (i % 7) }));
      const way = i % 2 === 0 ? [west, east] : [east, west];
      const [fromLocationId, toLocationId] = way as [string, string];
      return runner.run(
        transfer,
        commandOf({ fromLocationId, toLocationId, lines: i % 3 === 0 ? lines.reverse() : lines }),
      );
    });
    for (const sku of SKUS) expect(await totalOf(sku)).toBe(2_000);
    expect(await checkInvariants(db.database.reader)).toEqual([]);
  });

  it('lets exactly as many have the last pieces as there are', async () => {
    await runner.run(receive, commandOf({ lines: [{ sku: 'A', locationId: west, quantity: 20 }] }));
    const answers = await times(50, () =>
      runner
        .run(
          transfer,
          commandOf({ fromLocationId: west, toLocationId: east, lines: [{ sku: 'A', quantity: 1 }] }),
        )
        .then(
          () => 'moved',
          (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
        ),
    );
    expect(answers.filter((answer) => answer === 'moved')).toHaveLength(20);
    expect(answers.filter((answer) => answer === 'INSUFFICIENT_STOCK')).toHaveLength(30);
    expect(await levelAt(db.database, 'A', west)).toMatchObject({ onHand: 0 });
    expect(await levelAt(db.database, 'A', east)).toMatchObject({ onHand: 20 });
    expect(await checkInvariants(db.database.reader)).toEqual([]);
  });

  it('survives receipts, transfers, adjustments and blocks at once: no deadlock is seen, ledger = levels', async () => {
    await stockUp(500);
    const places = SKUS.flatMap((sku) => [west, east].map((locationId) => ({ sku, locationId })));
    const shuffled = (i: number) => [...places.slice(i % 8), ...places.slice(0, i % 8)];
    await times(60, (i): Promise<unknown> => {
      switch (i % 4) {
        case 0:
          return runner.run(
            receive,
            commandOf({ lines: shuffled(i).map((place) => ({ ...place, quantity: 2 })) }),
          );
        case 1:
          return runner.run(
            transfer,
            commandOf({
              fromLocationId: west,
              toLocationId: east,
              lines: SKUS.map((sku) => ({ sku, quantity: 1 })),
            }),
          );
        case 2:
          return runner.run(
            adjust,
            commandOf({
              reason: 'shrinkage',
              lines: shuffled(i).map((place) => ({ ...place, onHandDelta: -1 })),
            }),
          );
        default:
          return runner.run(
            adjust,
            commandOf({
              reason: 'inspection',
              lines: shuffled(i).map((place) => ({ ...place, unavailableDelta: 1 })),
            }),
          );
      }
    });
    for (const sku of SKUS) {
      expect(await totalOf(sku)).toBe(1_000 + 15 * 2 * 2 - 15 * 2);
      expect(await levelAt(db.database, sku, west)).toMatchObject({ unavailable: 15 });
    }
    expect(await checkInvariants(db.database.reader)).toEqual([]);
  });

  it('lets one of many counts win that have seen the same version', async () => {
    await stockUp(10);
    const answers = await times(10, (i) =>
      runner
        .run(
          adjust,
          commandOf({
            reason: 'count',
            lines: [{ sku: 'A', locationId: west, countedOnHand: 20 + i, expectedVersion: 1 }],
          }),
        )
        .then(
          () => 'counted',
          (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
        ),
    );
    expect(answers.filter((answer) => answer === 'counted')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'VERSION_CONFLICT')).toHaveLength(9);
    expect(await levelAt(db.database, 'A', west)).toMatchObject({ version: 2 });
  });
});
