import { LRUCache } from 'lru-cache';
import { getMetadataArgsStorage, type ColumnType, type ValueTransformer } from 'typeorm';
import type { BulkType, ValueWriter } from './bulk-rows';
import { columnRecords, generatedProperties, type EntityClass } from './column-records';
import { literal } from '../statement-text';
import {
  comparer,
  copier,
  describer,
  paramPusher,
  rowEncoder,
  rowMaker,
  rowReader,
  rowWriter,
  type MappedColumn,
  type Values,
} from './row-code';
import type { Param } from '../values';

/** Everything outside of this folder imports it from here. */
export { bulkPackets, statementIn, type BulkInsert, type ValueWriter } from './bulk-rows';
export { fromJson } from './from-json';
export type { EntityClass, Values };

export type { Param };

/** Some or all columns of an entity's table, and the instances that are made of them. */
export interface Columns<E extends object> {
  /** `t.a, t.b, …`, in the order of the decorators. */
  readonly columnList: string;
  /** An instance of the entity. To read a property whose column is not in the part throws. */
  fromRow(row: Record<string, unknown>): E;
}

/** How rows of one table and instances of its entity class turn into each other, read once from TypeORM's decorators. */
export interface EntityMapping<E extends object> extends Columns<E> {
  readonly table: string;
  readonly properties: readonly (keyof E & string)[];
  readonly insertable: {
    columns: string[];
    push(row: Partial<E>, params: Param[]): void;
    /** The columns that are not null in all of the rows, and what writes their values as MariaDB's statements have them. */
    filledBy(rows: readonly Partial<E>[]): FilledColumns<E>;
    /** How the values of all of them travel in bulk, and what writes them. */
    types: readonly BulkType[];
    encode(this: void, row: Partial<E>, to: ValueWriter): void;
  };
  /** An instance with these values. Those that are no column's are left out. */
  make(values: Partial<E>): E;
  /** The values of all properties. */
  copy(row: E): Values;
  /** The values of all properties as an event tells them: bigints and dates as text. */
  describe(row: E): Values;
  /** The properties in which a row differs from values that were copied. */
  differences(values: Values, row: E): (keyof E & string)[];
  columnOf(property: keyof E & string): string;
  toParam(property: keyof E & string, value: unknown): Param;
  /** The part with the columns of these properties; the same object for the same properties, most of the time. */
  partOf(properties: ReadonlySet<string>): Columns<E>;
  /** An instance with a harmless value in every property. */
  sample(): E;
}

export interface FilledColumns<E extends object> {
  columns: readonly string[];
  text(this: void, row: Partial<E>): string;
}

const mappings = new Map<unknown, EntityMapping<object>>();
/** Clients choose parts by what they select: as many are kept as are in use, not as many as there are. */
const MAX_PARTS = 200;
const INTEGERS = new Set<ColumnType | undefined>(['smallint', 'int', 'bigint']);

/** A new row of an entity: faster than `Object.assign` to a new instance, and alike to those that are read. */
export function newRow<E extends object>(entity: EntityClass<E>, values: Partial<E>): E {
  return mappingOf(entity).make(values);
}

/** The mapping of an entity class; throws for a class without `@Entity`. */
export function mappingOf<E extends object>(entity: EntityClass<E>): EntityMapping<E> {
  let mapping = mappings.get(entity) as EntityMapping<E> | undefined;
  if (!mapping) {
    mapping = buildMapping(entity);
    mappings.set(entity, mapping as unknown as EntityMapping<object>);
  }
  return mapping;
}

function buildMapping<E extends object>(entity: EntityClass<E>): EntityMapping<E> {
  const table = getMetadataArgsStorage().tables.find((args) => args.target === entity)?.name;
  if (!table) throw new Error(`${entity.name} is not an entity with an explicit table name`);
  const columns = mappedColumns(entity);
  const byProperty = new Map(columns.map((column) => [column.property, column]));
  const written = columns.filter((column) => !column.generated);
  const columnFor = (property: string): MappedColumn => {
    const column = byProperty.get(property);
    if (!column) throw new Error(`${entity.name}.${property} is not a column`);
    return column;
  };
  const whole = partWith(entity.prototype as E, columns);
  const parts = new LRUCache<string, Columns<E>>({ max: MAX_PARTS });
  return {
    table,
    ...whole,
    properties: columns.map(({ property }) => property as keyof E & string),
    insertable: {
      columns: written.map(({ column }) => column),
      push: paramPusher<Param>(written),
      filledBy: filledColumns<E>(written),
      types: written.map(({ type }) => type),
      encode: rowEncoder(written),
    },
    make: rowMaker(entity.prototype as E, columns),
    copy: copier(columns),
    describe: describer(columns),
    differences: comparer<keyof E & string>(columns),
    columnOf: (property) => columnFor(property).column,
    toParam: (property, value) => toParam(columnFor(property), value),
    partOf(properties) {
      const chosen = columns.filter(({ property }) => properties.has(property));
      const key = chosen.map(({ column }) => column).join();
      let part = parts.get(key);
      if (!part) {
        const missing = columns.filter(({ property }) => !properties.has(property));
        parts.set(key, (part = partWith(withTraps(entity, missing), chosen)));
      }
      return part;
    },
    sample: () => whole.fromRow(sampleRow(columns)),
  };
}

function partWith<E extends object>(prototype: E, columns: readonly MappedColumn[]): Columns<E> {
  const columnList = columns.map(({ column }) => `t.${column}`).join(', ');
  return { columnList, fromRow: rowReader(prototype, columns) };
}

/** Which columns rows fill is as their kind is: there are few such sets of a table, and the code for each is kept. */
function filledColumns<E extends object>(
  written: readonly MappedColumn[],
): (rows: readonly Partial<E>[]) => FilledColumns<E> {
  const known = new LRUCache<string, FilledColumns<E>>({ max: MAX_PARTS });
  return (rows) => {
    const filled = written.filter(({ property }) =>
      rows.some((row) => (row[property as keyof E] ?? null) !== null),
    );
    const key = filled.map(({ column }) => column).join();
    let found = known.get(key);
    if (!found) {
      const text = rowWriter(filled, literal);
      known.set(key, (found = { columns: filled.map(({ column }) => column), text }));
    }
    return found;
  };
}

/** The prototype of instances that lack columns: a value that was not read is never taken for one that is not there. */
function withTraps<E extends object>(entity: EntityClass<E>, missing: readonly MappedColumn[]): E {
  const prototype = Object.create(entity.prototype as object) as E;
  for (const { property } of missing) {
    Object.defineProperty(prototype, property, {
      get: () => {
        throw new Error(`${entity.name}.${property} was not read from the database`);
      },
    });
  }
  return prototype;
}

/** `1` is a number, an amount, a moment and JSON alike; texts without a transformer may be currency codes. */
function sampleRow(columns: readonly MappedColumn[]): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ column, transformer }) => [column, transformer ? '1' : 'USD']));
}

function mappedColumns(entity: unknown): MappedColumn[] {
  const generated = generatedProperties(entity);
  return columnRecords(entity).map(({ propertyName, options }) => ({
    property: propertyName,
    column: options.name ?? propertyName,
    generated: generated.has(propertyName),
    type: INTEGERS.has(options.type) ? ('integer' as const) : ('text' as const),
    transformer: options.transformer as ValueTransformer | undefined,
  }));
}

function toParam(column: MappedColumn, value: unknown): Param {
  if (value === undefined || value === null) return null;
  return (column.transformer ? column.transformer.to(value) : value) as Param;
}
