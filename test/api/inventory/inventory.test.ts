import { startTestApplication, type TestApplication } from '../../support/application';
import type { ApiClient, Untyped } from '../../support/api-client';
import { insertProducts } from '../../support/stock';
import { Role } from '../../../src/auth/roles';
import { newId } from '../../../src/shared/ids';
import { toGlobalId } from '../../../src/shared/global-id';

const LEVEL =
  'sku location { id code } onHand allocated reserved unavailable incoming safetyStock available version';
const RECEIVE = `mutation ($input: ReceiveInventoryInput!) { receiveInventory(input: $input) { replayed levels { ${LEVEL} } } }`;
const ADJUST = `mutation ($input: AdjustInventoryInput!) { adjustInventory(input: $input) { replayed levels { ${LEVEL} } } }`;
const TRANSFER = `mutation ($input: TransferInventoryInput!) { transferInventory(input: $input) { replayed levels { ${LEVEL} } } }`;
const UPSERT = `mutation ($input: UpsertLocationInput!) {
  upsertLocation(input: $input) { replayed location { id code name priority active countryCode region latitudeE6 longitudeE6 version } }
}`;
const LEVELS = `query ($filter: InventoryLevelFilter, $first: Int, $after: String, $last: Int, $before: String) {
  inventoryLevels(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { sku location { code } available } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const MOVEMENTS = `query ($filter: InventoryMovementFilter, $sort: InventoryMovementSort! = NEWEST, $first: Int) {
  inventoryMovements(filter: $filter, sort: $sort, first: $first) {
    totalCount
    nodes { id sku type onHandDelta unavailableDelta incomingDelta reason actorId occurredAt location { code } reference { id } }
  }
}`;

let app: TestApplication;
let operations: ApiClient;
let west: string;
let east: string;

beforeAll(async () => {
  app = await startTestApplication();
  operations = await app.as(Role.OPERATIONS);
  west = (await upsert({ code: 'WEST', name: 'West', countryCode: 'US', priority: 1 })).id;
  east = (await upsert({ code: 'EAST', name: 'East', countryCode: 'US', priority: 2 })).id;
});

afterAll(() => app.stop());

const withKey = (input: object) => ({ input: { idempotencyKey: newId(), ...input } });

async function upsert(input: object) {
  return (await operations.run(UPSERT, withKey(input))).upsertLocation.location;
}

/** New products, so that no test sees another's stock. */
let products = 0;
async function newSkus(count = 1): Promise<string[]> {
  const skus = Array.from({ length: count }, () => `SKU-${String(++products).padStart(4, '0')}`);
  await insertProducts(app.services.database, skus);
  return skus;
}

async function stocked(quantity: number, locationId = west): Promise<string> {
  const [sku] = await newSkus();
  await operations.run(RECEIVE, withKey({ lines: [{ sku, locationId, quantity }] }));
  return sku!;
}

async function adjust(line: object, reason = 'test') {
  return (await operations.run(ADJUST, withKey({ reason, lines: [line] }))).adjustInventory.levels[0];
}

describe('upsertLocation', () => {
  it('creates a location and changes what is given, by code or id', async () => {
    const created = await upsert({ code: ' NORTH ', name: 'North', countryCode: 'CA', region: 'ON' });
    expect(created).toMatchObject({ code: 'NORTH', priority: 100, active: true, region: 'ON', version: 1 });
    const changed = await upsert({ code: 'NORTH', region: null, expectedVersion: 1 });
    expect(changed).toMatchObject({ id: created.id, name: 'North', region: null, version: 2 });
    const renamed = await upsert({ id: created.id, code: 'NORTH-2', active: false, expectedVersion: 2 });
    expect(renamed).toMatchObject({ id: created.id, code: 'NORTH-2', active: false, version: 3 });
  });

  it('answers the current version to someone who has seen another, or none', async () => {
    await upsert({ code: 'SOUTH', name: 'South', countryCode: 'US' });
    for (const expectedVersion of [null, 7]) {
      const error = await operations.fail(UPSERT, withKey({ code: 'SOUTH', name: 'Else', expectedVersion }));
      expect(error.extensions).toMatchObject({ code: 'VERSION_CONFLICT', details: { current: 1 } });
    }
  });

  it('refuses a code that another location has, and half of a position', async () => {
    const location = await upsert({ code: 'MID', name: 'Mid', countryCode: 'US' });
    const duplicate = await operations.fail(
      UPSERT,
      withKey({ id: location.id, code: 'WEST', expectedVersion: 1 }),
    );
    expect(duplicate.extensions.code).toBe('DUPLICATE');
    const half = await operations.fail(
      UPSERT,
      withKey({ code: 'HALF', name: 'H', countryCode: 'US', latitudeE6: 1 }),
    );
    expect(half.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { fields: [{ path: 'longitude' }] },
    });
  });

  it('needs LOCATION_WRITE', async () => {
    const viewer = await app.as(Role.VIEWER);
    const error = await viewer.fail(UPSERT, withKey({ code: 'NO', name: 'No', countryCode: 'US' }));
    expect(error.extensions).toMatchObject({ code: 'FORBIDDEN', details: { permission: 'LOCATION_WRITE' } });
  });

  it('is listed in the order of serving', async () => {
    const { locations } = await operations.run('{ locations(active: true) { code } }');
    const codes = locations.map(({ code }: { code: string }) => code);
    expect(codes.slice(0, 2)).toEqual(['WEST', 'EAST']);
    expect(codes).not.toContain('NORTH-2');
  });
});

describe('receiveInventory', () => {
  it('creates levels, raises them, and answers each once in the order of the lines', async () => {
    const [a, b] = await newSkus(2);
    const lines = [
      { sku: b, locationId: east, quantity: 3 },
      { sku: a, locationId: west, quantity: 2 },
      { sku: b, locationId: east, quantity: 4 },
    ];
    const { receiveInventory } = await operations.run(RECEIVE, withKey({ lines }));
    expect(receiveInventory.levels).toMatchObject([
      { sku: b, location: { code: 'EAST' }, onHand: 7, available: 7, version: 1 },
      { sku: a, location: { code: 'WEST' }, onHand: 2 },
    ]);
  });

  it('takes what arrived off what was incoming, as far as there is any', async () => {
    const [sku] = await newSkus();
    await adjust({ sku, locationId: west, incomingDelta: 5 });
    const lines = [{ sku, locationId: west, quantity: 8, reduceIncoming: true }];
    const { receiveInventory } = await operations.run(RECEIVE, withKey({ lines }));
    expect(receiveInventory.levels).toMatchObject([{ onHand: 8, incoming: 0 }]);
  });

  it('does nothing when one line is wrong', async () => {
    const [sku] = await newSkus();
    await insertProducts(app.services.database, ['SERVICE-1']);
    const good = { sku, locationId: west, quantity: 1 };
    for (const bad of [
      { ...good, sku: 'NONE' },
      { ...good, sku: 'SERVICE-1' },
      { ...good, locationId: toGlobalId('Location', newId()) },
    ]) {
      const error = await operations.fail(RECEIVE, withKey({ lines: [good, bad] }));
      expect(error.extensions.code).toBe('INVALID_REFERENCE');
    }
    const { inventoryLevels } = await operations.run(LEVELS, { filter: { sku } });
    expect(inventoryLevels.totalCount).toBe(0);
  });

  it('refuses ids of other types and quantities out of bounds before anything runs', async () => {
    const [sku] = await newSkus();
    const wrongType = withKey({ lines: [{ sku, locationId: toGlobalId('Order', newId()), quantity: 1 }] });
    expect((await operations.fail(RECEIVE, wrongType)).extensions.code).toBe('INVALID_ID');
    const none = withKey({ lines: [{ sku, locationId: west, quantity: 0 }] });
    expect((await operations.fail(RECEIVE, none)).extensions.code).toBe('VALIDATION_FAILED');
  });

  it('answers the same key once: replayed, with the levels as they are now', async () => {
    const [sku] = await newSkus();
    const variables = withKey({ lines: [{ sku, locationId: west, quantity: 5 }] });
    const first = await operations.run(RECEIVE, variables);
    await adjust({ sku, locationId: west, onHandDelta: 1 });
    const second = await operations.run(RECEIVE, variables);
    expect(first.receiveInventory).toMatchObject({ replayed: false, levels: [{ onHand: 5 }] });
    expect(second.receiveInventory).toMatchObject({ replayed: true, levels: [{ onHand: 6 }] });
  });
});

describe('adjustInventory', () => {
  it('changes by a difference, blocks, expects and sets the safety stock in one line', async () => {
    const sku = await stocked(10);
    const line = {
      sku,
      locationId: west,
      onHandDelta: -1,
      unavailableDelta: 2,
      incomingDelta: 3,
      safetyStock: 4,
    };
    expect(await adjust(line)).toMatchObject({
      onHand: 9,
      unavailable: 2,
      incoming: 3,
      safetyStock: 4,
      available: 3,
      version: 2,
    });
  });

  it('sets a count against the version that was counted', async () => {
    const sku = await stocked(10);
    expect(await adjust({ sku, locationId: west, countedOnHand: 7, expectedVersion: 1 })).toMatchObject({
      onHand: 7,
    });
    for (const expectedVersion of [null, 1]) {
      const line = { sku, locationId: west, countedOnHand: 8, expectedVersion };
      const error = await operations.fail(ADJUST, withKey({ reason: 'count', lines: [line] }));
      expect(error.extensions).toMatchObject({ code: 'VERSION_CONFLICT', details: { sku, current: 2 } });
    }
  });

  it('counts what never was there against version 0', async () => {
    const [sku] = await newSkus();
    const level = await adjust({ sku, locationId: east, countedOnHand: 4, expectedVersion: 0 });
    expect(level).toMatchObject({ onHand: 4, version: 1 });
  });

  it('refuses what would leave less than nothing, and says how much there is', async () => {
    const sku = await stocked(3);
    const lines = [
      { sku, locationId: east, onHandDelta: 5 },
      { sku, locationId: west, onHandDelta: -4 },
    ];
    const error = await operations.fail(ADJUST, withKey({ reason: 'loss', lines }));
    expect(error.extensions).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { lines: [{ sku, locationId: west, requested: 4, available: 3 }] },
    });
    const { inventoryLevels } = await operations.run(LEVELS, { filter: { sku } });
    expect(inventoryLevels.totalCount).toBe(1);
  });

  it('wants either a difference or a count', async () => {
    const sku = await stocked(3);
    const lines = [{ sku, locationId: west, onHandDelta: 1, countedOnHand: 4, expectedVersion: 1 }];
    const error = await operations.fail(ADJUST, withKey({ reason: 'both', lines }));
    expect(error.extensions.code).toBe('INVALID_QUANTITY');
  });
});

describe('transferInventory', () => {
  it('moves goods, leaving behind what is blocked', async () => {
    const sku = await stocked(10);
    await adjust({ sku, locationId: west, unavailableDelta: 4 });
    const way = { fromLocationId: west, toLocationId: east };
    const error = await operations.fail(TRANSFER, withKey({ ...way, lines: [{ sku, quantity: 7 }] }));
    expect(error.extensions).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { lines: [{ available: 6 }] },
    });
    const { transferInventory } = await operations.run(
      TRANSFER,
      withKey({ ...way, lines: [{ sku, quantity: 6 }] }),
    );
    expect(transferInventory.levels).toMatchObject([
      { location: { code: 'WEST' }, onHand: 4 },
      { location: { code: 'EAST' }, onHand: 6 },
    ]);
  });

  it('needs two locations', async () => {
    const sku = await stocked(1);
    const input = withKey({ fromLocationId: west, toLocationId: west, lines: [{ sku, quantity: 1 }] });
    expect((await operations.fail(TRANSFER, input)).extensions.code).toBe('INVALID_REFERENCE');
  });

  it('answers each of several mutations in one operation with what is stored after it', async () => {
    const sku = await stocked(2);
    const mutation = `mutation ($a: TransferInventoryInput!, $b: TransferInventoryInput!) {
      a: transferInventory(input: $a) { levels { onHand product { availability { available } } } }
      b: transferInventory(input: $b) { levels { onHand product { availability { available } } } }
    }`;
    const way = { fromLocationId: west, toLocationId: east, lines: [{ sku, quantity: 1 }] };
    const { a, b } = await operations.run(mutation, { a: withKey(way).input, b: withKey(way).input });
    expect(a.levels).toMatchObject([
      { onHand: 1, product: { availability: { available: 2 } } },
      { onHand: 1 },
    ]);
    expect(b.levels).toMatchObject([{ onHand: 0 }, { onHand: 2 }]);
  });
});

describe('inventoryLevels', () => {
  it('pages by SKU and location in both directions', async () => {
    const skus = await newSkus(2);
    const lines = skus.flatMap((sku) => [east, west].map((locationId) => ({ sku, locationId, quantity: 1 })));
    await operations.run(RECEIVE, withKey({ lines }));
    const wanted = skus.flatMap((sku) => [west, east].map((id) => `${sku} ${id === west ? 'WEST' : 'EAST'}`));
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const { inventoryLevels }: Untyped = await operations.run(LEVELS, { last: 1, before });
      const [node] = inventoryLevels.nodes;
      seen.unshift(`${node.sku} ${node.location.code}`);
      before = inventoryLevels.pageInfo.startCursor;
    } while (seen.length < 4);
    expect(seen).toEqual(wanted);
    const { inventoryLevels: start } = await operations.run(LEVELS, { after: before, first: 2 });
    expect(start.nodes.map(({ sku }: { sku: string }) => sku)).toEqual([skus[0], skus[1]]);
  });

  it('finds the levels below their safety stock', async () => {
    const low = await stocked(2, east);
    await adjust({ sku: low, locationId: east, safetyStock: 3 });
    const { inventoryLevels } = await operations.run(LEVELS, {
      filter: { belowSafetyStock: true, locationId: east },
    });
    expect(inventoryLevels).toMatchObject({ totalCount: 1, nodes: [{ sku: low, available: -1 }] });
  });

  it('is reachable through node, as are movements and locations', async () => {
    const sku = await stocked(2);
    const { inventoryMovements } = await operations.run(MOVEMENTS, { filter: { sku } });
    const { locationId } = {
      locationId: Buffer.from(west, 'base64url').toString().slice('Location:'.length),
    };
    const ids = [toGlobalId('InventoryLevel', `${sku}@${locationId}`), inventoryMovements.nodes[0].id, west];
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on InventoryLevel { onHand } } }`;
    const { nodes } = await operations.run(query, { ids });
    expect(nodes).toMatchObject([
      { __typename: 'InventoryLevel', id: ids[0], onHand: 2 },
      { __typename: 'InventoryMovement', id: ids[1] },
      { __typename: 'Location', id: west },
    ]);
  });

  it('needs INVENTORY_READ, which a buyer does not have', async () => {
    const buyer = await app.as(Role.BUYER);
    expect((await buyer.fail(LEVELS, {})).extensions.code).toBe('FORBIDDEN');
  });
});

