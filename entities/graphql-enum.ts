import { registerEnumType } from 'type-graphql';

/** The values of an enum, each under its own name. */
export type EnumOf<K extends string> = { readonly [Name in K]: Name };

/**
 * An enum of the schema, made from the description of each of its values. Values are their own names in code, database and
 * schema; `type X = keyof typeof X` beside it makes it usable as a type.
 */
export function graphqlEnum<K extends string>(
  name: string,
  description: string,
  values: Readonly<Record<K, string>>,
): EnumOf<K> {
  const names = Object.keys(values) as K[];
  const object = Object.freeze(Object.fromEntries(names.map((key) => [key, key]))) as EnumOf<K>;
  const valuesConfig = Object.fromEntries(names.map((key) => [key, { description: values[key] }]));
  registerEnumType<object>(object, { name, description, valuesConfig });
  return object;
}
