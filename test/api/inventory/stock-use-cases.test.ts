import { DomainEvent } from '../../../entities/events/domain-event';
import { InventoryLevel } from '../../../entities/inventory/inventory-level';
import { InventoryMovementType } from '../../../entities/inventory/inventory.enums';
import { InventoryMovement } from '../../../entities/inventory/inventory-movement';
import { Reservation } from '../../../entities/inventory/reservation';
import { checkInvariants } from '../../support/invariants';
import { LevelSet } from '../../../src/inventory/level-set';
import type { StockArrivalPort } from '../../../src/inventory/stock-arrival.port';
import { inventoryUseCases } from '../../../src/inventory/use-cases';
import { CommandRunner } from '../../../src/commands/command-runner';
import { succeed, type UseCase } from '../../../src/commands/commands';
import type { Database } from '../../../src/persistence/database';
import type { Sql } from '../../../src/persistence/sql';
import { systemClock } from '../../../src/shared/clock';
import { newId } from '../../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../../support/databases';
import {
  clearStock,
  commandOf,
  insertLocations,
  insertProducts,
  levelAt,
  nobodyWaits,
  person,
} from '../../support/stock';

const useCases = inventoryUseCases({ stockArrival: nobodyWaits });

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
  await insertProducts(db.database, ['A', 'B', 'C']);
  [west, east] = (await insertLocations(db.database, ['WEST', 'EAST'])) as [string, string];
});

afterEach(() => clearStock(db.database));

const receiptOf = (sku: string, locationId: string, quantity: number) =>
  commandOf({ lines: [{ sku, locationId, quantity }] });

describe('a list of commands in one unit of work', () => {
  it('lets each succeed or fail on its own, and the later see what the earlier did', async () => {
    const move = (quantity: number) =>
      commandOf({ fromLocationId: west, toLocationId: east, lines: [{ sku: 'A', quantity }] });
    await runner.run(useCases.receiveInventory, receiptOf('A', west, 10));
    const answers = await runner.runAll(useCases.transferInventory, [move(6), move(6), move(4)]);
    expect(answers.map((answer) => answer.ok || answer.error.code)).toEqual([
      true,
      'INSUFFICIENT_STOCK',
      true,
    ]);
    expect(await levelAt(db.database, 'A', west)).toMatchObject({ onHand: 0, version: 2 });
    expect(await levelAt(db.database, 'A', east)).toMatchObject({ onHand: 10, version: 1 });
    expect(await checkInvariants(db.database.reader)).toEqual([]);
  });

  it('lets only the first of several counts stand that have seen the same version', async () => {
    const count = (countedOnHand: number) =>
      commandOf({
        reason: 'count',
        lines: [{ sku: 'A', locationId: west, countedOnHand, expectedVersion: 0 }],
      });
    const answers = await runner.runAll(useCases.adjustInventory, [count(3), count(4)]);
    expect(answers.map((answer) => answer.ok || answer.error.details)).toMatchObject([true, { current: 1 }]);
    expect(await levelAt(db.database, 'A', west)).toMatchObject({ onHand: 3 });
  });
});

