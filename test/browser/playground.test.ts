import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from './chromium';
import { PlaygroundPage } from './playground-page';
import { ServerProcess } from '../support/server-process';

jest.setTimeout(300_000);

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
  if (host !== new URL(server.url).host && protocol !== 'data:' && protocol !== 'blob:')
    complaints.push(`visits ${url}`);
}

/** The text of a field in a response, such as the number of an order. */
function fieldOf(response: string, name: string): string {
  const value = new RegExp(`"${name}": "([^"]+)"`).exec(response)?.[1];
  if (value === undefined) throw new Error(`No "${name}" in the response:\n${response}`);
  return value;
}

test('an order that a buyer places in one tab arrives in another', async () => {
  const watching = await PlaygroundPage.open(context, server.url);
  const ordering = await PlaygroundPage.open(context, server.url);

  await watching.choose('LiveOrderEvents', 'viewer');
  await watching.run({ live: true });
  await ordering.choose('PlaceOrder', 'buyer');
  await ordering.run();
  const number = fieldOf(await ordering.responseWith('CONFIRMED'), 'number');

  const event = await watching.responseWith(number);
  expect(fieldOf(event, 'type')).toMatch(/^(Order(Placed|Confirmed)|FulfillmentOrderPlanned)$/);
  expect(complaints).toEqual([]);

  const late = await PlaygroundPage.open(context, server.url);
  const before = BigInt(fieldOf(event, 'position')) - 1n;
  await late.write(`subscription { orderEvents(after: "${before}") { position order { number } } }`);
  await late.run({ live: true });
  expect(fieldOf(await late.responseWith('position'), 'number')).toBe(number);
  expect(complaints).toEqual([]);
});

test('the page starts with examples and a token, and each role has its own rights', async () => {
  const page = await PlaygroundPage.open(context, server.url);
  expect(await page.title()).toBe('Orderwire playground');
  expect(await page.operations()).toEqual(['OrdersPage', 'LiveOrderEvents', 'PlaceOrder', 'LiveEvents']);
  expect((await page.roles()).sort()).toEqual(['admin', 'buyer', 'operations', 'sales rep', 'viewer']);

  await page.run();
  await page.responseWith('hasNextPage');
  await page.choose('PlaceOrder', 'viewer');
  await page.run();
  await page.responseWith('FORBIDDEN');
  expect(complaints).toEqual([]);
});
