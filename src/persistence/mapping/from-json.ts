import { columnRecords, type EntityClass } from './column-records';

const integers = new Map<unknown, ReadonlySet<string>>();

/** An instance from the values that an event carries: integers of 64 bits are text there, moments ISO 8601 text. */
export function fromJson<E extends object>(
  entity: EntityClass<E>,
  values: Readonly<Record<string, unknown>>,
): E {
  const instance = Object.create(entity.prototype as object) as Record<string, unknown>;
  const wide = wideColumns(entity);
  for (const [property, value] of Object.entries(values)) {
    instance[property] = value !== null && wide.has(property) ? wideValue(value) : value;
  }
  return instance as E;
}

/** Both moments and 64-bit integers are columns of that type. */
function wideColumns(entity: unknown): ReadonlySet<string> {
  let names = integers.get(entity);
  if (!names) {
    const columns = columnRecords(entity).filter(({ options }) => options.type === 'bigint');
    names = new Set(columns.map(({ propertyName }) => propertyName));
    integers.set(entity, names);
  }
  return names;
}

function wideValue(value: unknown): Date | bigint {
  const text = String(value);
  return text.includes('T') ? new Date(text) : BigInt(text);
}
