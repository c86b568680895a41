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
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { BusyCompany } from '../../support/busy-company';
import { statementsOf } from '../../support/statements';
import { until } from '../../support/until';

const ORDERS = 50;

let app: TestApplication;
let admin: ApiClient;

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
  await BusyCompany.behind(app, ORDERS);
  const { reader } = app.services.database;
  await until(async () => (await reader.rows('SELECT seq FROM events WHERE position < 0')).length === 0);
}, 60_000);
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
  ['orders with everything that belongs to them', FullOrdersDocument, 25, 7],
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

interface Page {
  nodes?: unknown[];
  events?: unknown[];
}
