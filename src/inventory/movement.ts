import type { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import type { Command } from '../commands/commands';
import type { StockBucket } from './stock-rules';

/** On whose behalf, by which command and when in business time something moves. */
export type CommandStamp = Pick<Command<unknown>, 'id' | 'actor' | 'occurredAt'>;

/** One change of a level, with signed deltas of the buckets it touches. */
export interface Movement extends Partial<Record<StockBucket, number>> {
  sku: string;
  locationId: string;
  type: InventoryMovementType;
  reason?: string | null;
  referenceType?: string | null;
  referenceId?: string | null;
  command: CommandStamp;
}
