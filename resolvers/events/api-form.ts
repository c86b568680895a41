import type { ClassType } from 'type-graphql';
import { Money, UnitPrice } from '../../entities/money';
import type { Permission } from '../../src/auth/permissions';
import { FIELD_RIGHTS } from '../../src/auth/rights';
import { fromJson, mappingOf, type EntityClass } from '../../src/persistence/mapping/entity-mapping';
import { toGlobalId } from '../../src/shared/global-id';
import { isoText } from '../../src/shared/clock';
import { readsOf } from '../kit/columns-of-fields';
import {
  externalResolver,
  fieldsOfType,
  typeRecords,
  type FieldRecord,
  type TypeRecord,
} from '../kit/type-graphql-metadata';

export type Values = Readonly<Record<string, unknown>>;

/** A field of a type that follows from stored values alone. */
export interface FormField {
  readonly name: string;
  /** The properties that it is derived from. */
  readonly reads: readonly string[];
  readonly permission: Permission | null;
  /** The type of the one object that it leads to; null when it is a value. */
  readonly leadsTo: string | null;
  value(row: object): unknown;
}

const forms = new Map<unknown, readonly FormField[]>();

/**
 * The fields of an entity's type that follow from its own columns, with the rights of the API: values as the API gives them, and of
 * what a field leads to the id. Made of the decorators, so that the data of events have no field, name or form of their own.
 */
export function formOf<E extends object>(entity: EntityClass<E>): readonly FormField[] {
  let form = forms.get(entity);
  if (!form) {
    const record = recordOf(entity);
    const reads = readsOf(entity);
    form = fieldsOfType(record).flatMap((field) => {
      const made = fieldOf(record, field, reads.get(field.schemaName) ?? null);
      return made ? [made] : [];
    });
    forms.set(entity, form);
  }
  return form;
}

export function typeNameOf(entity: EntityClass<object>): string {
  return recordOf(entity).name;
}

const records = new Map<unknown, TypeRecord>();

function recordOf(entity: unknown): TypeRecord {
  const known = records.get(entity);
  if (known) return known;
  const record = typeRecords().objectTypes.find(({ target }) => target === entity);
  if (!record) throw new Error('Data of events are of types of the schema');
  records.set(entity, record);
  return record;
}

function fieldOf(
  { name: type }: TypeRecord,
  field: FieldRecord,
  reads: readonly string[] | null,
): FormField | null {
  const { name, schemaName } = field;
  if (!reads?.length) return null;
  const right = FIELD_RIGHTS[`${type}.${schemaName}`];
  const permission = right && 'permission' in right ? right.permission : null;
  const known = { name: schemaName, reads, permission };
  const resolver = externalResolver(field);
  if (!resolver) return { ...known, leadsTo: null, value: (row) => (row as Values)[name] };
  const [column] = reads;
  const leadsTo = reads.length === 1 && column!.endsWith('Id') ? typeOfObject(field) : null;
  if (leadsTo !== null) return { ...known, leadsTo, value: (row) => (row as Values)[column!] };
  if (resolver.params.some(({ kind }) => kind !== 'root')) return null;
  const instance = new resolver.target() as Record<string, (row: object) => unknown>;
  return { ...known, leadsTo: null, value: (row) => instance[resolver.methodName]!(row) };
}

/** Name of the type of the one object that a field leads to. */
function typeOfObject({ getType, typeOptions }: FieldRecord): string | null {
  const target = getType?.();
  if (!target || typeOptions?.array) return null;
  return typeRecords().objectTypes.find((record) => record.target === (target as ClassType))?.name ?? null;
}

/** The value of a field for a row that carries some of its entity's values. */
export function fieldValue(field: FormField, row: object): unknown {
  const value = field.value(row);
  if (field.leadsTo === null) return plain(value);
  return value === null ? null : { id: toGlobalId(field.leadsTo, String(value)) };
}

const columnsOf = new WeakMap<EntityClass<object>, ReadonlySet<string>>();

/** An instance of the entity with the available values. */
export function rowOf<E extends object>(entity: EntityClass<E>, values: Values): E {
  let columns = columnsOf.get(entity);
  if (!columns) columnsOf.set(entity, (columns = new Set<string>(mappingOf(entity).properties)));
  const own: Record<string, unknown> = {};
  for (const name in values) if (columns.has(name)) own[name] = values[name];
  return fromJson(entity, own);
}

/** A value of the API as JSON: amounts as decimals with their currency, objects by the fields of their type. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return isoText(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Money || value instanceof UnitPrice) {
    return { amount: value.amount, currencyCode: value.currencyCode };
  }
  const record = typeRecords().objectTypes.find(({ target }) => target === value.constructor);
  if (!record) return value;
  const fields = fieldsOfType(record).map(({ name, schemaName }) => [
    schemaName,
    plain((value as Record<string, unknown>)[name]),
  ]);
  return Object.fromEntries(fields) as object;
}
