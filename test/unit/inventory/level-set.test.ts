import { InventoryLevel } from '../../../entities/inventory/inventory-level';
import { InventoryMovement } from '../../../entities/inventory/inventory-movement';
import { InventoryMovementType as Type } from '../../../entities/inventory/inventory.enums';
import { Location } from '../../../entities/inventory/location';
import { systemActor } from '../../../src/auth/actor';
import type { EventDraft } from '../../../src/events/event-draft';
import { LevelSet, type Movement } from '../../../src/inventory/level-set';
import { ConflictError } from '../../../src/persistence/conflicts';
import type { Param, Sql } from '../../../src/persistence/sql';
import type { UnitOfWork } from '../../../src/commands/unit-of-work';
import { DomainError } from '../../../src/shared/errors';

const NOW = new Date('2026-03-01T10:00:00Z');
const command = { id: 'C1', actor: systemActor, occurredAt: new Date('2026-02-28T00:00:00Z') };
const other = { ...command, id: 'C2' };

const level = (sku: string, locationId: string, values: Partial<InventoryLevel> = {}): InventoryLevel =>
  Object.assign(
    new InventoryLevel(),
    { sku, locationId, onHand: 0, allocated: 0, reserved: 0, unavailable: 0, incoming: 0, safetyStock: 0 },
    { version: 1, updatedAt: new Date(0), ...values },
  );

const location = (code: string, values: Partial<Location> = {}): Location =>
  Object.assign(new Location(), { id: code, code, priority: 100, active: true, ...values });

/** A unit of work over rows in memory that keeps what it was asked to do. */
class FakeUnit implements UnitOfWork {
  readonly recordedAt = NOW;
  readonly statements: { text: string; params: readonly Param[] }[] = [];
  readonly inserted: object[] = [];
  readonly events: EventDraft[] = [];
  audit(): void {}
  /** How many rows an update matches; by default as many as it names. */
  matched: number | null = null;
  readonly sql: Sql;

  constructor(levels: InventoryLevel[], locations: Location[] = []) {
    const note = (text: string, params: readonly Param[] = []) => this.statements.push({ text, params });
    this.sql = {
      dialect: 'sqlite',
      selectForUpdate: async (_entity: unknown, tail: string, params?: readonly Param[]) => {
        note(`lock ${tail}`, params);
        return levels;
      },
      select: async (_entity: unknown, tail: string, params?: readonly Param[]) => {
        note(`select ${tail}`, params);
        return locations;
      },
      execute: async (text: string, params?: readonly Param[]) => {
        note(text, params);
        return this.matched ?? text.split('UNION ALL').length;
      },
      insert: async (entity: { name: string }, rows: object[]) => {
        note(`insert ${entity.name}`);
        this.inserted.push(...rows);
      },
    } as unknown as Sql;
  }

  append(event: EventDraft): string {
    this.events.push(event);
    return 'E';
  }

  onCommit(): void {}
}

async function lockedSet(
  levels: InventoryLevel[],
  locations: Location[] = [],
): Promise<{ set: LevelSet; unit: FakeUnit }> {
  const unit = new FakeUnit(levels, locations);
  const set = await LevelSet.lock(unit, ['A', 'B']);
  unit.statements.length = 0;
  return { set, unit };
}

const move = (sku: string, locationId: string, type: Type, deltas: Partial<Movement>): Movement => ({
  sku,
  locationId,
  type,
  command,
  ...deltas,
});

function refusal(work: () => void): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('LevelSet.lock', () => {
  it('sends no statement for an empty list', async () => {
    const unit = new FakeUnit([]);
    await LevelSet.lock(unit, []);
    expect(unit.statements).toEqual([]);
  });

  it('locks distinct SKUs in order and reads the locations of levels and destinations, one statement each', async () => {
    const unit = new FakeUnit([level('A', 'L1'), level('B', 'L1')]);
    await LevelSet.lock(unit, ['B', 'A', 'B'], ['L2']);
    expect(unit.statements).toEqual([
      { text: 'lock WHERE t.sku IN (?, ?) ORDER BY t.sku, t.location_id', params: ['A', 'B'] },
      { text: 'select WHERE t.id IN (?, ?)', params: ['L1', 'L2'] },
    ]);
  });

  it('lists active locations that have a level of the SKU, by priority and code', async () => {
    const { set } = await lockedSet(
      [level('A', 'L1'), level('A', 'L2'), level('A', 'L3'), level('A', 'L4'), level('B', 'L1')],
      [location('L1'), location('L3', { priority: 1 }), location('L2'), location('L4', { active: false })],
    );
    expect(set.locationsOf('A').map(({ code }) => code)).toEqual(['L3', 'L1', 'L2']);
    expect(set.locationsOf('B').map(({ code }) => code)).toEqual(['L1']);
    expect(set.locationsOf('C')).toEqual([]);
  });
});

