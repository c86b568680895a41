import { mappingOf, type EntityClass } from '../../src/persistence/mapping/entity-mapping';
import { externalResolver, fieldsOfType, typeRecords, type FieldRecord } from './type-graphql-metadata';

/** Properties of an entity by field of its type; null for a field that may read any of them. */
type FieldReads = ReadonlyMap<string, readonly string[] | null>;

const declared = new WeakMap<object, Map<string, readonly string[]>>();
const known = new WeakMap<object, FieldReads>();

/**
 * Says of a field resolver which properties of its entity it reads; a page of orders then leaves the other columns in the database.
 * Without it, the field gets entities with everything.
 */
export function Reads<E extends object>(...properties: (keyof E & string)[]): MethodDecorator {
  return (resolver, method) => {
    const { constructor } = resolver;
    const methods = declared.get(constructor) ?? new Map<string, readonly string[]>();
    methods.set(String(method), properties);
    declared.set(constructor, methods);
  };
}

/** What the fields of an entity's type read of it. */
export function readsOf<E extends object>(entity: EntityClass<E>): FieldReads {
  let reads = known.get(entity);
  if (!reads) {
    const record = typeRecords().objectTypes.find(({ target }) => target === entity);
    if (!record) throw new Error(`${entity.name} is not a type of the schema`);
    reads = new Map(fieldsOfType(record).map((field) => [field.schemaName, readsOfField(entity, field)]));
    known.set(entity, reads);
  }
  return reads;
}

function readsOfField<E extends object>(
  entity: EntityClass<E>,
  field: FieldRecord,
): readonly string[] | null {
  const resolver = externalResolver(field);
  if (resolver) return declared.get(resolver.target)?.get(field.name) ?? null;
  return readsOfProperty(entity, field.name);
}

/** A column reads itself. What a getter reads shows when it is called on a sample; when it does not get on with that, it may read anything. */
function readsOfProperty<E extends object>(entity: EntityClass<E>, name: string): readonly string[] | null {
  const columns: readonly string[] = mappingOf(entity).properties;
  const read = new Set<string>();
  const watched = new Proxy(mappingOf(entity).sample(), {
    get(sample, property, receiver) {
      if (columns.includes(String(property))) read.add(String(property));
      return Reflect.get(sample, property, receiver) as unknown;
    },
  });
  try {
    Reflect.get(watched, name);
  } catch {
    return null;
  }
  return [...read];
}
