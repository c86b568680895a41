import { ExternalId } from '../../../entities/accounts/external-id';
import { Contact } from '../../../entities/accounts/contact';
import { ProductCategory } from '../../../entities/catalog/product-category';
import { Shipment } from '../../../entities/fulfillment/shipment';
import { OrderHold } from '../../../entities/orders/order-hold';
import { OrderNote } from '../../../entities/orders/order-note';
import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { fillOrders, type ManyOrders } from '../../support/order-rows';

const COUNT = 205;
const now = new Date();

let app: TestApplication;
let admin: ApiClient;
let many: ManyOrders;
const categoryId = newId();

/** `C-000` … `C-204`, in the order of their ids, too. */
const numbered = Array.from({ length: COUNT }, (_, i) => ({
  id: newId(),
  name: `C-${String(i).padStart(3, '0')}`,
}));

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
  many = await fillOrders(app.services.database, 2);
  const [{ id: orderId }, accountId] = [many.orders[1]!, many.small.id];
  const dated = { version: 1, createdAt: now, updatedAt: now };
  const category = {
    id: categoryId,
    code: 'TOP',
    name: 'Top',
    parentId: null,
    path: `/${categoryId}/`,
    ...dated,
  };
  const by = newId();
  await app.services.database.transaction(async (sql) => {
    await sql.insert(
      Contact,
      numbered.map((row) => ({ ...row, accountId, ...dated })),
    );
    await sql.insert(
      ExternalId,
      numbered.map(({ id, name }) => ({
        id,
        entityType: 'Account',
        entityId: accountId,
        system: 'crm',
        externalId: name,
        createdAt: now,
      })),
    );
    await sql.insert(
      OrderHold,
      numbered.map(({ id, name }) => ({
        id,
        orderId,
        scope: 'ORDER' as const,
        reason: 'OTHER' as const,
        note: name,
        placedBy: by,
        placedAt: now,
        releasedBy: by,
        releasedAt: now,
      })),
    );
    await sql.insert(
      OrderNote,
      numbered.map(({ id, name }) => ({
        ...{ id, orderId, text: name, createdBy: by, createdAt: now },
        visibility: 'PUBLIC' as const,
      })),
    );
    await sql.insert(
      Shipment,
      numbered.map(({ id, name }) => ({ id, number: name, orderId, status: 'PENDING' as const, ...dated })),
    );
    await sql.insert(ProductCategory, [category]);
    await sql.insert(
      ProductCategory,
      numbered.map(({ id, name }) => ({
        id,
        code: name,
        name,
        parentId: categoryId,
        path: `/${categoryId}/${id}/`,
        ...dated,
      })),
    );
  });
});
afterAll(() => app.stop());

const names = numbered.map(({ name }) => name);

describe('a list that is no connection', () => {
  it.each<[string, () => string, string, number, string[]]>([
    [
      'Account.contacts',
      () => toGlobalId('Account', many.small.id),
      '... on Account { list: contacts { name } }',
      200,
      names.slice(0, 200),
    ],
    [
      'Account.externalIds',
      () => toGlobalId('Account', many.small.id),
      '... on Account { list: externalIds { name: externalId } }',
      50,
      names.slice(0, 50),
    ],
    [
      'ProductCategory.children',
      () => toGlobalId('ProductCategory', categoryId),
      '... on ProductCategory { list: children { name } }',
      200,
      names.slice(0, 200),
    ],
    [
      'Order.holds',
      () => toGlobalId('Order', many.orders[1]!.id),
      '... on Order { list: holds { name: note } }',
      200,
      names.slice(-200),
    ],
    [
      'Order.notes',
      () => toGlobalId('Order', many.orders[1]!.id),
      '... on Order { list: notes { name: text } }',
      200,
      names.slice(-200),
    ],
    [
      'Order.publicNotes',
      () => toGlobalId('Order', many.orders[1]!.id),
      '... on Order { list: publicNotes { name: text } }',
      200,
      names.slice(-200),
    ],
    [
      'Order.shipments',
      () => toGlobalId('Order', many.orders[1]!.id),
      '... on Order { list: shipments { name: number } }',
      200,
      names.slice(-200),
    ],
  ])('ends where its description says: %s', async (_field, id, selection, limit, expected) => {
    const { node } = await admin.run(`query ($id: ID!) { node(id: $id) { ${selection} } }`, { id: id() });
    const list = node.list as { name: string }[];
    expect(list).toHaveLength(limit);
    expect(list.map(({ name }) => name)).toEqual(expected);
  });
});