describe('adjustInventory', () => {
  it('lets the system load counts without versions, and changes nothing when it loads them again', async () => {
    const lines = [{ sku: 'A', locationId: west, countedOnHand: 7, safetyStock: 2 }];
    const command = () => commandOf({ reason: 'opening stock', lines });
    await runner.run(useCases.adjustInventory, command());
    await runner.run(useCases.adjustInventory, command());
    expect(await levelAt(db.database, 'A', west)).toMatchObject({ onHand: 7, safetyStock: 2, version: 1 });
    const [answer] = await runner.runAll(useCases.adjustInventory, [{ ...command(), actor: person }]);
    expect(answer).toMatchObject({ ok: false, error: { code: 'VERSION_CONFLICT' } });
  });

  it('loads thousands of lines with as few statements as two', async () => {
    const skus = Array.from({ length: 3_000 }, (_, i) => `BULK-${i}`);
    await insertProducts(db.database, skus);
    const lines = (n: number) => skus.slice(0, n).map((sku) => ({ sku, locationId: west, onHandDelta: 5 }));
    const few = await statementsOf((counted) => counted.run(useCases.adjustInventory, adjustment(lines(2))));
    const many = await statementsOf((counted) =>
      counted.run(useCases.adjustInventory, adjustment(lines(3_000))),
    );
    expect(few).toBeLessThan(10);
    expect(many).toBeLessThan(few + 5);
    expect(await levelAt(db.database, 'BULK-1', west)).toMatchObject({ onHand: 10, version: 2 });
    expect(await levelAt(db.database, 'BULK-2999', west)).toMatchObject({ onHand: 5, version: 1 });
    expect(await checkInvariants(db.database.reader)).toEqual([]);
  });

  it('updates hundreds of levels that exist, each by its own amounts', async () => {
    const skus = Array.from({ length: 450 }, (_, i) => `BULK-${i}`);
    await insertProducts(db.database, skus);
    const lines = (change: (i: number) => object) =>
      skus.map((sku, i) => ({ sku, locationId: west, ...change(i) }));
    await runner.run(useCases.adjustInventory, adjustment(lines(() => ({ onHandDelta: 500 }))));
    const changes = lines((i) => ({
      onHandDelta: -i,
      unavailableDelta: i % 3,
      safetyStock: i % 2 ? i : null,
    }));
    await runner.run(useCases.adjustInventory, adjustment(changes));
    const levels = await db.database.reader.select(InventoryLevel, 'ORDER BY t.sku');
    expect(levels).toHaveLength(450);
    for (const level of levels) {
      const i = Number(level.sku.slice('BULK-'.length));
      expect(level).toMatchObject({ onHand: 500 - i, unavailable: i % 3, safetyStock: i % 2 ? i : 0 });
      expect(level.version).toBe(i === 0 ? 1 : 2);
    }
    expect(await checkInvariants(db.database.reader)).toEqual([]);
  });
});

const adjustment = (lines: object[]) =>
  commandOf({ reason: 'test', lines: lines as { sku: string; locationId: string }[] });

