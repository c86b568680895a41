import { startTestApplication, type TestApplication } from '../../support/application';
import { ApiClient } from '../../support/api-client';
import { fillOrders } from '../../support/order-rows';
import { startBeside, type ServerProcess } from '../../support/server-process';
import { until } from '../../support/until';

jest.setTimeout(300_000);

const PAGES = 300;
const PAGE = `query Page {
  orders(first: 50) { nodes { id number total { amount } account { id name } lines { id sku net { amount } } } }
}`;
/** 1,200 are seen. With what leads back to its key in a `WeakMap`, a page leaves 37,000. */
const MOST_BYTES_A_PAGE = 10_000;

let app: TestApplication;
let server: ServerProcess;
let trace = '';

beforeAll(async () => {
  app = await startTestApplication();
  await fillOrders(app.services.database, 500);
  const flags = ['--trace-gc-nvp', '--max-semi-space-size=4', '--min-semi-space-size=4'];
  server = await startBeside(app, { flags, onOutput: (text) => (trace += text) });
});
afterAll(async () => {
  await server?.stop();
  await app.stop();
});

/** What V8 tells of the collections of new objects: how many there were, and the bytes that they handed on to the old ones. */
function scavenges(): { count: number; promoted: number } {
  const found = [...trace.matchAll(/gc=s .*?promoted=(\d+)/g)];
  return { count: found.length, promoted: found.reduce((sum, [, bytes]) => sum + Number(bytes), 0) };
}

test('a request leaves nothing behind that V8 finds only when it goes through the whole heap', async () => {
  const client = new ApiClient(server.url, await app.token('ADMIN'));
  const read = async () => {
    for (let i = 0; i < PAGES; i++) await client.run(PAGE);
  };
  await read();
  trace = '';
  await read();
  await until(() => scavenges().count > 10);
  const { promoted } = scavenges();
  expect(promoted / PAGES).toBeLessThan(MOST_BYTES_A_PAGE);
});
