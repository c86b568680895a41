import { Territory } from '../../entities/accounts/territory';
import { systemActor } from '../../src/auth/actor';
import { territoryEvents } from '../../src/accounts/account-events';
import type { EventDraft } from '../../src/events/event-draft';
import { recordedEvent, storeEvents } from '../../src/events/event-log';
import { orderEvents } from '../../src/orders/order-events';
import type { CommandRunner } from '../../src/commands/command-runner';
import { succeed, type UseCase } from '../../src/commands/commands';
import type { Database } from '../../src/persistence/database';
import { big, num, type RawInteger } from '../../src/persistence/values';
import { newId } from '../../src/shared/ids';
// Defines every type of event.
import '../../src/server/areas';

/** An event of an order of its own, unless told otherwise. */
export function eventDraft(values: Partial<EventDraft> = {}): EventDraft {
  const orderId = values.orderId === undefined ? newId() : values.orderId;
  return {
    ...orderEvents.of('OrderPlaced'),
    aggregateId: orderId ?? newId(),
    aggregateVersion: 1,
    occurredAt: new Date(),
    actorId: systemActor.principalId,
    commandId: newId(),
    orderId,
    data: {},
    ...values,
  };
}

/** Commits events without telling anybody. Returns their ids. */
export async function commitEvents(database: Database, drafts: readonly EventDraft[]): Promise<string[]> {
  const events = drafts.map((draft) => recordedEvent(draft, new Date()));
  await database.transaction((sql) => storeEvents(sql, events));
  return events.map(({ id }) => id);
}

/** Raises the version of a territory by one, with its event: the shape of every change that must keep its order. */
const renameTerritory: UseCase<string, null> = {
  name: 'renameTerritory',
  async execute(uow, commands) {
    for (const { id, input } of commands) {
      const [territory] = await uow.sql.selectForUpdate(Territory, 'WHERE t.id = ?', [input]);
      territory!.version += 1;
      await uow.sql.updateRows(Territory, [territory!], ['version']);
      uow.append(
        eventDraft({
          ...territoryEvents.of('TerritorySaved'),
          aggregateId: input,
          aggregateVersion: territory!.version,
          commandId: id,
          orderId: null,
        }),
      );
    }
    return commands.map(() => succeed(null));
  },
};

export async function createTerritories(database: Database, count: number): Promise<string[]> {
  const now = new Date();
  const territories = Array.from({ length: count }, () =>
    Object.assign(new Territory(), { id: newId(), name: 'T', version: 0, createdAt: now, updatedAt: now }),
  );
  for (const territory of territories) territory.code = territory.id;
  await database.transaction((sql) => sql.insert(Territory, territories));
  return territories.map(({ id }) => id);
}

/** One change of a random one of the territories. */
export async function changeTerritory(runner: CommandRunner, ids: readonly string[]): Promise<void> {
  const id = ids[Math.floor(Math.random() * ids.length)]!;
  await runner.run(renameTerritory, {
    id: newId(),
    actor: systemActor,
    idempotencyKey: null,
    input: id,
    occurredAt: new Date(),
  });
}

export interface LoggedEvent {
  id: string;
  position: number | null;
  aggregate: string;
  version: number;
}

/** Every event, by position; those without one come last, in the order in which they were inserted. */
export async function loggedEvents(database: Database): Promise<LoggedEvent[]> {
  const rows = await database.reader.rows<{
    id: string;
    position: RawInteger;
    aggregate: string;
    version: RawInteger;
  }>(
    `SELECT id, position, aggregate_id AS aggregate, aggregate_version AS version
     FROM events ORDER BY CASE WHEN position < 0 THEN 1 ELSE 0 END, CASE WHEN position < 0 THEN seq ELSE position END`,
  );
  return rows.map((row) => ({
    ...row,
    position: big(row.position) < 0n ? null : num(row.position),
    version: num(row.version),
  }));
}
