import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  FullAccountsDocument,
  FullInventoryLevelsDocument,
  FullInventoryMovementsDocument,
  FullOrderEventsDocument,
  FullOrdersDocument,
  FullProductsDocument,
  FullShipmentsDocument,
  PlainOrdersDocument,
} from '../../generated/graphql';
import { EventReader } from '../../../src/events/event-reader';
import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { BusyCompany } from '../../support/busy-company';
import { recordPackets } from '../../support/packets';
import { statementsOf } from '../../support/statements';
import { until } from '../../support/until';

const ORDERS = 50;

let app: TestApplication;
let admin: ApiClient;
let company: BusyCompany;

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
  company = await BusyCompany.behind(app, ORDERS);
  const { reader } = app.services.database;
  await until(async () => (await reader.rows('SELECT seq FROM events WHERE position < 0')).length === 0);
});
afterAll(() => app.stop());

/**
 * Each page with the number of its statements, and how many more there would be if no two of its fields shared one. On MariaDB
 * answers come in any order, so that two fields that ask for rows of one kind may or may not be in time for one another.
 */
const PAGES: [
  name: string,
  TypedDocumentNode<object, { first: number }>,
  statements: number,
  more: number,
][] = [
  ['orders with account, lines and products', PlainOrdersDocument, 4, 0],
  ['orders with everything that belongs to them', FullOrdersDocument, 26, 7],
  ['accounts', FullAccountsDocument, 13, 3],
  ['products', FullProductsDocument, 5, 1],
  ['inventory levels', FullInventoryLevelsDocument, 4, 0],
  ['inventory movements', FullInventoryMovementsDocument, 3, 0],
  ['shipments', FullShipmentsDocument, 8, 1],
  ['events', FullOrderEventsDocument, 4, 0],
];

describe('the number of SQL statements', () => {
  it.each(PAGES)('of a page of %s does not grow with the page', async (_name, document, expected, more) => {
    for (const first of [5, ORDERS]) {
      const statements = await statementsOf(app.services, async () => {
        const [list] = Object.values(await admin.run(document, { first })) as Page[];
        expect((list!.nodes ?? list!.events)!.length).toBeGreaterThanOrEqual(first === 5 ? 5 : 20);
      });
      if (app.services.database.dialect === 'sqlite') expect(statements).toHaveLength(expected);
      expect(statements.length).toBeGreaterThanOrEqual(expected - 1);
      expect(statements.length).toBeLessThanOrEqual(expected + more);
    }
  });
});

describe('one order with its lines, shipments and events', () => {
  const LINES = 'lines { id lineNumber sku }';
  const SHIPMENTS = 'shipments { id number lines { id sku quantity } }';
  const EVENTS =
    'orderEvents(filter: { orderId: $id }, first: 50) { endPosition hasMore events { id position type data } }';
  const WHOLE = `query ($id: ID!) { order(id: $id) { number ${LINES} ${SHIPMENTS} } ${EVENTS} }`;

  it('takes five statements', async () => {
    const id = toGlobalId('Order', company.orderIds[7]!);
    const statements = await statementsOf(app.services, () => admin.run(WHOLE, { id }));
    expect(statements).toHaveLength(5);
  });

  it('is what its parts are when each is asked for by itself', async () => {
    for (const orderId of company.orderIds.slice(0, 5)) {
      const id = toGlobalId('Order', orderId);
      const { order, orderEvents } = await admin.run(WHOLE, { id });
      expect(order.shipments.length).toBeGreaterThan(1);
      const head = await admin.run('query ($id: ID!) { order(id: $id) { number } }', { id });
      const lines = await admin.run(
        `query ($id: ID!) { order(id: $id) { ... @include(if: true) { ${LINES} } } }`,
        { id },
      );
      const shipments = await admin.run(
        `query ($number: String!) { order(number: $number) { ${SHIPMENTS} } }`,
        head.order,
      );
      expect({ ...head.order, ...lines.order, ...shipments.order }).toEqual(order);
      expect(await admin.run(`query ($id: ID!) { ${EVENTS} }`, { id })).toEqual({ orderEvents });
    }
  });

  it('takes one packet on MariaDB', async () => {
    if (app.services.database.dialect !== 'mysql') return;
    const [orderId] = company.orderIds;
    const id = toGlobalId('Order', orderId!);
    await admin.run(WHOLE, { id });
    const { texts, stop } = recordPackets();
    await admin.run(WHOLE, { id });
    stop();
    const packets = texts.filter((text) => text.includes(orderId!));
    const together = app.services.database.wire?.mode === 'pipelined';
    expect(packets.map((text) => text.split('; SELECT').length)).toEqual(together ? [5] : [1, 1, 1, 1, 1]);
  });

  it('is null, with no events, when there is none', async () => {
    const id = toGlobalId('Order', newId());
    const { order, orderEvents } = await admin.run(WHOLE, { id });
    const last = await new EventReader(app.services.database.reader).lastPosition();
    expect([order, orderEvents]).toEqual([null, { endPosition: String(last), hasMore: false, events: [] }]);
  });

  it('shows its events up to the end of the log, a page at a time', async () => {
    const id = toGlobalId('Order', company.orderIds[3]!);
    const page = `query ($id: ID!, $after: Position!) { orderEvents(after: $after, first: 2, filter: { orderId: $id }) { endPosition hasMore events { position } } }`;
    const { orderEvents: all } = await admin.run(WHOLE, { id });
    const found: unknown[] = [];
    let after = '0';
    for (let more = true; more;) {
      const { orderEvents } = await admin.run(page, { id, after });
      found.push(...orderEvents.events.map(({ position }: { position: string }) => position));
      ({ endPosition: after, hasMore: more } = orderEvents);
    }
    expect(found).toEqual(all.events.map(({ position }: { position: string }) => position));
    expect(after).toBe(all.endPosition);
    const { orderEvents: none } = await admin.run(page, { id, after });
    expect(none).toEqual({ endPosition: after, hasMore: false, events: [] });
    const beyond = await admin.fail(page, { id, after: String(BigInt(after) + 5n) });
    expect(beyond.extensions).toMatchObject({ code: 'LOG_CHANGED', details: { position: after } });
  });
});

interface Page {
  nodes?: unknown[];
  events?: unknown[];
}
