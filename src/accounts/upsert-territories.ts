import { Territory } from '../../entities/accounts/territory';
import { attempt, type Command, type UseCase } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { UpsertRows, type UpsertResult } from '../commands/upsert-rows';
import { newId } from '../shared/ids';
import { optionalText, requiredCountry, requiredText } from './input-text';
import { territoryEvents } from './account-events';

/** A territory, found by id or code. Absent values stay as they are, null clears. */
export interface UpsertTerritoryInput {
  id?: string | null;
  code: string;
  /** The code for a new territory. */
  name?: string;
  groupName?: string | null;
  countryCode?: string | null;
  expectedVersion?: number | null;
}

/** Creates or changes territories. */
export function upsertTerritories(): UseCase<UpsertTerritoryInput, UpsertResult> {
  return {
    name: 'upsertTerritory',
    async execute(uow, commands) {
      const territories = new UpsertRows(uow, Territory, 'code');
      await territories.lock(
        commands.map(({ input }) => input.id),
        commands.map(({ input }) => input.code.trim()),
      );
      const outcomes = commands.map((command) => attempt(() => upsertTerritory(uow, territories, command)));
      await territories.save();
      return outcomes;
    },
  };
}

function upsertTerritory(
  uow: UnitOfWork,
  territories: UpsertRows<Territory>,
  command: Command<UpsertTerritoryInput>,
): UpsertResult {
  const { input, actor } = command;
  const code = requiredText('code', input.code, 60);
  const existing = territories.find(
    { id: input.id, key: code, expectedVersion: input.expectedVersion },
    actor,
  );
  const { row, changed } = territories.put(existing, {
    ...(!existing && { id: newId(), version: 0, name: code, createdAt: uow.recordedAt }),
    ...ownValues(input),
    code,
  });
  if (changed) record(uow, row, command);
  return { id: row.id, version: row.version, changed };
}

function ownValues({ name, groupName, countryCode }: UpsertTerritoryInput): Partial<Territory> {
  return {
    ...(name !== undefined && { name: requiredText('name', name, 200) }),
    ...(groupName !== undefined && { groupName: optionalText('groupName', groupName, 100) }),
    ...(countryCode !== undefined && {
      countryCode: countryCode === null ? null : requiredCountry('countryCode', countryCode),
    }),
  };
}

function record(uow: UnitOfWork, territory: Territory, command: Command<unknown>): void {
  uow.append({
    ...territoryEvents.of('TerritorySaved'),
    aggregateId: territory.id,
    aggregateVersion: territory.version,
    occurredAt: command.occurredAt,
    actorId: command.actor.principalId,
    commandId: command.id,
    territoryId: territory.id,
    data: { territory: { ...territory } },
  });
}
