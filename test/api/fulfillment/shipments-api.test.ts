import { Shipment } from '../../../entities/fulfillment/shipment';
import type { ShipmentStatus } from '../../../entities/fulfillment/fulfillment.enums';
import { SHIPMENTS } from '../../../src/fulfillment/shipment-list';
import { parseGlobalId, toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import { CountShipmentsDocument, ShipmentsDocument, type ShipmentFilterInput } from '../../generated/graphql';
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { fillOrders, type ManyOrders } from '../../support/order-rows';
import { planOf, recordingReads } from '../../support/statements';

const STATUSES: ShipmentStatus[] = ['PENDING', 'READY', 'SHIPPED', 'DELIVERED', 'CANCELLED'];

let app: TestApplication;
let admin: ApiClient;
let many: ManyOrders;
/** Newest first. */
let shipments: Shipment[];
const locationIds = [newId(), newId()];

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
  const { database } = app.services;
  many = await fillOrders(database, 300);
  const now = new Date();
  shipments = many.orders.flatMap(({ id: orderId }, i) =>
    Array.from({ length: 1 + (i % 2) }, (_, n) =>
      Object.assign(new Shipment(), {
        ...{ id: newId(), number: `SH-${i}-${n}`, orderId, locationId: locationIds[i % 2]! },
        ...{ status: STATUSES[(i + n) % STATUSES.length]!, version: 1, createdAt: now, updatedAt: now },
      }),
    ),
  );
  await database.transaction((sql) => sql.insert(Shipment, shipments));
  shipments.sort((a, b) => (a.id < b.id ? 1 : -1));
  if (database.dialect === 'mysql') await database.reader.rows('ANALYZE TABLE shipments, orders, accounts');
});
afterAll(() => app.stop());

async function readAll(client: ApiClient, filter: ShipmentFilterInput, backward: boolean): Promise<string[]> {
  const pages: string[][] = [];
  let cursor: string | null | undefined;
  for (let more = true; more;) {
    const place = backward ? { last: 60, before: cursor } : { first: 60, after: cursor };
    const { nodes, pageInfo } = (await client.run(ShipmentsDocument, { filter, ...place })).shipments;
    pages.push(nodes.map(({ id }) => parseGlobalId(id)!.id));
    more = backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
    cursor = backward ? pageInfo.startCursor : pageInfo.endCursor;
  }
  return (backward ? pages.reverse() : pages).flat();
}

const idsOf = (rows: readonly Shipment[]): string[] => rows.map(({ id }) => id);

describe('shipments', () => {
  it.each<[string, () => ShipmentFilterInput, (shipment: Shipment) => boolean]>([
    ['all', () => ({}), () => true],
    ['those in one state', () => ({ status: 'SHIPPED' }), ({ status }) => status === 'SHIPPED'],
    [
      'those of a location',
      () => ({ locationId: toGlobalId('Location', locationIds[1]!) }),
      ({ locationId }) => locationId === locationIds[1],
    ],
    [
      'those of an order',
      () => ({ orderId: toGlobalId('Order', many.orders[7]!.id) }),
      ({ orderId }) => orderId === many.orders[7]!.id,
    ],
    [
      'those in one state at a location',
      () => ({ status: 'PENDING', locationId: toGlobalId('Location', locationIds[0]!) }),
      ({ status, locationId }) => status === 'PENDING' && locationId === locationIds[0],
    ],
    ['none', () => ({ orderId: toGlobalId('Order', newId()) }), () => false],
  ])('are listed newest first: %s', async (_name, filter, matches) => {
    const expected = idsOf(shipments.filter(matches));
    expect(await readAll(admin, filter(), false)).toEqual(expected);
    expect(await readAll(admin, filter(), true)).toEqual(expected);
    const { totalCount } = (await admin.run(CountShipmentsDocument, { filter: filter() })).shipments;
    expect(totalCount).toBe(expected.length);
  });

  it('are those of the orders that a caller sees', async () => {
    const tree = new Set(
      many.accounts.filter(({ path }) => path.startsWith(many.small.path)).map(({ id }) => id),
    );
    const own = new Set(many.orders.filter(({ accountId }) => tree.has(accountId)).map(({ id }) => id));
    const buyer = await app.as('BUYER', { accountIds: [many.small.id] });
    const visible = shipments.filter(({ orderId }) => own.has(orderId));
    expect(visible.length).toBeGreaterThan(10);
    expect(await readAll(buyer, {}, false)).toEqual(idsOf(visible));
    expect(await readAll(buyer, { status: 'SHIPPED' }, true)).toEqual(
      idsOf(visible.filter(({ status }) => status === 'SHIPPED')),
    );
    expect((await buyer.run(CountShipmentsDocument, {})).shipments.totalCount).toBe(visible.length);
  });

  it('are found by an index, whoever asks', async () => {
    const { reader } = app.services.database;
    const buyer = { all: false, accountPaths: [many.small.path], territoryIds: [], repIds: [] } as const;
    const cases = [
      [{ all: true }, {}, /^(PRIMARY|sqlite_autoindex_shipments_1)$/],
      [{ all: true }, { status: 'READY' }, /^ix_shipments_status_id$/],
      [{ all: true }, { locationId: locationIds[0]! }, /^ix_shipments_location_id_id$/],
      [
        { all: true },
        { locationId: locationIds[0]!, status: 'READY' },
        /^ix_shipments_location_id_status_id$/,
      ],
      [buyer, {}, /^ix_shipments_order_id$/],
    ] as const;
    for (const [scope, filter, index] of cases) {
      const { sql, statements } = recordingReads(reader);
      const list = await SHIPMENTS.open(sql, scope, { filter });
      await list.page({ first: 20 });
      const indexes = (await planOf(reader, statements.at(-1)!)).map((step) => step.index ?? '');
      expect(indexes).toContainEqual(expect.stringMatching(index));
    }
  });
});
