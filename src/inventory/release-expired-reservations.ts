import { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import { Reservation } from '../../entities/inventory/reservation';
import { systemActor } from '../auth/actor';
import type { Chore, ChoreServices } from '../commands/chore';
import { succeed, type UseCase } from '../commands/commands';
import { ConflictError } from '../persistence/conflicts';
import { placeholders } from '../persistence/sql';
import type { UnitOfWork } from '../commands/unit-of-work';
import { newId } from '../shared/ids';
import { saveWithArrivals } from './change-stock';
import { LevelSet } from './level-set';
import type { CommandStamp } from './movement';
import type { InventoryDeps } from './stock-arrival.port';

export interface ReleaseExpiredInput {
  /** At most this many in one unit of work, oldest first. */
  limit: number;
}

export interface ReleaseExpiredResult {
  released: number;
}

/** Gives back what is reserved beyond its time. Of several commands the first does the work. */
export function releaseExpiredReservations(
  deps: InventoryDeps,
): UseCase<ReleaseExpiredInput, ReleaseExpiredResult> {
  return {
    name: 'releaseExpiredReservations',
    async execute(uow, commands) {
      const [first] = commands;
      const expired = await uow.sql.select(
        Reservation,
        `WHERE t.released_at IS NULL AND t.expires_at <= ? ORDER BY t.expires_at, t.id LIMIT ${first!.input.limit}`,
        [uow.recordedAt.getTime()],
      );
      if (expired.length > 0) await release(uow, deps, expired, first!);
      return commands.map((command) => succeed({ released: command === first ? expired.length : 0 }));
    },
  };
}

async function release(
  uow: UnitOfWork,
  deps: InventoryDeps,
  expired: readonly Reservation[],
  command: CommandStamp,
): Promise<void> {
  const levels = await LevelSet.lock(
    uow,
    expired.map(({ sku }) => sku),
  );
  const ids = expired.map(({ id }) => id);
  const affected = await uow.sql.execute(
    `UPDATE reservations SET released_at = ? WHERE released_at IS NULL AND id IN (${placeholders(ids.length)})`,
    [uow.recordedAt.getTime(), ...ids],
  );
  if (affected !== ids.length) throw new ConflictError('a reservation was released meanwhile');
  for (const reservation of expired) {
    const { sku, locationId, quantity, referenceType, referenceId } = reservation;
    const type = InventoryMovementType.UNRESERVE;
    const cause = { type: referenceType, id: referenceId, owner: reservation };
    levels.move({ sku, locationId, type, reserved: -quantity, reason: 'expired', cause, command });
  }
  await saveWithArrivals(uow, levels, deps);
}

/** Releases reservations that are beyond their time. */
export const releaseExpired: Chore = {
  name: 'expired reservations',
  atOnce: 100,
  async tidy({ runner, useCases, clock }: ChoreServices & { useCases: { inventory: ReleaseExpired } }) {
    const { result } = await runner.run(useCases.inventory.releaseExpiredReservations, {
      id: newId(),
      actor: systemActor,
      idempotencyKey: null,
      input: { limit: this.atOnce },
      occurredAt: clock.now(),
    });
    return result.released;
  },
};

interface ReleaseExpired {
  releaseExpiredReservations: UseCase<ReleaseExpiredInput, ReleaseExpiredResult>;
}
