import { placeholders, type Sql } from '../persistence/sql';
import { DomainError } from '../shared/errors';

/** What the header of a document names of an account and its organization. */
export interface HeaderReferences {
  contactId?: string | null;
  repId?: string | null;
  territoryId?: string | null;
}

type RequireReferences = (header: HeaderReferences, accountId: string) => void;

/**
 * Reads the contacts, representatives and territories that headers name. The function throws `INVALID_REFERENCE` for what one header
 * names in vain.
 */
export async function loadHeaderReferences(
  sql: Sql,
  headers: readonly HeaderReferences[],
): Promise<RequireReferences> {
  const [contacts, reps, territories] = await Promise.all([
    accountsOfContacts(sql, given(headers, 'contactId')),
    existing(sql, 'reps', given(headers, 'repId')),
    existing(sql, 'territories', given(headers, 'territoryId')),
  ]);
  return (header, accountId) => {
    if (header.contactId && contacts.get(header.contactId) !== accountId)
      throw unknown('contactId', 'contact of this account');
    if (header.repId && !reps.has(header.repId)) throw unknown('repId', 'sales representative');
    if (header.territoryId && !territories.has(header.territoryId)) throw unknown('territoryId', 'territory');
  };
}

function given(
  headers: readonly HeaderReferences[],
  property: 'contactId' | 'repId' | 'territoryId',
): string[] {
  return [...new Set(headers.flatMap((header) => header[property] ?? []))];
}

async function accountsOfContacts(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.rows<{ id: string; account_id: string }>(
    `SELECT id, account_id FROM contacts WHERE id IN (${placeholders(ids.length)})`,
    ids,
  );
  return new Map(rows.map((row) => [row.id, row.account_id]));
}

async function existing(
  sql: Sql,
  table: 'reps' | 'territories',
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.rows<{ id: string }>(
    `SELECT id FROM ${table} WHERE id IN (${placeholders(ids.length)})`,
    ids,
  );
  return new Set(rows.map(({ id }) => id));
}

function unknown(path: string, what: string): DomainError {
  return new DomainError('INVALID_REFERENCE', `${path} names no ${what}. Use an id that the API returned.`, {
    path,
  });
}
