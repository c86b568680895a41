import { Principal } from '../../entities/auth/principal';
import type { PrincipalStatus } from '../../entities/auth/auth.enums';
import { attempt, type Command, type UseCase } from '../commands/commands';
import { existingValues } from '../persistence/existing-values';
import type { Sql } from '../persistence/sql';
import type { UnitOfWork } from '../commands/unit-of-work';
import { UpsertRows, type UpsertResult } from '../commands/upsert-rows';
import { defined } from '../shared/defined';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import type { Permission } from '../auth/permissions';
import { grantsOf, refuseSelf, requireAllRows, requireOwnPermissions } from './principal-rules';
import type { Role } from '../auth/roles';

/** A principal, found by id. Absent values stay as they are; a new one needs a name and a role. */
export interface UpsertPrincipalInput {
  id?: string | null;
  name?: string;
  /** Cannot be changed. */
  kind?: 'USER' | 'API_KEY';
  subject?: string | null;
  roles?: readonly Role[];
  scopes?: readonly Permission[];
  accountIds?: readonly string[];
  territoryIds?: readonly string[];
  repId?: string | null;
  status?: PrincipalStatus;
  expectedVersion?: number | null;
}

type Upsert = Command<UpsertPrincipalInput>;

interface PrincipalUnit {
  uow: UnitOfWork;
  principals: UpsertRows<Principal>;
  /** Ids of accounts, territories and representatives that exist. */
  known: ReadonlySet<string>;
  /** Owners of the subjects that are taken. */
  subjects: ReadonlyMap<string, string>;
}

/** Creates or changes principals, by actors who see all rows and have every permission that they give. */
export function upsertPrincipals(): UseCase<UpsertPrincipalInput, UpsertResult> {
  return {
    name: 'upsertPrincipal',
    async execute(uow, commands) {
      const inputs = commands.map(({ input }) => input);
      const principals = new UpsertRows(uow, Principal, 'id');
      await principals.lock(
        inputs.map(({ id }) => id),
        [],
      );
      const unit = {
        ...{ uow, principals },
        known: await knownIds(uow.sql, inputs),
        subjects: await takenSubjects(uow.sql, inputs),
      };
      const outcomes = commands.map((command) => attempt(() => upsertPrincipal(unit, command)));
      await principals.save();
      return outcomes;
    },
  };
}

async function knownIds(sql: Sql, inputs: readonly UpsertPrincipalInput[]): Promise<Set<string>> {
  const found = [
    await existingValues(
      sql,
      'accounts',
      'id',
      inputs.flatMap(({ accountIds }) => accountIds ?? []),
    ),
    await existingValues(
      sql,
      'territories',
      'id',
      inputs.flatMap(({ territoryIds }) => territoryIds ?? []),
    ),
    await existingValues(
      sql,
      'reps',
      'id',
      inputs.map(({ repId }) => repId),
    ),
  ];
  return new Set(found.flatMap((ids) => [...ids]));
}

async function takenSubjects(
  sql: Sql,
  inputs: readonly UpsertPrincipalInput[],
): Promise<Map<string, string>> {
  const taken = new Map<string, string>();
  for (const subject of new Set(inputs.flatMap((input) => input.subject ?? []))) {
    const [row] = await sql.rows<{ id: string }>('SELECT id FROM principals WHERE subject = ?', [subject]);
    if (row) taken.set(subject, row.id);
  }
  return taken;
}

function upsertPrincipal(unit: PrincipalUnit, { id: commandId, input, actor }: Upsert): UpsertResult {
  const { uow, principals } = unit;
  requireAllRows(actor);
  const id = input.id ?? null;
  const existing = principals.find({ id, key: id ?? '', expectedVersion: input.expectedVersion }, actor);
  check(unit, input, existing);
  if (existing) requireOwnPermissions(actor, existing.roles, existing.scopes);
  if (existing && input.status === 'SUSPENDED') refuseSelf(actor, existing.id, 'suspend');
  if (existing && (input.roles ?? input.scopes)) refuseSelf(actor, existing.id, 'change the rights of');
  const before = existing && grantsOf(existing);
  const values = { ...(existing ? {} : newPrincipal(uow.recordedAt)), ...given(input) };
  const { roles, scopes } = { ...existing, ...values };
  requireOwnPermissions(actor, roles ?? [], scopes ?? []);
  const { row, changed } = principals.put(existing, values);
  if (changed) uow.audit(commandId, { type: 'Principal', id: row.id, before, after: grantsOf(row) });
  return { id: row.id, version: row.version, changed };
}

function given({ id: _id, expectedVersion: _version, ...values }: UpsertPrincipalInput): Partial<Principal> {
  return defined({ ...values, name: values.name?.trim() }) as Partial<Principal>;
}

function newPrincipal(now: Date): Partial<Principal> {
  return {
    ...{ id: newId(), version: 0, createdAt: now, kind: 'USER', subject: null, scopes: [], accountIds: [] },
    ...{ territoryIds: [], repId: null, status: 'ACTIVE', revokedAt: null },
  };
}

function check(
  { known, subjects }: PrincipalUnit,
  input: UpsertPrincipalInput,
  existing: Principal | null,
): void {
  if (!existing && !input.name?.trim())
    throw invalidInput('name', 'required', 'a new principal needs a name');
  if (!existing && !input.roles?.length)
    throw invalidInput('roles', 'required', 'a new principal needs a role');
  if (existing?.revokedAt) {
    throw invalidInput('id', 'revoked', `"${existing.name}" was revoked for good; make a new principal`);
  }
  if (existing && input.kind && input.kind !== existing.kind) {
    throw invalidInput('kind', 'immutable', 'the kind of a principal cannot be changed');
  }
  const owner = input.subject ? subjects.get(input.subject) : undefined;
  if (owner !== undefined && owner !== existing?.id) {
    throw new DomainError('DUPLICATE', `Another principal has the subject "${input.subject}".`, {
      path: 'subject',
    });
  }
  for (const [path, ids] of [
    ['accountIds', input.accountIds ?? []],
    ['territoryIds', input.territoryIds ?? []],
    ['repId', input.repId ? [input.repId] : []],
  ] as const) {
    if (ids.every((id) => known.has(id))) continue;
    throw new DomainError('INVALID_REFERENCE', `${path} names something that does not exist.`, { path });
  }
}
