import * as fc from 'fast-check';
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql';

type Values = fc.Arbitrary<Record<string, unknown>>;

/** What graphql-js may make of a value for an input. */
export function coercedValue(type: GraphQLInputType): fc.Arbitrary<unknown> {
  return isNonNullType(type)
    ? presentValue(type.ofType as GraphQLInputType)
    : fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: presentValue(type) });
}

function presentValue(type: GraphQLInputType): fc.Arbitrary<unknown> {
  if (isListType(type)) return listOf(coercedValue(type.ofType as GraphQLInputType));
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ value }): unknown => value));
  if (isInputObjectType(type)) {
    return coercedFields(Object.values(type.getFields()));
  }
  const samples = SCALARS[String(type)];
  if (!samples) throw new Error(`No values are known for the scalar ${String(type)}`);
  return fc.constantFrom(...samples);
}

function listOf(item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.array(item, { maxLength: 3 }) },
    { weight: 1, arbitrary: item.map((one) => Array<unknown>(21).fill(one)) },
  );
}

function coercedFields(fields: readonly GraphQLInputField[]): Values {
  const values = Object.fromEntries(fields.map(({ name, type }) => [name, coercedValue(type)]));
  const requiredKeys = fields.filter(isRequiredInputField).map(({ name }) => name);
  return fc.record(values, { requiredKeys }) as Values;
}

const TEXTS = ['x', 'USD', 'US', '12.5', 'A text of several words', '', 'x'.repeat(3_000), 'a\0b'];

const SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  Boolean: [true, false],
  Date: ['2026-03-01'],
  DateTime: [new Date(0)],
  ID: ['an id', ''],
  Int: [1, 0, -1, 7, 2_000_000_000],
  JSONObject: [{}, { of: { any: ['kind', 1, null] } }, { 'a\0b': ['\ud800'] }],
  Position: [0n, 12n],
  BigInt: [1n, -1n],
  String: [...TEXTS, ...TEXTS.slice(0, 5), ...TEXTS.slice(0, 5)],
};
