import { findByExternalIds } from '../accounts/external-ids';
import type { Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import { DomainError } from '../shared/errors';

/** Our ids by the key that a source gives; asking for one that is not there throws `INVALID_REFERENCE`. */
export class KnownIds {
  constructor(
    private readonly what: string,
    private readonly ids: ReadonlyMap<string, string>,
  ) {}

  of(key: string): string {
    const id = this.ids.get(key);
    if (id !== undefined) return id;
    const message = `There is no ${this.what} "${key}": it was rejected, or the source lacks it.`;
    throw new DomainError('INVALID_REFERENCE', message, { key });
  }

  /** Null for null. */
  optional(key: string | null): string | null {
    return key === null ? null : this.of(key);
  }
}

/** What has a code of its own, by table. */
const WITH_CODE = {
  territories: 'territory',
  reps: 'sales representative',
  promotions: 'promotion',
  locations: 'location',
} as const;

/** Ids by code: one statement; none without codes. */
export async function idsByCode(
  sql: Sql,
  table: keyof typeof WITH_CODE,
  codes: readonly (string | null)[],
): Promise<KnownIds> {
  const distinct = [...new Set(codes.filter((code) => code !== null))];
  if (distinct.length === 0) return new KnownIds(WITH_CODE[table], new Map());
  const where = inList('code', distinct);
  const rows = await sql.rows<{ id: string; code: string }>(
    `SELECT id, code FROM ${table} WHERE ${where.sql}`,
    where.params,
  );
  return new KnownIds(WITH_CODE[table], new Map(rows.map(({ id, code }) => [code, id])));
}

/** Ids of what was imported from another system before, by its id there: one statement; none without ids. */
export async function idsByExternalId(
  sql: Sql,
  system: string,
  entityType: 'Account' | 'Contact' | 'Address',
  externalIds: readonly string[],
): Promise<KnownIds> {
  return new KnownIds(
    entityType.toLowerCase(),
    await findByExternalIds(sql, system, entityType, externalIds),
  );
}