describe('inventoryMovements', () => {
  it('tells who did what and why, newest or oldest first', async () => {
    const sku = await stocked(5);
    await adjust({ sku, locationId: west, onHandDelta: -1 }, 'broken');
    await adjust({ sku, locationId: west, unavailableDelta: 2 }, 'wet');
    await adjust({ sku, locationId: west, unavailableDelta: -2 }, 'dry');
    const newest = (await operations.run(MOVEMENTS, { filter: { sku } })).inventoryMovements;
    expect(newest.totalCount).toBe(4);
    expect(newest.nodes).toMatchObject([
      { type: 'UNBLOCK', unavailableDelta: -2, reason: 'dry' },
      { type: 'BLOCK', unavailableDelta: 2, reason: 'wet' },
      { type: 'ADJUSTMENT', onHandDelta: -1, reason: 'broken', location: { code: 'WEST' }, reference: null },
      { type: 'RECEIPT', onHandDelta: 5, reason: null },
    ]);
    const { viewer } = await operations.run('{ viewer { principalId } }');
    expect(newest.nodes[0].actorId).toBe(viewer.principalId);
    const oldest = (await operations.run(MOVEMENTS, { filter: { sku }, sort: 'OLDEST', first: 1 }))
      .inventoryMovements;
    expect(oldest.nodes).toMatchObject([{ type: 'RECEIPT' }]);
  });

  it('narrows by type and time what a SKU or a location has', async () => {
    const sku = await stocked(5);
    await adjust({ sku, locationId: west, onHandDelta: -1 });
    const count = async (filter: object) =>
      (await operations.run(MOVEMENTS, { filter: { sku, ...filter } })).inventoryMovements.totalCount;
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    expect(await count({ types: ['ADJUSTMENT'] })).toBe(1);
    expect(await count({ locationId: west })).toBe(2);
    expect(await count({ locationId: east })).toBe(0);
    expect(await count({ occurredTo: soon })).toBe(2);
    expect(await count({ occurredFrom: soon })).toBe(0);
    expect(await count({ referenceId: toGlobalId('Order', newId()) })).toBe(0);
    const error = await operations.fail(MOVEMENTS, { filter: { types: ['RECEIPT'] } });
    expect(error.extensions.code).toBe('FILTER_UNSUPPORTED');
  });
});

describe('Product', () => {
  it('has its levels, and what can be ordered at active locations', async () => {
    const [sku] = await newSkus();
    const closed = await upsert({ code: `CLOSED-${sku}`, name: 'Closed', countryCode: 'US', active: false });
    const lines = [west, east, closed.id].map((locationId) => ({ sku, locationId, quantity: 5 }));
    await operations.run(RECEIVE, withKey({ lines }));
    await adjust({ sku, locationId: east, safetyStock: 9, incomingDelta: 3 });
    const query = `query ($filter: InventoryLevelFilter) {
      inventoryLevels(filter: $filter, first: 1) { nodes { product { sku availability { available incoming } inventoryLevels { onHand } } } }
    }`;
    const { inventoryLevels } = await operations.run(query, { filter: { sku } });
    expect(inventoryLevels.nodes[0].product).toEqual({
      sku,
      availability: { available: 5, incoming: 3 },
      inventoryLevels: [{ onHand: 5 }, { onHand: 5 }, { onHand: 5 }],
    });
  });
});

it('leaves every invariant of stock as it should be', async () => {
  const query = '{ invariants(areas: [INVENTORY]) { kind key } everything: invariants { kind key } }';
  expect(await operations.run(query)).toEqual({ invariants: [], everything: [] });
});
