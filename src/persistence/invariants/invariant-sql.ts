import { inRange, type Pairs } from './invariant';

/** The same comparison of several columns, by the name of what is compared. */
export function pairsOf(
  columns: Readonly<Record<string, string>>,
  pair: (column: string) => readonly [string, string],
): Pairs {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, pair(column)]));
}

/** Sums of columns of the rows that a condition picks; they are the table `s`. */
export function sums(from: string, columns: readonly string[], by: string, where: string): string {
  const list = columns.map((column) => `SUM(s.${column}) AS ${column}`).join(', ');
  const keys = by.split(', ').map((key) => `s.${key}`);
  return `(SELECT ${keys.join(', ')}, ${list} FROM ${from} WHERE ${where} GROUP BY ${keys.join(', ')})`;
}

/** Sums by line of what belongs to the orders of a range. */
export const sumsByLine = (table: string, columns: readonly string[]): string =>
  sums(`${table} s`, columns, 'order_line_id', inRange('s.order_id'));

/** The least value that a column may have, or the column itself when it has that much. */
export const atLeastZero = (column: string): readonly [string, string] => [
  `CASE WHEN ${column} < 0 THEN 0 ELSE ${column} END`,
  column,
];

/** Names a row of stock for a person: its SKU, and the code of its location. */
export const PLACE = ['t.sku', 'COALESCE(p.code, t.location_id)'];
export const withLocation = (table: string): string =>
  `${table} t LEFT JOIN locations p ON p.id = t.location_id`;