describe('LevelSet.move', () => {
  it('counts moves made so far in what is available', async () => {
    const { set } = await lockedSet([
      level('A', 'L1', { onHand: 10, reserved: 1, unavailable: 2, safetyStock: 3 }),
    ]);
    expect(set.available('A', 'L1')).toBe(4);
    set.move(move('A', 'L1', Type.ALLOCATE, { allocated: 3 }));
    expect(set.available('A', 'L1')).toBe(1);
    expect(set.available('A', 'L2')).toBe(0);
  });

  it('refuses to allocate more than is available, and says how much is', async () => {
    const { set } = await lockedSet([level('A', 'L1', { onHand: 5, allocated: 3 })]);
    const error = refusal(() => set.move(move('A', 'L1', Type.ALLOCATE, { allocated: 3 })));
    expect(error.code).toBe('INSUFFICIENT_STOCK');
    expect(error.details).toMatchObject({ lines: [{ sku: 'A', requested: 3, available: 2 }] });
  });

  it.each(['onHand', 'allocated', 'reserved', 'unavailable', 'incoming'] as const)(
    'refuses to take more %s than there is',
    async (bucket) => {
      const { set } = await lockedSet([level('A', 'L1', { [bucket]: 2 })]);
      const error = refusal(() => set.move(move('A', 'L1', Type.ADJUSTMENT, { [bucket]: -3 })));
      expect(error.code).toBe('INSUFFICIENT_STOCK');
    },
  );

  it('turns a reservation into an allocation although nothing else is available', async () => {
    const { set } = await lockedSet([level('A', 'L1', { onHand: 5, reserved: 5 })]);
    set.move(move('A', 'L1', Type.ALLOCATE, { allocated: 5, reserved: -5 }));
    expect(set.level('A', 'L1')).toMatchObject({ allocated: 5, reserved: 0 });
  });

  it('lets a count find less than is promised', async () => {
    const { set } = await lockedSet([level('A', 'L1', { onHand: 5, allocated: 5 })]);
    set.move(move('A', 'L1', Type.ADJUSTMENT, { onHand: -2 }));
    expect(set.available('A', 'L1')).toBe(-2);
  });

  it('transfers the safety stock, but not what is promised or blocked', async () => {
    const { set } = await lockedSet([
      level('A', 'L1', { onHand: 10, allocated: 1, reserved: 1, unavailable: 1, safetyStock: 5 }),
    ]);
    const error = refusal(() => set.move(move('A', 'L1', Type.TRANSFER_OUT, { onHand: -8 })));
    expect(error.details).toMatchObject({ lines: [{ requested: 8, available: 7 }] });
    set.move(move('A', 'L1', Type.TRANSFER_OUT, { onHand: -7 }));
  });

  it('makes a level that does not exist', async () => {
    const { set } = await lockedSet([]);
    expect(set.version('A', 'L1')).toBe(0);
    set.move(move('A', 'L1', Type.RECEIPT, { onHand: 4 }));
    expect(set.available('A', 'L1')).toBe(4);
  });

  it('does not touch SKUs that are not locked', async () => {
    const { set } = await lockedSet([]);
    expect(() => set.move(move('C', 'L1', Type.RECEIPT, { onHand: 4 }))).toThrow('not locked');
  });
});

describe('LevelSet.allOrNone', () => {
  it('takes back every move of a command that is refused', async () => {
    const { set, unit } = await lockedSet([level('A', 'L1', { onHand: 5, safetyStock: 1 })]);
    set.move(move('A', 'L1', Type.ALLOCATE, { allocated: 1 }));
    const refused = set.allOrNone(() => {
      set.setSafetyStock('A', 'L1', 0, other);
      set.move({ ...move('A', 'L1', Type.RECEIPT, { onHand: 9 }), command: other });
      set.move({ ...move('B', 'L1', Type.ALLOCATE, { allocated: 1 }), command: other });
    });
    await expect(refused).rejects.toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    expect(set.level('A', 'L1')).toMatchObject({ onHand: 5, allocated: 1, safetyStock: 1 });
    await set.save();
    expect(unit.inserted).toHaveLength(1);
    expect(unit.events.map(({ commandId }) => commandId)).toEqual(['C1']);
  });

  it('takes back as much of what fails otherwise, and throws what was thrown', async () => {
    const { set } = await lockedSet([level('A', 'L1', { onHand: 5 })]);
    const failed = set.allOrNone(() => {
      set.move(move('A', 'L1', Type.ALLOCATE, { allocated: 1 }));
      JSON.parse('{');
    });
    await expect(failed).rejects.toThrow(SyntaxError);
    expect(set.level('A', 'L1')).toMatchObject({ allocated: 0 });
  });
});

describe('LevelSet.arrivals', () => {
  it('names SKUs of which more is available somewhere, and who brought it', async () => {
    const { set } = await lockedSet([
      level('A', 'L1', { onHand: 5 }),
      level('B', 'L1', { onHand: 5, safetyStock: 2 }),
    ]);
    expect(set.arrivals()).toBeNull();
    set.move(move('A', 'L1', Type.TRANSFER_OUT, { onHand: -2 }));
    expect(set.arrivals()).toBeNull();
    set.move(move('A', 'L2', Type.TRANSFER_IN, { onHand: 2 }));
    set.setSafetyStock('B', 'L1', 0, other);
    expect(set.arrivals()).toEqual({ skus: ['B', 'A'], command });
  });
});

