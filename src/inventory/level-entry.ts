import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import type { EventDraft } from '../events/event-draft';
import { mappingOf, newRow } from '../persistence/mapping/entity-mapping';
import { newId } from '../shared/ids';
import { mapInSteps } from '../shared/turns';
import { levelEvents } from './inventory-events';
import type { LevelChange } from './level-update';
import type { CommandStamp, Movement } from './movement';
import { BUCKETS, type Deltas, type StockBucket } from './stock-rules';

/** One locked level with what is planned for it and not yet written. */
export class LevelEntry {
  readonly movements: InventoryMovement[] = [];
  /** Who touched the level, once per touch. */
  private readonly commands: CommandStamp[] = [];
  private before: Readonly<InventoryLevel>;

  constructor(
    readonly level: InventoryLevel,
    /** The row does not exist yet. */
    public isNew: boolean,
  ) {
    this.before = copyOf(level);
  }

  static empty(sku: string, locationId: string): LevelEntry {
    const zero = { onHand: 0, allocated: 0, reserved: 0, unavailable: 0, incoming: 0, safetyStock: 0 };
    return new LevelEntry(newRow(InventoryLevel, { sku, locationId, ...zero, version: 0 }), true);
  }

  get changed(): boolean {
    return this.commands.length > 0;
  }

  get lastCommand(): CommandStamp | undefined {
    return this.commands.at(-1);
  }

  hasRisen(): boolean {
    return this.level.available > this.before.available;
  }

  /** Applies deltas that are allowed; returns how to take them back. */
  apply(movement: Movement, deltas: Deltas, recordedAt: Date): () => void {
    this.add(deltas, 1);
    this.movements.push(movementRow(movement, deltas, recordedAt));
    this.commands.push(movement.command);
    return () => {
      this.commands.pop();
      this.movements.pop();
      this.add(deltas, -1);
    };
  }

  setSafetyStock(quantity: number, command: CommandStamp): () => void {
    const old = this.level.safetyStock;
    this.level.safetyStock = quantity;
    this.commands.push(command);
    return () => {
      this.commands.pop();
      this.level.safetyStock = old;
    };
  }

  /** The relative change since the level was locked, with guards that hold on the row as it was locked. */
  change(): LevelChange {
    const { level, before, movements } = this;
    const promises = movements.some(
      ({ allocatedDelta, reservedDelta }) => allocatedDelta > 0 || reservedDelta > 0,
    );
    const change = level.available - before.available;
    const deltas = {
      onHand: level.onHand - before.onHand,
      allocated: level.allocated - before.allocated,
      reserved: level.reserved - before.reserved,
      unavailable: level.unavailable - before.unavailable,
      incoming: level.incoming - before.incoming,
    };
    return {
      sku: level.sku,
      locationId: level.locationId,
      deltas,
      safetyStock: level.safetyStock === before.safetyStock ? null : level.safetyStock,
      availableAtLeast: promises ? Math.min(0, level.available) - change : null,
    };
  }

  async event(): Promise<EventDraft> {
    const { sku, locationId, version } = this.level;
    const command = this.lastCommand!;
    // Not spread: V8 takes six microseconds for it, and an order makes five of them.
    const { type, aggregateType } = levelEvents.of('InventoryLevelChanged');
    return {
      type,
      aggregateType,
      aggregateId: `${sku}@${locationId}`,
      aggregateVersion: version,
      occurredAt: command.occurredAt,
      actorId: command.actor.principalId,
      commandId: command.id,
      sku,
      locationId,
      data: {
        level: mappingOf(InventoryLevel).describe(this.level),
        movements: await mapInSteps(this.movements, movementData),
      },
    };
  }

  /** The plan has been written: from here on it counts as what was locked. */
  settle(): void {
    this.before = copyOf(this.level);
    this.isNew = false;
    this.movements.length = 0;
    this.commands.length = 0;
  }

  private add(deltas: Deltas, sign: 1 | -1): void {
    for (const bucket of BUCKETS) this.level[bucket] += sign * deltas[bucket];
  }
}

function copyOf(level: InventoryLevel): InventoryLevel {
  return newRow(InventoryLevel, level);
}

function movementRow(movement: Movement, deltas: Deltas, recordedAt: Date): InventoryMovement {
  const { sku, locationId, type, cause, command } = movement;
  return newRow(InventoryMovement, {
    id: newId(),
    sku,
    locationId,
    type,
    onHandDelta: deltas.onHand,
    allocatedDelta: deltas.allocated,
    reservedDelta: deltas.reserved,
    unavailableDelta: deltas.unavailable,
    incomingDelta: deltas.incoming,
    reason: movement.reason ?? null,
    referenceType: cause?.type ?? null,
    referenceId: cause?.id ?? null,
    accountId: cause?.owner.accountId ?? null,
    territoryId: cause?.owner.territoryId ?? null,
    repId: cause?.owner.repId ?? null,
    actorId: command.actor.principalId,
    commandId: command.id,
    occurredAt: command.occurredAt,
    recordedAt,
  });
}

/** The movement's type and the deltas that are not zero. */
function movementData(row: InventoryMovement): Record<string, unknown> {
  const deltas: Partial<Record<StockBucket, number>> = {};
  for (const bucket of BUCKETS) {
    const delta = row[`${bucket}Delta`];
    if (delta !== 0) deltas[bucket] = delta;
  }
  return { id: row.id, type: row.type, deltas };
}
