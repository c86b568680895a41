import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import { startTestApplication, type TestApplication } from '../../support/application';

let app: TestApplication;
beforeAll(async () => {
  app = await startTestApplication();
});
afterAll(() => app.stop());

describe('node and nodes', () => {
  it('answer null for what does not exist, is of no known type, or is no id', async () => {
    const admin = await app.as('ADMIN');
    const ids = [toGlobalId('Order', newId()), toGlobalId('Unicorn', newId()), 'nonsense', ''];
    await expect(admin.run('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).resolves.toEqual({
      nodes: [null, null, null, null],
    });
    await expect(admin.run('query ($id: ID!) { node(id: $id) { id } }', { id: ids[0] })).resolves.toEqual({
      node: null,
    });
  });

  it('take 200 ids at a time', async () => {
    const admin = await app.as('ADMIN');
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    expect((await admin.run(query, { ids: Array(200).fill('x') })).nodes).toHaveLength(200);
    const { extensions } = await admin.fail(query, { ids: Array(201).fill('x') });
    expect(extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { fields: [{ path: 'ids', rule: 'arrayMaxSize' }] },
    });
  });
});

describe('viewer', () => {
  it('says who asks and what they may do', async () => {
    const buyer = await app.as('BUYER');
    const { viewer } = await buyer.run(
      '{ viewer { name kind roles permissions seesEverything accountCount } }',
    );
    expect(viewer).toMatchObject({ kind: 'USER', roles: ['BUYER'], seesEverything: false, accountCount: 0 });
    expect(viewer.permissions).toContain('ORDER_PLACE');
    expect(viewer.permissions).not.toContain('INVENTORY_WRITE');
  });
});

describe('a websocket', () => {
  it('answers queries as HTTP does', async () => {
    const live = await app.liveAs('VIEWER');
    await expect(live.run('{ viewer { roles } }')).resolves.toEqual({ viewer: { roles: ['VIEWER'] } });
  });
});
