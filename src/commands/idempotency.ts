import { createHash } from 'node:crypto';
import { IdempotencyRecord } from '../../entities/events/idempotency-record';
import { DomainError } from '../shared/errors';
import { mapInSteps } from '../shared/turns';
import type { Command, Outcome } from './commands';
import { isLockWait } from '../persistence/conflicts';
import type { Database } from '../persistence/database';
import type { Sql } from '../persistence/sql';
import { allOf, anyOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { num, type RawInteger } from '../persistence/values';

/** What a repeated command gets: the recorded result, or `IDEMPOTENCY_KEY_REUSED`. */
export type Replay<R> = Outcome<R>;

/** SHA-256 over the input's canonical form: keys sorted, undefined left out, bigints and dates as text. */
export async function inputHash(input: unknown): Promise<string> {
  return createHash('sha256')
    .update(await canonicalInSteps(input))
    .digest('hex');
}

/** As `canonical`; the lists of an input, which may be long, in steps. */
async function canonicalInSteps(value: unknown): Promise<string> {
  if (Array.isArray(value)) return `[${(await mapInSteps(value, canonical)).join(',')}]`;
  if (!isRecord(value)) return canonical(value);
  const members: string[] = [];
  for (const [key, item] of membersOf(value)) members.push(memberText(key, await canonicalInSteps(item)));
  return `{${members.join(',')}}`;
}

function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (typeof value === 'bigint') return `"${value}"`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null';
  const members = membersOf(value).map(([key, item]) => memberText(key, canonical(item)));
  return `{${members.join(',')}}`;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

function membersOf(value: object): [string, unknown][] {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function memberText(key: string, text: string): string {
  return `${JSON.stringify(key)}:${text}`;
}

/** The key as it is compared: MariaDB's unique keys do not see trailing blanks, so that no database may. */
export function storedKey({ idempotencyKey }: Pick<Command<unknown>, 'idempotencyKey'>): string | null {
  return idempotencyKey?.trimEnd() ?? null;
}

/** The answers to those commands whose key has been recorded, by command id. */
export async function findReplays<R>(
  sql: Sql,
  mutation: string,
  commands: readonly Command<unknown>[],
): Promise<Map<string, Replay<R>>> {
  const keyed = commands.filter(({ idempotencyKey }) => idempotencyKey !== null);
  const replays = new Map<string, Replay<R>>();
  if (keyed.length === 0) return replays;
  const { sql: where, params } = allOf([fragment('t.mutation = ?', [mutation]), keysOf(keyed)]);
  const records = await sql.select(IdempotencyRecord, `WHERE ${where}`, params);
  const byKey = new Map(records.map((record) => [`${record.principalId} ${record.idempotencyKey}`, record]));
  for (const command of keyed) {
    const record = byKey.get(`${command.actor.principalId} ${storedKey(command)}`);
    if (record) replays.set(command.id, await replayOf<R>(record, command));
  }
  return replays;
}

/** Condition on a record: one of the keys, each of its own principal. */
function keysOf(commands: readonly Command<unknown>[]): SqlFragment {
  const byPrincipal = new Map<string, string[]>();
  for (const { actor, ...command } of commands) {
    byPrincipal.set(actor.principalId, [...(byPrincipal.get(actor.principalId) ?? []), storedKey(command)!]);
  }
  return anyOf(
    [...byPrincipal].map(([principalId, keys]) =>
      allOf([fragment('t.principal_id = ?', [principalId]), inList('t.idempotency_key', keys)]),
    ),
  );
}

async function replayOf<R>(record: IdempotencyRecord, command: Command<unknown>): Promise<Replay<R>> {
  if (record.inputHash === (await inputHash(command.input))) return { ok: true, result: record.outcome as R };
  return { ok: false, error: keyReused(command) };
}

export function keyReused(command: Pick<Command<unknown>, 'idempotencyKey'>): DomainError {
  return new DomainError(
    'IDEMPOTENCY_KEY_REUSED',
    `The idempotency key "${command.idempotencyKey}" was used before with another input. Use a new key for a new request.`,
    { idempotencyKey: command.idempotencyKey },
  );
}

/** What a command is told whose key another unit holds that has not ended. */
export function keyInFlight({ idempotencyKey }: Pick<Command<unknown>, 'idempotencyKey'>): DomainError {
  return new DomainError(
    'IDEMPOTENCY_KEY_IN_FLIGHT',
    `Another request with the idempotency key "${idempotencyKey}" has not ended yet. Nothing was changed by this one. ` +
      'Wait a few seconds, then send the same request again with the same key.',
    { idempotencyKey },
  );
}

/**
 * Whether another transaction has recorded a command's key and not ended; false as well when that cannot be asked. SQLite has one writer at
 * a time, which shows nothing before.
 */
export async function isInFlight(
  database: Pick<Database, 'dialect' | 'transaction'>,
  mutation: string,
  command: Command<unknown>,
): Promise<boolean> {
  if (database.dialect === 'sqlite' || command.idempotencyKey === null) return false;
  const { sql: where, params } = allOf([fragment('t.mutation = ?', [mutation]), keysOf([command])]);
  const look = `SELECT 1 FROM idempotency_records t WHERE ${where} FOR UPDATE NOWAIT`;
  return database.transaction((sql) => sql.rows(look, params)).then(() => false, isLockWait);
}

/** Records the results of commands that succeeded. A key recorded by another unit meanwhile violates the primary key. */
export async function recordOutcomes(
  sql: Sql,
  mutation: string,
  done: readonly { command: Command<unknown>; result: unknown }[],
  createdAt: Date,
): Promise<void> {
  const records: Partial<IdempotencyRecord>[] = [];
  for (const { command, result } of done) {
    if (command.idempotencyKey === null) continue;
    records.push({
      principalId: command.actor.principalId,
      mutation,
      idempotencyKey: storedKey(command)!,
      inputHash: await inputHash(command.input),
      outcome: result as IdempotencyRecord['outcome'],
      createdAt,
    });
  }
  await sql.insert(IdempotencyRecord, records);
}

/** Forgets keys recorded before a moment, oldest first, about `limit` of them; returns how many. */
export async function forgetKeysBefore(sql: Sql, moment: Date, limit: number): Promise<number> {
  const [last] = await sql.rows<{ created_at: RawInteger }>(
    'SELECT created_at FROM idempotency_records WHERE created_at < ? ORDER BY created_at LIMIT 1 OFFSET ?',
    [moment.getTime(), limit],
  );
  const until = last ? num(last.created_at) : moment.getTime();
  return sql.execute('DELETE FROM idempotency_records WHERE created_at < ?', [until]);
}
