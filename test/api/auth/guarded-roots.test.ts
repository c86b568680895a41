import { readFileSync } from 'node:fs';
import path from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { systemActor, anonymous, type Actor } from '../../../src/auth/actor';
import { Permission } from '../../../src/auth/permissions';
import { ROOT_RIGHTS, type RootRight } from '../../../src/auth/rights';
import { Role, ROLE_PERMISSIONS } from '../../../src/auth/roles';
import type { RequestContext } from '../../../resolvers/kit/context';
import { buildGraphQLSchema } from '../../../src/server/schema';
import type { ApiResponse } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { minimalCall, rootFields, selectionOf, type SchemaField } from '../../support/schema-walk';

let app: TestApplication;
beforeAll(async () => {
  app = await startTestApplication();
});
afterAll(() => app.stop());

const ROOTS = rootFields();
const permissionOf = (right: RootRight) => (right.kind === 'NEEDS' ? right.permission : null);
const lacks = (role: Role, { name }: SchemaField): boolean => {
  const permission = permissionOf(ROOT_RIGHTS[name]!);
  return permission !== null && !ROLE_PERMISSIONS[role].has(permission);
};

/** An operation on one root field, with values that mean nothing. */
function operationOn(field: SchemaField): [text: string, variables: object] {
  const { call, declared, variables } = minimalCall(field);
  const text = `${field.owner.name.toLowerCase()}${declared} { ${call}${selectionOf(field.field.type)} }`;
  return [text, variables];
}

const refusals = ({ errors }: Pick<ApiResponse<unknown>, 'errors'>) =>
  errors.map(({ path, extensions }) => [path, extensions.code, extensions.details]);

describe.each(['BUYER', 'VIEWER', 'OPERATIONS'] as const)('to %s', (role) => {
  const forbidden = ROOTS.filter((field) => lacks(role, field));
  const refusal = (field: SchemaField) => [
    [field.field.name],
    'FORBIDDEN',
    { permission: permissionOf(ROOT_RIGHTS[field.name]!) },
  ];

  it('every root that it has no right to is refused over HTTP', async () => {
    const client = await app.as(role);
    for (const field of forbidden.filter(({ owner }) => owner.name !== 'Subscription')) {
      expect(refusals(await client.send(...operationOn(field)))).toEqual([refusal(field)]);
    }
  });

  it('every root that it has no right to is refused over a websocket', async () => {
    const live = await app.liveAs(role);
    for (const field of forbidden) {
      const errors = await live
        .subscribe(...operationOn(field))
        .result()
        .then(
          (result) => result.errors,
          (error: unknown) => error,
        );
      expect(refusals({ errors: errors as never })).toEqual([refusal(field)]);
    }
    expect(forbidden.length).toBeGreaterThan(10);
  });
});

describe('several roots in one operation', () => {
  it('are answered, but for the ones without a right, of which each has its own error', async () => {
    const client = await app.as('BUYER');
    const { data, errors } = await client.send(
      `{ first: product(sku: "X") { id } contactData(id: "x") second: product(sku: "X") { id }
         again: contactData(id: "y") viewer { roles } }`,
    );
    const details = { permission: 'PERSONAL_DATA' };
    expect(refusals({ errors })).toEqual([
      [['contactData'], 'FORBIDDEN', details],
      [['again'], 'FORBIDDEN', details],
    ]);
    const viewer = { roles: ['BUYER'] };
    expect(data).toEqual({ first: null, contactData: null, second: null, again: null, viewer });
  });

  it('that must be answered are refused by the one without a right alone', async () => {
    const client = await app.as('BUYER');
    for (let i = 0; i < 4; i++) {
      const answer = await client.send(
        '{ orders { totalCount } bookings(window: { period: TODAY }) { position } }',
      );
      expect(answer.data).toBeNull();
      expect(refusals(answer)).toEqual([[['bookings'], 'FORBIDDEN', { permission: 'BOOKING_READ' }]]);
    }
  });
});

describe('the guard of a subscription', () => {
  /** An actor whose permissions count how often they are asked for: all of them, or one. */
  function counting(permissions: readonly Permission[]): {
    actor: Actor;
    asked: (permission?: Permission) => number;
  } {
    const set = new Set(permissions);
    const has = jest.spyOn(set, 'has');
    const asked = (permission?: Permission) =>
      has.mock.calls.filter(([name]) => permission === undefined || name === permission).length;
    return { actor: { ...systemActor, permissions: set }, asked };
  }
  const contextOf = (actor: Actor) => ({ actor, services: app.services }) as unknown as RequestContext;
  const subscriptions = ROOTS.filter(({ owner }) => owner.name === 'Subscription');

  it.each(subscriptions.map((root) => [root.field.name, root] as const))(
    'of %s asks once, when it begins, and never for an event',
    async (name, { name: entry }) => {
      const field = (await buildGraphQLSchema()).getSubscriptionType()!.getFields()[name]!;
      const info = {} as never;
      const permission = permissionOf(ROOT_RIGHTS[entry]!)!;
      const { actor, asked } = counting([permission]);
      await Promise.resolve(field.subscribe!(undefined, {}, contextOf(actor), info)).catch(() => undefined);
      expect(asked(permission)).toBe(1);
      const atTheBeginning = asked();
      for (let i = 0; i < 3; i++)
        await Promise.resolve(field.resolve!({}, {}, contextOf(actor), info)).catch(() => undefined);
      expect(asked()).toBe(atTheBeginning);
    },
  );

  it.each(subscriptions.map((root) => [root.field.name] as const))(
    'of %s refuses who executes it without having subscribed',
    async (name) => {
      const field = (await buildGraphQLSchema()).getSubscriptionType()!.getFields()[name]!;
      const ask = (what: 'subscribe' | 'resolve', actor: Actor) => () =>
        field[what]!(undefined, {}, contextOf(actor), {} as never) as unknown;
      for (const what of ['subscribe', 'resolve'] as const) {
        const { actor } = counting([]);
        expect(ask(what, actor)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }) as Error);
        expect(ask(what, anonymous)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }) as Error);
      }
    },
  );
});

it('the schema that is served is the committed one, descriptions and all', async () => {
  const committed = readFileSync(path.join(__dirname, '../../../schema.graphql'), 'utf8');
  expect(`${printSchema(lexicographicSortSchema(await buildGraphQLSchema()))}\n`).toBe(committed);
});
