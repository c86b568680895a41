import { getMetadataStorage } from 'type-graphql';

type InputClass = abstract new () => object;

/**
 * A value that fits the GraphQL type of an input class, as an instance of the class, with instances of other input classes inside, as
 * type-graphql makes them of arguments: fields that are absent stay so. For values that are no arguments. The schema must have been built.
 */
export function inputInstance<T extends object>(target: abstract new () => T, value: object): T {
  const instance = Object.create(target.prototype as object) as Record<string, unknown>;
  for (const [name, type] of fieldsOf(target)) {
    const given = (value as Record<string, unknown>)[name];
    if (given !== undefined) instance[name] = isInputClass(type) ? instances(type, given) : given;
  }
  return instance as T;
}

function instances(type: InputClass, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  return Array.isArray(value) ? value.map((item) => instances(type, item)) : inputInstance(type, value);
}

function isInputClass(type: unknown): type is InputClass {
  return getMetadataStorage().inputTypes.some(({ target }) => target === type);
}

const known = new Map<InputClass, Map<string, unknown>>();

/** The types of the fields of a class and its ancestors by name, those of the class first. */
function fieldsOf(target: InputClass): Map<string, unknown> {
  let fields = known.get(target);
  if (fields) return fields;
  known.set(target, (fields = new Map()));
  for (let type: unknown = target; typeof type === 'function'; type = Object.getPrototypeOf(type)) {
    const record = getMetadataStorage().inputTypes.find((candidate) => candidate.target === type);
    for (const { name, getType } of record?.fields ?? []) {
      if (!fields.has(name)) fields.set(name, getType());
    }
  }
  return fields;
}
