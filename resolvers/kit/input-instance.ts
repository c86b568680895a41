import { getMetadataStorage } from 'type-graphql';
import { literal, objectMaker } from '../../src/shared/code';

type InputClass = abstract new () => object;
type Make = (source: object) => object;
/** Makes an instance of a value, and a list of instances of a list; null and undefined stay what they are. */
type Convert = (value: unknown) => unknown;

/** A value that fits the GraphQL type of an input class, as an instance of the class. The schema must have been built. */
export function inputInstance<T extends object>(target: abstract new () => T, value: object): T {
  return inputMaker(target)(value) as T;
}

/** What makes instances of the class of an input; undefined for any other type. */
export function inputConverter(type: unknown): Convert | undefined {
  const { inputTypes } = getMetadataStorage();
  if (!inputTypes.some(({ target }) => target === type)) return undefined;
  const convert: Convert = (value) => {
    if (value === null || value === undefined) return value;
    return Array.isArray(value) ? value.map(convert) : inputMaker(type as InputClass)(value);
  };
  return convert;
}

const makers = new Map<unknown, Make>();

/**
 * What makes instances of a class of inputs or arguments, with instances of other input classes inside, as type-graphql does: fields that are
 * absent stay so. Of an order of five lines this takes 0.4 µs, where type-graphql takes 19. The class's own constructor is not called:
 * what it gave to a field would be the field's default in the schema.
 */
export function inputMaker(target: InputClass): Make {
  let make = makers.get(target);
  if (!make) makers.set(target, (make = compileMaker(target)));
  return make;
}

function compileMaker(target: InputClass): Make {
  const converters: Convert[] = [];
  const statements = ['let value;'];
  for (const [name, type] of fieldsOf(target)) {
    const convert = inputConverter(type);
    const made = convert ? `converters[${converters.push(convert) - 1}](value)` : 'value';
    const property = literal(name);
    statements.push(`value = source[${property}]; if (value !== undefined) this[${property}] = ${made};`);
  }
  return objectMaker(target.prototype as object, statements, { converters });
}

/** The types of the fields of a class and its ancestors by name, those of the class first. */
function fieldsOf(target: InputClass): Map<string, unknown> {
  const { inputTypes, argumentTypes } = getMetadataStorage();
  const fields = new Map<string, unknown>();
  for (let type: unknown = target; typeof type === 'function'; type = Object.getPrototypeOf(type)) {
    const record = [...inputTypes, ...argumentTypes].find((candidate) => candidate.target === type);
    for (const { name, getType } of record?.fields ?? []) {
      if (!fields.has(name)) fields.set(name, getType());
    }
  }
  return fields;
}
