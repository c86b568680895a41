import { existingValues } from '../persistence/existing-values';
import type { Sql } from '../persistence/sql';
import { DomainError } from '../shared/errors';

const TABLES = {
  territoryId: { table: 'territories', what: 'territory' },
  repId: { table: 'reps', what: 'sales representative' },
} as const;

type Wanted = { [K in keyof typeof TABLES | 'currencyCode']?: readonly (string | null | undefined)[] };

/** Which territories, representatives and currencies exist, of those that a list of commands names. */
export class References {
  private constructor(
    private readonly ids: ReadonlySet<string>,
    private readonly currencies: ReadonlySet<string>,
  ) {}

  /** One statement for each kind that is named. */
  static async load(sql: Sql, wanted: Wanted): Promise<References> {
    const ids = new Set<string>();
    for (const [kind, { table }] of Object.entries(TABLES)) {
      for (const id of await existingValues(sql, table, 'id', wanted[kind as keyof typeof TABLES] ?? []))
        ids.add(id);
    }
    return new References(ids, await existingValues(sql, 'currencies', 'code', wanted.currencyCode ?? []));
  }

  /** Throws `INVALID_REFERENCE` for an id that names nothing; null and undefined pass. `path` is the field of the input. */
  require(kind: keyof typeof TABLES, id: string | null | undefined, path: string = kind): void {
    if (typeof id !== 'string' || this.ids.has(id)) return;
    throw new DomainError(
      'INVALID_REFERENCE',
      `${path} names no ${TABLES[kind].what}. Use an id that the API returned.`,
      {
        path,
      },
    );
  }

  /** Throws `CURRENCY_UNKNOWN`. */
  requireCurrency(currencyCode: string): void {
    if (this.currencies.has(currencyCode)) return;
    throw new DomainError(
      'CURRENCY_UNKNOWN',
      `The currency "${currencyCode}" is not set up. Use one that is, or set it up with upsertCurrency.`,
      { currencyCode },
    );
  }
}
