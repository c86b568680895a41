import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from './chromium';
import { PlaygroundPage } from './playground-page';
import { ServerProcess } from './server-process';

jest.setTimeout(120_000);

let server: ServerProcess;
let browser: Browser;
let context: BrowserContext;
/** What a page must never do: errors on the console, violations of its policy, requests to another host. */
let complaints: string[];

beforeAll(async () => {
  server = await ServerProcess.start({ ORDERWIRE_DEMO: '1' });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  complaints = [];
  context = await browser.newContext();
  await context.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
    console.error('policy violated:', event.violatedDirective, event.blockedURI))`);
  context.on('weberror', (error) => complaints.push(`error: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  context.on('request', (request) => visit(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => visit(socket.url())));
});

afterEach(() => context?.close());

function visit(url: string): void {
  const { protocol, host } = new URL(url);
  if (host !== new URL(server.url).host && protocol !== 'data:' && protocol !== 'blob:') complaints.push(`visits ${url}`);
}

test('an order that is placed in one tab arrives in another', async () => {
  const watching = await PlaygroundPage.open(context, server.url);
  const ordering = await PlaygroundPage.open(context, server.url);

  await watching.run('subscription { orderEvents(after: 0) { position type } }');
  await ordering.run('mutation { placeOrder(input: { idempotencyKey: "browser-1" }) { order { number } } }');
  await ordering.responseWith('SO-');
  expect(await watching.responseWith('OrderPlaced')).toContain('position');

  expect(complaints).toEqual([]);
});
