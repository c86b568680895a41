import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { BusyCompany } from '../../support/busy-company';
import { crawl } from '../../support/crawl';
import { entityTypes } from '../../support/schema-walk';
import { until } from '../../support/until';

const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const KEY = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } } }`;

let app: TestApplication;
let admin: ApiClient;
let company: BusyCompany;
/** Ids of everything that there is. */
let everything: string[];

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
  company = await BusyCompany.behind(app, 2);
  await admin.run(KEY, { input: { idempotencyKey: newId(), name: 'key' } });
  const { reader } = app.services.database;
  await until(async () => (await reader.rows('SELECT seq FROM events WHERE position < 0')).length === 0);
  const { viewer } = await admin.run('{ viewer { id } }');
  everything = [...(await crawl(admin)), viewer.id as string].sort();
});
afterAll(() => app.stop());

interface Found {
  __typename: string;
  id: string;
}

async function nodesOf(client: ApiClient, ids: readonly string[]): Promise<(Found | null)[]> {
  const found: (Found | null)[] = [];
  for (let i = 0; i < ids.length; i += 200) {
    found.push(...((await client.run(NODES, { ids: ids.slice(i, i + 200) })).nodes as (Found | null)[]));
  }
  return found;
}

describe('every object with an id', () => {
  it('of every type that the schema has, is found by it', async () => {
    const found = await nodesOf(admin, everything);
    expect(found.map((node) => node?.id)).toEqual(everything);
    const types = new Set(found.map((node) => node!.__typename));
    expect([...types].sort()).toEqual(
      entityTypes()
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('is found alone as among others', async () => {
    const oneOfEach = new Map((await nodesOf(admin, everything)).map((node) => [node!.__typename, node!]));
    for (const node of oneOfEach.values()) expect(await admin.run(NODE, { id: node.id })).toEqual({ node });
  });

  it('stands at the place of its id, however often and in whatever order it is asked for', async () => {
    const ids = [...everything.slice(0, 60)].reverse();
    const twice = ids.flatMap((id) => [id, id]);
    expect((await nodesOf(admin, twice)).map((node) => node?.id)).toEqual(twice);
  });

  it('leaves a gap where there is none, or none for the caller', async () => {
    const [first, second] = company.orderIds.map((id) => toGlobalId('Order', id));
    const { accountId } = (await company.world.stored(company.orderIds[0]!)).order;
    const buyer = await app.as('BUYER', { accountIds: [accountId] });
    const ids = [second!, toGlobalId('Order', newId()), first!, 'nonsense', toGlobalId('Unicorn', newId())];
    expect(await nodesOf(buyer, ids)).toEqual([null, null, { __typename: 'Order', id: first }, null, null]);
  });

  it('is null for who lacks the right to its type', async () => {
    const stock = everything.filter((id) => Buffer.from(id, 'base64url').toString().startsWith('Inventory'));
    expect(stock.length).toBeGreaterThan(10);
    const buyer = await app.as('BUYER', { accountIds: [company.world.accountId] });
    expect((await nodesOf(buyer, stock)).filter(Boolean)).toEqual([]);
  });
});
