import type { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import type { Command } from '../commands/commands';
import type { DocumentOwner } from '../auth/row-scope';
import type { StockBucket } from './stock-rules';

/** On whose behalf, by which command and when in business time something moves. */
export type CommandStamp = Pick<Command<unknown>, 'id' | 'actor' | 'occurredAt'>;

/** The document that causes a movement, and whose it is: who sees the document sees the movement (`documentScope`). */
export interface MovementCause {
  /** As in a global id: Order, Shipment, … */
  type: string;
  id: string;
  owner: DocumentOwner;
}

/** One change of a level, with signed deltas of the buckets it touches. */
export interface Movement extends Partial<Record<StockBucket, number>> {
  sku: string;
  locationId: string;
  type: InventoryMovementType;
  reason?: string | null;
  /** Null for what the selling company does on its own account. */
  cause?: MovementCause | null;
  command: CommandStamp;
}
