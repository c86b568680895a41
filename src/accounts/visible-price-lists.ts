import { priceListScope, scopeKey, type Scope } from '../auth/row-scope';
import type { Sql } from '../persistence/sql';
import { allOf, inList } from '../persistence/sql-fragment';
import { DomainError } from '../shared/errors';

interface Wanted {
  scope: Scope;
  priceListId: string | null | undefined;
}

const keyOf = ({ scope, priceListId }: Wanted): string => `${priceListId} ${scopeKey(scope)}`;

/** Which of the price lists that a list of commands names exist for those who name them. */
export class VisiblePriceLists {
  private constructor(private readonly seen: ReadonlySet<string>) {}

  /** One statement for each row scope. */
  static async load(sql: Sql, wanted: readonly Wanted[]): Promise<VisiblePriceLists> {
    const scopes = new Map(wanted.map(({ scope }) => [scopeKey(scope), scope]));
    const seen = new Set<string>();
    for (const [key, scope] of scopes) {
      const same = wanted.filter((other) => scopeKey(other.scope) === key);
      const ids = [...new Set(same.flatMap(({ priceListId }) => priceListId ?? []))];
      if (ids.length === 0) continue;
      const where = allOf([inList('t.id', ids), priceListScope(scope)]);
      const rows = await sql.rows<{ id: string }>(
        `SELECT t.id AS id FROM price_lists t WHERE ${where.sql}`,
        where.params,
      );
      for (const { id } of rows) seen.add(keyOf({ scope, priceListId: id }));
    }
    return new VisiblePriceLists(seen);
  }

  has(wanted: Wanted): boolean {
    return this.seen.has(keyOf(wanted));
  }

  /** Throws `INVALID_REFERENCE` for a list that does not exist or may not be seen; null and undefined pass. */
  require(wanted: Wanted): void {
    if (typeof wanted.priceListId !== 'string' || this.has(wanted)) return;
    throw new DomainError(
      'INVALID_REFERENCE',
      'priceListId names no price list that you may see. Use an id that the API returned.',
      { path: 'priceListId' },
    );
  }
}
