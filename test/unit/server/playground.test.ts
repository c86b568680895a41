import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PlaygroundConfig, servePlayground } from '../../../src/server/playground';

const DEMO: PlaygroundConfig = {
  headers: { authorization: 'Bearer t-admin' },
  tokens: [{ role: 'ADMIN', token: 't-admin' }],
};

let folder: string;
let server: Server;
let config: PlaygroundConfig | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderwire-playground-'));
  config = DEMO;
  await mkdir(join(folder, 'built/assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'built/index.html'), '<!doctype html>');
  await writeFile(join(folder, 'built/assets/main-1a2b.js'), 'export {};');
  const handler = servePlayground({ directory: join(folder, 'built'), config: () => config });
  server = createServer((req, res) => {
    handler(req, res).then(
      (handled) => handled || res.writeHead(418).end(),
      () => res.destroy(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends the path as it is written: fetch would resolve the dots in it. */
async function get(path: string, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: '127.0.0.1', port, path, method }).end();
  const [response] = await once(sent, 'response');
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += chunk;
  return { status: response.statusCode, headers: response.headers, body };
}

test('the page is served with its security headers, and asked for every time', async () => {
  const { status, headers, body } = await get('/playground/?first=visit');
  expect({ status, body }).toEqual({ status: 200, body: '<!doctype html>' });
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  const policy = headers['content-security-policy'];
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe-eval');
});

test('a hashed asset may be kept for ever', async () => {
  const { status, headers } = await get('/playground/assets/main-1a2b.js');
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
});

test('the path without a slash leads to the page', async () => {
  const { status, headers } = await get('/playground');
  expect({ status, location: headers.location }).toEqual({ status: 308, location: '/playground/' });
});

test('other paths are left to others', async () => {
  expect((await get('/graphql')).status).toBe(418);
  expect((await get('/playgrounds')).status).toBe(418);
});

test.each([
  ['/playground/nothing.js', 404],
  ['/playground/assets', 404],
  ['/playground/assets/', 404],
  ['/playground/../secret.txt', 403],
  ['/playground/%2e%2e/secret.txt', 403],
  ['/playground/..%2fsecret.txt', 403],
  ['/playground/%00', 400],
  ['/playground/%zz', 400],
])('%s is refused with %i and a short text', async (path, expected) => {
  const { status, headers, body } = await get(path);
  expect(status).toBe(expected);
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(body).not.toContain('secret');
});

test('nothing is written here', async () => {
  const { status, headers } = await get('/playground/', 'POST');
  expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD' });
});

test('a HEAD request gets the headers alone', async () => {
  expect(await get('/playground/', 'HEAD')).toMatchObject({ status: 200, body: '' });
});

test('the demo configuration is never cached, and null outside of demo mode', async () => {
  const answer = await get('/playground/config.json');
  expect(JSON.parse(answer.body)).toEqual(DEMO);
  expect(answer.headers['cache-control']).toBe('no-store');
  config = null;
  expect(await get('/playground/config.json')).toMatchObject({ status: 200, body: 'null' });
});

test('a page that is not built says how to build it, and a file that has gone is not found', async () => {
  await rm(join(folder, 'built'), { recursive: true });
  expect((await get('/playground/assets/main-1a2b.js')).status).toBe(404);
  const { status, body } = await get('/playground/');
  expect(status).toBe(404);
  expect(body).toContain('npm run build');
});
