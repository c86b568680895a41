import * as fc from 'fast-check';
import { isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { declareEventEnums } from '../../../../resolvers/events/event-enums';
import { EVENTS } from '../../../../src/server/areas';
import { ALL_RESOLVERS } from '../../../../resolvers';
import type { RequestContext } from '../../../../resolvers/kit/context';
import {
  typeRecords,
  type ParamRecord,
  type ResolverRecord,
} from '../../../../resolvers/kit/type-graphql-metadata';
import { validateArgument } from '../../../../resolvers/kit/validate-input';
import { ALL_SUBSCRIPTIONS } from '../../../../subscriptions';
import { anonymous, systemActor, type Actor } from '../../../../src/auth/actor';
import { Permission } from '../../../../src/auth/permissions';
import { directOperation } from '../../../../src/server/fast/direct-operations';
import { guardFields } from '../../../../src/server/guard-fields';
import { buildGraphQLSchema } from '../../../../src/server/schema';
import { coercedArguments } from '../../../support/coerced-values';

type Args = Record<string, unknown>;
type Field = GraphQLField<unknown, RequestContext, Args>;

const powerless: Actor = { ...systemActor, name: 'nobody', permissions: new Set<Permission>() };
const contextOf = (actor: Actor) => ({ actor }) as RequestContext;
const info = {} as Parameters<NonNullable<Field['resolve']>>[3];

/** What type-graphql's own resolvers do, behind the same guards. */
async function buildPlainly(): Promise<GraphQLSchema> {
  declareEventEnums(EVENTS);
  const schema = await buildSchema({
    resolvers: [...ALL_RESOLVERS, ...ALL_SUBSCRIPTIONS],
    validateFn: (value: unknown, _type, { args }) => validateArgument(value, args),
    pubSub: { publish: () => undefined, subscribe: () => [] as never },
  });
  return guardFields(schema);
}

interface Operation {
  name: string;
  record: ResolverRecord;
  /** What the field is asked of. */
  source: unknown;
}

const isArgument = ({ kind }: ParamRecord) => kind === 'arg' || kind === 'args';

/** Every method that a field of the roots has, or a field with arguments of another type. */
function operations(): Operation[] {
  const { queries, mutations, fieldResolvers, objectTypes } = typeRecords();
  const ofRoot = (root: string, records: ResolverRecord[]) =>
    records.map((record) => ({ name: `${root}.${record.schemaName}`, record, source: undefined }));
  const ofTypes = fieldResolvers
    .filter(({ kind, params }) => kind === 'external' && params.some(isArgument))
    .map((record) => {
      const type = objectTypes.find(({ target }) => target === record.getObjectType!())!;
      const source = Object.create(type.target.prototype as object) as unknown;
      return { name: `${type.name}.${record.schemaName}`, record, source };
    });
  return [...ofRoot('Query', queries), ...ofRoot('Mutation', mutations), ...ofTypes];
}

let direct: GraphQLSchema;
let plain: GraphQLSchema;
beforeAll(async () => {
  plain = await buildPlainly();
  direct = await buildGraphQLSchema();
});
afterEach(() => jest.restoreAllMocks());

function fieldOf(schema: GraphQLSchema, name: string): Field {
  const [type, field] = name.split('.') as [string, string];
  const owner = schema.getType(type);
  if (!isObjectType(owner)) throw new Error(`${type} is no object type`);
  return owner.getFields()[field] as Field;
}

/** What a method is called with, or the error before that. */
async function outcome(
  schema: GraphQLSchema,
  { name, record, source }: Operation,
  args: Args,
  actor: Actor,
): Promise<unknown> {
  const method = jest
    .spyOn(record.target.prototype as Record<string, (...values: unknown[]) => unknown>, record.methodName)
    .mockImplementation((...values) => values);
  try {
    const answer: unknown = await fieldOf(schema, name).resolve!(source, args, contextOf(actor), info);
    expect(method).toHaveBeenCalledTimes(1);
    return answer;
  } catch (error) {
    expect(method).not.toHaveBeenCalled();
    const { code, message, details } = error as { code: string; message: string; details: unknown };
    return { code, message, details };
  } finally {
    method.mockRestore();
  }
}

describe('the method of a field', () => {
  it('is called as type-graphql calls it, whoever asks for whatever', async () => {
    const outcomes = new Map<string, number>();
    for (const operation of operations()) {
      const { args } = fieldOf(direct, operation.name);
      for (const values of fc.sample(coercedArguments(args), { numRuns: 8, seed: 3 })) {
        for (const actor of [systemActor, powerless, anonymous]) {
          const happened = await outcome(direct, operation, values, actor);
          expect([operation.name, happened]).toStrictEqual([
            operation.name,
            await outcome(plain, operation, values, actor),
          ]);
          const kind = (happened as { code?: string }).code ?? 'called';
          outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
        }
      }
    }
    expect([...outcomes.keys()].sort()).toEqual([
      ...['FORBIDDEN', 'UNAUTHENTICATED', 'VALIDATION_FAILED', 'called'],
    ]);
  });

  it('is called by no resolver of type-graphql', () => {
    expect(operations().filter(({ record }) => !directOperation(record))).toEqual([]);
    const { name } = operations().find(({ record }) => record.schemaName === 'placeOrder')!;
    expect(fieldOf(direct, name).resolve).not.toBe(fieldOf(plain, name).resolve);
  });

  it('is refused before its arguments are looked at', async () => {
    const operation = operations().find(({ record }) => record.schemaName === 'cancelOrder')!;
    const args = { input: { idempotencyKey: '', orderId: '', expectedVersion: 0, reason: '' } };
    const codes = [anonymous, powerless, systemActor].map((actor) => outcome(direct, operation, args, actor));
    expect(await Promise.all(codes)).toMatchObject([
      { code: 'UNAUTHENTICATED' },
      { code: 'FORBIDDEN', details: { permission: Permission.ORDER_CANCEL } },
      { code: 'VALIDATION_FAILED' },
    ]);
  });
});

describe('a method that wants what is not known', () => {
  const other = (params: ParamRecord[], middlewares: unknown[] = []): ResolverRecord => ({
    ...{ kind: 'external', methodName: 'answer', schemaName: 'answer', target: Object },
    ...{ params, middlewares },
  });

  it.each([
    ['a parameter of another kind', other([{ kind: 'custom', index: 0 }])],
    ['a part of the context', other([{ kind: 'context', index: 0, propertyName: 'actor' }])],
    [
      'a validation of its own',
      other([{ kind: 'arg', index: 0, getType: () => String, validateFn: () => true }]),
    ],
    ['a middleware', other([], [() => null])],
  ])('is left to type-graphql: %s', (_what, record) => {
    expect(directOperation(record)).toBeUndefined();
  });
});
