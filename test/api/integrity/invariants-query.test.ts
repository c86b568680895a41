import { cursorOfPlace } from '../../../resolvers/integrity/invariant-check';
import { Role } from '../../../src/auth/roles';
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { insertLocations, insertProducts } from '../../support/stock';
import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';

const FIELDS = '{ kind key expected actual }';
const QUERY = `query ($areas: [InvariantArea!], $after: String) { invariants(areas: $areas, after: $after) ${FIELDS} }`;
const OLD = `query ($after: String) { inventoryInvariants(after: $after) ${FIELDS} }`;

let app: TestApplication;
let operations: ApiClient;
let locationId: string;

beforeAll(async () => {
  app = await startTestApplication();
  operations = await app.as(Role.OPERATIONS);
  const { database } = app.services;
  await insertProducts(database, ['A']);
  [locationId] = (await insertLocations(database, ['WEST'])) as [string];
  const input = {
    idempotencyKey: newId(),
    lines: [{ sku: 'A', locationId: toGlobalId('Location', locationId), quantity: 10 }],
  };
  await operations.run(
    'mutation ($input: ReceiveInventoryInput!) { receiveInventory(input: $input) { replayed } }',
    { input },
  );
  await app.services.database.write('UPDATE inventory_levels SET on_hand = 12');
});
afterAll(() => app.stop());

const wrongLevel = {
  kind: 'LEVEL_EQUALS_MOVEMENTS',
  key: 'A WEST onHand',
  expected: '10',
  actual: '12',
};
const codeOf = async (query: string, variables: object): Promise<unknown> =>
  (await operations.fail(query, variables)).extensions.code;

it('checks the areas that are named, all when none is, and the old name the same', async () => {
  const found = async (areas?: unknown) => (await operations.run(QUERY, { areas })).invariants;
  expect(await found(['INVENTORY'])).toEqual([wrongLevel]);
  expect(await found(['BOOKINGS', 'INVENTORY'])).toEqual([wrongLevel]);
  expect(await found(['ORDERS', 'FULFILLMENT', 'BOOKINGS'])).toEqual([]);
  for (const all of [undefined, null, []]) expect(await found(all)).toEqual([wrongLevel]);
  expect((await operations.run(OLD)).inventoryInvariants).toEqual([wrongLevel]);
});

it('knows no other area, and takes at most 50', async () => {
  const areas = Array.from({ length: 51 }, () => 'INVENTORY');
  expect(await codeOf(QUERY, { areas })).toBe('VALIDATION_FAILED');
  expect(await codeOf(QUERY, { areas: ['QUOTES'] })).toBe('BAD_USER_INPUT');
  expect(await codeOf('{ invariants(areas: [QUOTES]) { kind } }', {})).toBe('GRAPHQL_VALIDATION_FAILED');
});

it('goes on behind a place that a check of the same areas has come to, and knows only those', async () => {
  const after = cursorOfPlace({ rules: 'ORDERS', key: '01J' });
  expect(await operations.run(QUERY, { after })).toEqual({ invariants: [] });
  expect(await operations.run(QUERY, { after, areas: ['INVENTORY', 'ORDERS'] })).toEqual({ invariants: [] });
  expect(await operations.run(OLD, { after })).toEqual({ inventoryInvariants: [] });
  const stock = cursorOfPlace({ rules: 'STOCK', key: '' });
  expect(await operations.run(QUERY, { after: stock })).toEqual({ invariants: [wrongLevel] });
  expect(await codeOf(QUERY, { after, areas: ['INVENTORY'] })).toBe('INVALID_CURSOR');
  for (const other of ['', 'x', cursorOfPlace({ rules: 'NOTHING', key: '' })])
    for (const query of [QUERY, OLD]) expect(await codeOf(query, { after: other })).toBe('INVALID_CURSOR');
});

it('needs INVENTORY_AUDIT by either name', async () => {
  const viewer = await app.as(Role.VIEWER);
  for (const query of [QUERY, OLD]) expect((await viewer.fail(query)).extensions.code).toBe('FORBIDDEN');
});
