import { Rep } from '../../entities/accounts/rep';
import { attempt, type Command, type UseCase } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { UpsertRows, type UpsertResult } from '../commands/upsert-rows';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import { optionalText, requiredText } from './input-text';
import { References } from './references';
import { repEvents } from './account-events';

/** A sales representative, found by id or code. Absent values stay as they are, null clears; a new one needs a name. */
export interface UpsertRepInput {
  id?: string | null;
  code: string;
  name?: string;
  email?: string | null;
  territoryId?: string | null;
  /** True for a new representative. */
  active?: boolean;
  expectedVersion?: number | null;
}

interface RepUnit {
  uow: UnitOfWork;
  reps: UpsertRows<Rep>;
  references: References;
}

/** Creates or changes sales representatives. */
export function upsertReps(): UseCase<UpsertRepInput, UpsertResult> {
  return {
    name: 'upsertRep',
    async execute(uow, commands) {
      const inputs = commands.map(({ input }) => input);
      const reps = new UpsertRows(uow, Rep, 'code');
      await reps.lock(
        inputs.map(({ id }) => id),
        inputs.map(({ code }) => code.trim()),
      );
      const references = await References.load(uow.sql, {
        territoryId: inputs.map(({ territoryId }) => territoryId),
      });
      const outcomes = commands.map((command) =>
        attempt(() => upsertRep({ uow, reps, references }, command)),
      );
      await reps.save();
      return outcomes;
    },
  };
}

function upsertRep({ uow, reps, references }: RepUnit, command: Command<UpsertRepInput>): UpsertResult {
  const { input, actor } = command;
  const code = requiredText('code', input.code, 60);
  const existing = reps.find({ id: input.id, key: code, expectedVersion: input.expectedVersion }, actor);
  if (!existing && input.name === undefined)
    throw invalidInput('name', 'required', 'a new representative needs a name');
  references.require('territoryId', input.territoryId);
  const { row, changed } = reps.put(existing, {
    ...(!existing && { id: newId(), version: 0, active: true, createdAt: uow.recordedAt }),
    ...ownValues(input),
    code,
  });
  if (changed) record(uow, row, command);
  return { id: row.id, version: row.version, changed };
}

function ownValues({ name, email, territoryId, active }: UpsertRepInput): Partial<Rep> {
  return {
    ...(name !== undefined && { name: requiredText('name', name, 200) }),
    ...(email !== undefined && { email: optionalText('email', email, 200) }),
    ...(territoryId !== undefined && { territoryId }),
    ...(active !== undefined && { active }),
  };
}

/** All values but the name and the email address, which are personal data. */
function record(
  uow: UnitOfWork,
  { name: _name, email: _email, ...rep }: Rep,
  command: Command<unknown>,
): void {
  uow.append({
    ...repEvents.of('RepSaved'),
    aggregateId: rep.id,
    aggregateVersion: rep.version,
    occurredAt: command.occurredAt,
    actorId: command.actor.principalId,
    commandId: command.id,
    repId: rep.id,
    territoryId: rep.territoryId,
    data: { rep },
  });
}
