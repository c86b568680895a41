import * as fc from 'fast-check';
import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { apiSchema } from '../support/schema-walk';
import { ABSENT, given, valueOf, type Hostility } from './inputs';
import type { KnownRows } from './known-rows';
import { json, literal, settled } from './wire';

export type Root = 'Query' | 'Mutation' | 'Subscription';

interface Argument {
  argument: GraphQLArgument;
  value: unknown;
}

interface Selected {
  name: string;
  args: Argument[];
  selection: Selected[] | null;
  /** For parts of an interface: the type that has them. */
  on?: string;
  /** `@include` or `@skip`. */
  directive: string;
}

/** An operation over the schema; what it names in the database is settled when it is sent. */
export interface Operation {
  root: Root;
  hostility: Hostility;
  /** Index of the token that it is sent with. */
  token: number;
  /** Whether values stand in the document; else they are variables. */
  inline: boolean;
  fields: Selected[];
  [fc.toStringMethod](): string;
}

const DEPTH = 3;
/** What the rules are about; comes more often. */
const MAIN = /^(place|confirm|cancel|close|hold|updateDraft)Order$|Hold$|Shipment$|^mark|Inventory$/;

/** An operation over all of a root's fields. Half of all operations are free of hostile values, the other half are so more or less. */
export function operationOf(root: Root, tokens: number): fc.Arbitrary<Operation> {
  const { fields } = fieldsOf(apiSchema.getType(root)!);
  return fc.constantFrom<Hostility>(0, 0, 15, 15, 60, 400).chain((hostility) => {
    const often = fields.filter(({ name }) => MAIN.test(name));
    const field = fc
      .constantFrom(...fields, ...often, ...often)
      .chain((one) => selected(one, DEPTH, hostility));
    return fc
      .record({
        root: fc.constant(root),
        hostility: fc.constant(hostility),
        token: fc.oneof(fc.constant(0), fc.nat({ max: tokens - 1 })),
        inline: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
        fields: fc.array(field, { minLength: 1, maxLength: root === 'Query' ? 3 : 1 }),
      })
      .map((operation) => ({ ...operation, [fc.toStringMethod]: () => described(operation) }));
  });
}

function fieldsOf(type: GraphQLNamedType): { fields: GraphQLField<unknown, unknown>[]; on?: string } {
  if (isInterfaceType(type) || isObjectType(type)) return { fields: Object.values(type.getFields()) };
  return { fields: [] };
}

function selected(
  { name, args, type }: GraphQLField<unknown, unknown>,
  depth: number,
  hostility: Hostility,
): fc.Arbitrary<Selected> {
  return fc.record({
    name: fc.constant(name),
    args: fc
      .tuple(...args.map((argument) => argumentOf(argument, name, hostility)))
      .map((some) => some.flat()),
    selection: selectionOf(getNamedType(type), depth, hostility),
    directive: fc.oneof(
      { weight: 30, arbitrary: fc.constant('') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(' @include(if: true)', ' @skip(if: false)', ' @skip(if: true)'),
      },
    ),
  });
}

function argumentOf(
  argument: GraphQLArgument,
  field: string,
  hostility: Hostility,
): fc.Arbitrary<Argument[]> {
  const value = valueOf(argument.type, { name: argument.name, owner: field, hostility });
  const maybe = isRequiredArgument(argument) ? value : given(value, argument.name);
  return maybe.map((some) => (some === ABSENT ? [] : [{ argument, value: some }]));
}

/** Some of a type's fields; of an interface's, those of one of its types. */
function selectionOf(
  type: GraphQLNamedType,
  depth: number,
  hostility: Hostility,
): fc.Arbitrary<Selected[] | null> {
  if (isInterfaceType(type)) {
    return fc
      .constantFrom(...apiSchema.getPossibleTypes(type))
      .chain((of) =>
        selectionOf(of, depth, hostility).map((some) => some!.map((one) => ({ ...one, on: of.name }))),
      );
  }
  if (!isObjectType(type)) return fc.constant(null);
  const { leaves, branches } = partsOf(type);
  return fc
    .tuple(someOf(leaves, 6), someOf(depth > 0 ? branches : [], depth > 1 ? 2 : 1))
    .chain((some) => fc.tuple(...some.flat().map((field) => selected(field, depth - 1, hostility))));
}

function someOf<T>(all: T[], most: number): fc.Arbitrary<T[]> {
  return fc.subarray(all, { maxLength: Math.min(most, all.length) });
}

function partsOf(type: GraphQLObjectType) {
  const fields = Object.values(type.getFields());
  const isLeaf = (field: GraphQLField<unknown, unknown>) => {
    const named = getNamedType(field.type);
    return !isObjectType(named) && !isInterfaceType(named);
  };
  return { leaves: fields.filter(isLeaf), branches: fields.filter((field) => !isLeaf(field)) };
}

/** The body of a request. */
export function payloadOf(operation: Operation, known: KnownRows): string {
  const { query, variables } = documentOf(operation, known);
  return `{"query":${JSON.stringify(query)},"variables":${json(variables)}}`;
}

function documentOf({ root, inline, fields }: Operation, known: KnownRows) {
  const declared: string[] = [];
  const variables: Record<string, unknown> = {};
  const valueText = (type: GraphQLInputType, value: unknown): string => {
    if (inline) return literal(value, type);
    const name = `v${declared.length}`;
    declared.push(`$${name}: ${String(type)}`);
    variables[name] = value;
    return `$${name}`;
  };
  const written = (one: Selected, alias = ''): string => {
    const args = one.args.map(
      ({ argument, value }) => `${argument.name}: ${valueText(argument.type, settled(value, known))}`,
    );
    const call = args.length > 0 ? `(${args.join(', ')})` : '';
    const parts = one.selection && ` { __typename ${one.selection.map((part) => written(part)).join(' ')} }`;
    const text = `${alias}${one.name}${call}${one.directive}${parts ?? ''}`;
    return one.on ? `... on ${one.on} { ${text} }` : text;
  };
  const body = fields.map((field, i) => written(field, `a${i}: `)).join(' ');
  const head = declared.length > 0 ? `(${declared.join(', ')})` : '';
  return { query: `${root.toLowerCase()} Fuzz${head} { ${body} }`, variables };
}

function described({ root, token, fields }: Pick<Operation, 'root' | 'token' | 'fields'>): string {
  const names = fields.map(
    ({ name, args }) =>
      `${name}(${args.map(({ argument, value }) => `${argument.name}: ${fc.stringify(value)}`).join(', ')})`,
  );
  return `${root} with token ${token}: ${names.join('; ')}`;
}