/** How often a unit of work speaks to its database. */
async function statementsOf(work: (counted: CommandRunner) => Promise<unknown>): Promise<number> {
  let statements = 0;
  const counting = (sql: Sql): Sql =>
    new Proxy(sql, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          statements += 1;
          return (value as (...given: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  const database = {
    transaction: <T>(run: (sql: Sql) => Promise<T>) => db.database.transaction((sql) => run(counting(sql))),
  } as Database;
  await work(new CommandRunner({ database, clock: systemClock }));
  return statements;
}

describe('the events of a level', () => {
  it('carry the full row after each change: the last one is the row', async () => {
    await runner.run(useCases.receiveInventory, receiptOf('A', west, 10));
    const lines = [{ sku: 'A', locationId: west, onHandDelta: -3, unavailableDelta: 1, safetyStock: 2 }];
    await runner.run(useCases.adjustInventory, commandOf({ reason: 'test', lines }));
    const events = await db.database.reader.select(
      DomainEvent,
      'WHERE t.aggregate_type = ? ORDER BY t.aggregate_version',
      ['InventoryLevel'],
    );
    expect(
      events.map(({ type, aggregateId, aggregateVersion, sku }) => [
        type,
        aggregateId,
        aggregateVersion,
        sku,
      ]),
    ).toEqual([
      ['InventoryLevelChanged', `A@${west}`, 1, 'A'],
      ['InventoryLevelChanged', `A@${west}`, 2, 'A'],
    ]);
    const row = await levelAt(db.database, 'A', west);
    const data = events.map((event) =>
      typeof event.data === 'string' ? JSON.parse(event.data) : event.data,
    );
    expect(data[1].level).toEqual(JSON.parse(JSON.stringify(row)));
    expect(data[1].movements).toMatchObject([
      { type: 'ADJUSTMENT', deltas: { onHand: -3 } },
      { type: 'BLOCK', deltas: { unavailable: 1 } },
    ]);
  });
});

describe('the port for arriving stock', () => {
  function waitingFor(sku: string, wanted: number): { port: StockArrivalPort; calls: string[][] } {
    const calls: string[][] = [];
    return {
      calls,
      port: {
        async stockArrived(_uow, levels, skus, command) {
          calls.push([...skus]);
          if (!skus.includes(sku)) return;
          for (const { id } of levels.locationsOf(sku)) {
            const allocated = Math.min(wanted, levels.available(sku, id));
            levels.move({ sku, locationId: id, type: InventoryMovementType.ALLOCATE, allocated, command });
          }
        },
      },
    };
  }

  it('gets the SKUs of which more is available, and what it allocates is saved with them', async () => {
    const { port, calls } = waitingFor('A', 3);
    const { receiveInventory, adjustInventory, transferInventory } = inventoryUseCases({
      stockArrival: port,
    });
    await runner.run(receiveInventory, receiptOf('A', east, 5));
    expect(await levelAt(db.database, 'A', east)).toMatchObject({ onHand: 5, allocated: 3, version: 1 });
    const loss = commandOf({ reason: 'loss', lines: [{ sku: 'A', locationId: east, onHandDelta: -1 }] });
    await runner.run(adjustInventory, loss);
    const safety = commandOf({ reason: 'less', lines: [{ sku: 'A', locationId: east, safetyStock: 1 }] });
    await runner.run(adjustInventory, safety);
    const lines = [{ sku: 'A', quantity: 1 }];
    await runner.run(transferInventory, commandOf({ fromLocationId: east, toLocationId: west, lines }));
    expect(calls).toEqual([['A'], ['A']]);
  });
});

describe('releaseExpiredReservations', () => {
  const owner = { accountId: newId(), territoryId: newId(), repId: newId() };
  const reserve: UseCase<{ sku: string; quantity: number; expiresAt: Date }, null> = {
    name: 'reserve',
    async execute(uow, commands) {
      const levels = await LevelSet.lock(
        uow,
        commands.map(({ input }) => input.sku),
      );
      for (const command of commands) {
        const { sku, quantity, expiresAt } = command.input;
        const reference = { referenceType: 'Quote', referenceId: newId() };
        const cause = { type: 'Quote', id: reference.referenceId, owner };
        const { RESERVE } = InventoryMovementType;
        levels.move({ sku, locationId: west, type: RESERVE, reserved: quantity, cause, command });
        const rest = { id: newId(), sku, locationId: west, quantity, expiresAt, createdAt: uow.recordedAt };
        await uow.sql.insert(Reservation, [{ ...rest, ...reference, ...owner }]);
      }
      await levels.save();
      return commands.map(() => succeed(null));
    },
  };
  const past = new Date(Date.now() - 3_600_000);
  const future = new Date(Date.now() + 3_600_000);

  it('gives back what is reserved beyond its time, once, and leaves the rest', async () => {
    await runner.run(useCases.receiveInventory, receiptOf('A', west, 10));
    await runner.runAll(reserve, [
      commandOf({ sku: 'A', quantity: 2, expiresAt: past }),
      commandOf({ sku: 'A', quantity: 3, expiresAt: past }),
      commandOf({ sku: 'A', quantity: 4, expiresAt: future }),
    ]);
    expect(await levelAt(db.database, 'A', west)).toMatchObject({ reserved: 9, available: 1 });
    const release = () => runner.run(useCases.releaseExpiredReservations, commandOf({ limit: 100 }));
    const released = await Promise.all([release(), release(), release()]);
    expect(released.map(({ result }) => result.released).sort()).toEqual([0, 0, 2]);
    expect(await levelAt(db.database, 'A', west)).toMatchObject({ reserved: 4, available: 6 });
    expect(await checkInvariants(db.database.reader)).toEqual([]);
    const given = await db.database.reader.select(InventoryMovement, "WHERE t.type = 'UNRESERVE'");
    expect(given).toEqual([expect.objectContaining(owner), expect.objectContaining(owner)]);
  });

  it('releases at most as many as asked for, oldest first', async () => {
    await runner.run(useCases.receiveInventory, receiptOf('A', west, 10));
    await runner.runAll(reserve, [
      commandOf({ sku: 'A', quantity: 2, expiresAt: past }),
      commandOf({ sku: 'A', quantity: 3, expiresAt: new Date(past.getTime() - 1) }),
    ]);
    await runner.run(useCases.releaseExpiredReservations, commandOf({ limit: 1 }));
    expect(await levelAt(db.database, 'A', west)).toMatchObject({ reserved: 2 });
  });
});
