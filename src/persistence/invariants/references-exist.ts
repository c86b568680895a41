import { InvariantKind } from '../../../entities/integrity/invariant.enums';
import { inRange, type Invariant } from './invariant';

/** Rows of a table, and the tables that their columns name rows of. */
interface References {
  table: string;
  /** The column of an index whose keys are cut into ranges. */
  by: string;
  /** The column that tells a row apart for a person, after `by`. */
  row?: string;
  /** The table that a column names a row of by its id; null names none. */
  columns: Readonly<Record<string, string>>;
}

/** Every reference of a row leads to a row: expected 1, and 0 when it leads to none. */
export function referencesExist({ table, by, row = 'id', columns }: References): Invariant {
  const references = Object.entries(columns);
  const joins = references.map(
    ([column, referenced], i) => ` LEFT JOIN ${referenced} r${i} ON r${i}.id = t.${column}`,
  );
  const exists = ([column]: readonly [string, string], i: number): string =>
    `CASE WHEN t.${column} IS NULL OR r${i}.id IS NOT NULL THEN 1 ELSE 0 END`;
  return {
    kind: InvariantKind.REFERENCES_EXIST,
    key: [`'${table}'`, `t.${row}`],
    from: `${table} t${joins.join('')}`,
    where: inRange(`t.${by}`),
    pairs: Object.fromEntries(references.map((each, i) => [each[0], ['1', exists(each, i)] as const])),
  };
}
