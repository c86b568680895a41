import type { ValueTransformer } from 'typeorm';
import { evaluate, literal, objectMaker } from '../../shared/code';
import { exactValue } from '../../shared/json-safe';
import type { BulkType, ValueWriter } from './bulk-rows';

export interface MappedColumn {
  property: string;
  column: string;
  generated: boolean;
  type: BulkType;
  transformer: ValueTransformer | undefined;
}

export type Values = Record<string, unknown>;

/**
 * Makes instances of the entity, from rows as the database gives them or from values.
 *
 * What is done to every row that is read or written is code made of the mapping. A constructor that names all properties makes an
 * instance with room for them at once: of an order's 55 it takes 0.06 µs, where `Object.assign` to a new one takes 3.8, and leaves an
 * object that V8 looks every property up in by its name from then on (`bench/README.md`). Names come from the decorators, never from outside.
 */
export function rowReader<E extends object>(
  prototype: E,
  columns: readonly MappedColumn[],
): (row: Record<string, unknown>) => E {
  const values = columns.map(({ column, transformer }, i) => {
    const raw = `source[${literal(column)}]`;
    return transformer ? `${raw} == null ? null : from[${i}](${raw})` : `${raw} ?? null`;
  });
  const from = columns.map(
    ({ transformer }) =>
      (raw: unknown): unknown =>
        transformer?.from(raw),
  );
  return objectMaker(prototype, assignments(columns, values), { from });
}

/** Makes instances of the entity from values by property; what is not among them is undefined. */
export function rowMaker<E extends object>(
  prototype: E,
  columns: readonly MappedColumn[],
): (values: Partial<E>) => E {
  const values = columns.map(({ property }) => `source[${literal(property)}]`);
  return objectMaker(prototype, assignments(columns, values));
}

/** The values are expressions, one for each column. */
function assignments(columns: readonly MappedColumn[], values: readonly string[]): string[] {
  return columns.map(({ property }, i) => `this[${literal(property)}] = ${values[i]};`);
}

/** Appends the values of a row as parameters of a statement; null for what is undefined. */
export function paramPusher<P>(columns: readonly MappedColumn[]): (row: object, params: P[]) => void {
  const { to, values } = writing(columns);
  return evaluate({ to }, `(row, params) => { params.push(${values.join(', ')}); }`) as (
    row: object,
    params: P[],
  ) => void;
}

/** The values of a row as a statement's text has them: `('a', 1, NULL)`. */
export function rowWriter(
  columns: readonly MappedColumn[],
  textOf: (value: unknown) => string,
): (row: object) => string {
  const { to, values } = writing(columns);
  const texts = values.map((value) => `textOf(${value})`);
  return evaluate({ to, textOf }, `(row) => '(' + ${texts.join(` + ', ' + `)} + ')'`) as (
    row: object,
  ) => string;
}

/** Writes the values of a row for MariaDB's bulk execution. */
export function rowEncoder(columns: readonly MappedColumn[]): (row: object, to: ValueWriter) => void {
  const { to, values } = writing(columns);
  const calls = values.map((value, i) => `writer.${columns[i]!.type}(${value});`);
  return evaluate({ to }, `(row, writer) => { ${calls.join(' ')} }`) as (
    row: object,
    to: ValueWriter,
  ) => void;
}

/** Expressions for what a row's values are stored as, and the functions that they call. */
function writing(columns: readonly MappedColumn[]) {
  const values = columns.map(({ property, transformer }, i) => {
    const value = `row[${literal(property)}]`;
    return transformer ? `${value} == null ? null : to[${i}](${value})` : `${value} ?? null`;
  });
  const to = columns.map(
    ({ transformer }) =>
      (value: unknown): unknown =>
        transformer?.to(value),
  );
  return { to, values };
}

/** Copies the values of a row. */
export function copier(columns: readonly MappedColumn[]): (row: object) => Values {
  const values = columns.map(({ property }) => `${literal(property)}: row[${literal(property)}]`);
  return evaluate({}, `(row) => ({ ${values.join(', ')} })`) as (row: object) => Values;
}

/** Copies the values of a row as an event tells them: bigints and dates as text. */
export function describer(columns: readonly MappedColumn[]): (row: object) => Values {
  const values = columns.map(({ property }) => `${literal(property)}: exactValue(row[${literal(property)}])`);
  return evaluate({ exactValue }, `(row) => ({ ${values.join(', ')} })`) as (row: object) => Values;
}

/** The names of the properties in which two rows differ. */
export function comparer<P extends string>(columns: readonly MappedColumn[]): (a: object, b: object) => P[] {
  const tests = columns.map(({ property }) => {
    const name = literal(property);
    return `if (a[${name}] !== b[${name}] && !same(a[${name}], b[${name}])) found.push(${name});`;
  });
  return evaluate({ same }, `(a, b) => { const found = []; ${tests.join(' ')} return found; }`) as (
    a: object,
    b: object,
  ) => P[];
}

function same(a: unknown, b: unknown): boolean {
  if ((a ?? null) === (b ?? null)) return true;
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}