describe('LevelSet.save', () => {
  it('writes nothing when nothing moved', async () => {
    const { set, unit } = await lockedSet([level('A', 'L1', { onHand: 5 })]);
    await set.save();
    expect(unit.statements).toEqual([]);
    expect(unit.events).toEqual([]);
  });

  it('writes one update, one insert of new levels, one insert of movements and one event per level', async () => {
    const { set, unit } = await lockedSet([
      level('A', 'L1', { onHand: 10, version: 7 }),
      level('B', 'L1', { onHand: 5, version: 2 }),
    ]);
    const cause = { type: 'Order', id: 'O1', owner: { accountId: 'ACME', territoryId: null, repId: 'R1' } };
    set.move(move('B', 'L1', Type.TRANSFER_OUT, { onHand: -5 }));
    set.move(move('B', 'L2', Type.TRANSFER_IN, { onHand: 5 }));
    set.move(move('A', 'L1', Type.ALLOCATE, { allocated: 2, cause }));
    set.move({ ...move('A', 'L1', Type.ALLOCATE, { allocated: 3 }), command: other });
    await set.save();

    expect(unit.statements.map(({ text }) => text.split(' ').slice(0, 2).join(' '))).toEqual([
      'UPDATE inventory_levels',
      'insert InventoryLevel',
      'insert InventoryMovement',
    ]);
    expect(unit.inserted.filter((row) => row instanceof InventoryLevel)).toMatchObject([
      { sku: 'B', locationId: 'L2', onHand: 5, version: 1, updatedAt: NOW },
    ]);
    expect(unit.inserted.filter((row) => row instanceof InventoryMovement)).toMatchObject([
      {
        sku: 'A',
        type: 'ALLOCATE',
        allocatedDelta: 2,
        onHandDelta: 0,
        referenceType: 'Order',
        referenceId: 'O1',
        accountId: 'ACME',
        territoryId: null,
        repId: 'R1',
        commandId: 'C1',
      },
      {
        sku: 'A',
        type: 'ALLOCATE',
        allocatedDelta: 3,
        commandId: 'C2',
        occurredAt: command.occurredAt,
        recordedAt: NOW,
      },
      {
        ...{ sku: 'B', locationId: 'L1', type: 'TRANSFER_OUT', onHandDelta: -5 },
        ...{ referenceType: null, accountId: null, territoryId: null, repId: null },
      },
      { sku: 'B', locationId: 'L2', type: 'TRANSFER_IN', onHandDelta: 5 },
    ]);
    expect(unit.events.map((event) => [event.aggregateId, event.aggregateVersion, event.commandId])).toEqual([
      ['A@L1', 8, 'C2'],
      ['B@L1', 3, 'C1'],
      ['B@L2', 1, 'C1'],
    ]);
    expect(unit.events[0]!.data).toMatchObject({
      level: {
        sku: 'A',
        locationId: 'L1',
        onHand: 10,
        allocated: 5,
        version: 8,
        updatedAt: NOW.toISOString(),
      },
      movements: [
        { type: 'ALLOCATE', deltas: { allocated: 2 } },
        { type: 'ALLOCATE', deltas: { allocated: 3 } },
      ],
    });
  });

  it('writes a level whose moves cancel out, because movements and version have changed', async () => {
    const { set, unit } = await lockedSet([level('A', 'L1', { onHand: 1 })]);
    set.move(move('A', 'L1', Type.ALLOCATE, { allocated: 1 }));
    set.move(move('A', 'L1', Type.DEALLOCATE, { allocated: -1 }));
    expect(set.version('A', 'L1')).toBe(2);
    await set.save();
    expect(unit.events).toMatchObject([{ aggregateVersion: 2 }]);
  });

  it('throws a conflict when a guard does not match', async () => {
    const { set, unit } = await lockedSet([level('A', 'L1', { onHand: 1 })]);
    unit.matched = 0;
    set.move(move('A', 'L1', Type.ALLOCATE, { allocated: 1 }));
    await expect(set.save()).rejects.toThrow(ConflictError);
  });

  it('writes only what came after the last save', async () => {
    const { set, unit } = await lockedSet([]);
    set.move(move('A', 'L1', Type.RECEIPT, { onHand: 4 }));
    await set.save();
    set.move(move('A', 'L1', Type.ALLOCATE, { allocated: 4 }));
    await set.save();
    expect(unit.inserted.map((row) => row.constructor.name)).toEqual([
      'InventoryLevel',
      'InventoryMovement',
      'InventoryMovement',
    ]);
    expect(unit.events.map(({ aggregateVersion }) => aggregateVersion)).toEqual([1, 2]);
  });
});
