import { getMetadataStorage } from 'type-graphql';

type InputClass<T extends object> = new () => T;

/**
 * A value that fits the GraphQL type of an input class, as an instance of the class, with instances of other input classes inside: what
 * type-graphql makes of an argument. The schema must have been built.
 */
export function inputInstance<T extends object>(target: InputClass<T>, value: object): T {
  const instance = Object.assign(new target(), value) as Record<string, unknown>;
  for (const { name, type } of nestedInputs(target)) {
    const nested = instance[name];
    if (Array.isArray(nested)) instance[name] = nested.map((item: object) => inputInstance(type, item));
    else if (nested) instance[name] = inputInstance(type, nested);
  }
  return instance as T;
}

interface NestedInput {
  name: string;
  type: InputClass<object>;
}

const nestedOf = new Map<unknown, NestedInput[]>();

/** The fields of a class and its ancestors that hold other input classes. */
function nestedInputs(target: unknown): NestedInput[] {
  let nested = nestedOf.get(target);
  if (!nested) nestedOf.set(target, (nested = findNestedInputs(target)));
  return nested;
}

function findNestedInputs(target: unknown): NestedInput[] {
  const { inputTypes } = getMetadataStorage();
  const nested: NestedInput[] = [];
  for (let type = target; typeof type === 'function'; type = Object.getPrototypeOf(type)) {
    const fields = inputTypes.find((candidate) => candidate.target === type)?.fields ?? [];
    for (const { name, getType } of fields) {
      const fieldType: unknown = getType();
      if (inputTypes.some((candidate) => candidate.target === fieldType))
        nested.push({ name, type: fieldType as InputClass<object> });
    }
  }
  return nested;
}
