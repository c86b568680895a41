import { request as httpRequest } from 'node:http';
import WebSocket from 'ws';
import { startTestApplication, type TestApplication } from '../../support/application';
import { keptLog } from '../../support/log';
import { beforeReads } from '../../support/slow-reads';

const SHOP = 'https://shop.example.com';
const { log, lines } = keptLog();
let app: TestApplication;
let authorization: string;

beforeAll(async () => {
  app = await startTestApplication({ log, env: { ORDERWIRE_CORS_ORIGINS: SHOP } });
  authorization = `Bearer ${await app.token('ADMIN')}`;
});
afterAll(() => app.stop());

const json = { 'content-type': 'application/json' };
const ask = (headers: Record<string, string> = {}, query = '{ viewer { name } }') =>
  fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { ...json, authorization, ...headers },
    body: JSON.stringify({ query }),
  });

describe('a page of another origin', () => {
  it('may read answers when its origin is listed', async () => {
    const answer = await ask({ origin: SHOP });
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(answer.headers.get('vary')).toContain('origin');
    const preflight = await fetch(`${app.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: SHOP, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each(['https://evil.example.com', 'null', `${SHOP}.evil.com`, 'https://SHOP.example.com'])(
    'of %s may not',
    async (origin) => {
      const answer = await ask({ origin });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      const preflight = await fetch(`${app.url}/graphql`, { method: 'OPTIONS', headers: { origin } });
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
      expect(preflight.ok).toBe(false);
    },
  );

  it('opens a websocket only when its origin is listed, or is the server’s own', async () => {
    const open = (origin?: string): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
          origin,
        });
        socket.once('open', () => {
          socket.close();
          resolve(101);
        });
        socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
        socket.once('error', () => undefined);
      });
    expect(await open(SHOP)).toBe(101);
    expect(await open(app.url)).toBe(101);
    expect(await open()).toBe(101);
    expect(await open('https://evil.example.com')).toBe(403);
    expect(await open('null')).toBe(403);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'cannot make a browser send an operation as %s, which needs no preflight',
    async (type) => {
      expect((await ask({ 'content-type': type })).status).toBe(415);
    },
  );
});

describe('a GET', () => {
  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { authorization, 'apollo-require-preflight': '1', ...headers },
    });

  it('never carries out a mutation', async () => {
    const mutation =
      'mutation { upsertCurrency(input: { idempotencyKey: "g", code: "EUR", name: "Euro" }) { replayed } }';
    expect((await get(mutation)).status).toBe(405);
    const { data } = (await (await ask({}, '{ currencies { code } }')).json()) as { data: unknown };
    expect(data).toEqual({ currencies: [] });
  });

  it('answers nothing without a header that no page can set by itself', async () => {
    expect((await get('{ viewer { name } }', { 'apollo-require-preflight': '' })).status).toBe(400);
  });
});

describe('every answer', () => {
  it.each(['/graphql', '/healthz', '/nothing'])(
    'of %s tells browsers to show, frame, guess and keep nothing',
    async (path) => {
      const { headers } = await fetch(`${app.url}${path}`);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'") as string,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
    },
  );

  it('in production tells browsers to come by https', async () => {
    const production = await startTestApplication({ env: { NODE_ENV: 'production' } });
    try {
      const { headers } = await fetch(`${production.url}/healthz`);
      expect(headers.get('strict-transport-security')).toContain('max-age=');
      expect((await fetch(`${production.url}/playground/`)).status).toBe(404);
    } finally {
      await production.stop();
    }
  });
});

describe('a failure of the server', () => {
  it('tells the client an id, and the log the cause under that id', async () => {
    lines.length = 0;
    const failing = beforeReads(app.services, async ({ name }, sql) => {
      if (name === 'Account') await sql.rows('SELECT owner_password FROM accounts_of_jane WHERE x = 1');
    });
    const answer = await ask({}, '{ accounts { nodes { name } } }');
    failing.stop();
    const text = await answer.text();
    const { errors } = JSON.parse(text) as {
      errors: { extensions: { code: string; details: { errorId: string } } }[];
    };
    expect(errors[0]!.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(text).not.toMatch(/owner_password|accounts_of_jane|SELECT|\.ts|\.js|stack/);
    const { errorId } = errors[0]!.extensions.details;
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'unexpected error', errorId }));
  });

  it('is not what a request that is hardly one makes of it', async () => {
    for (const [name, value] of [
      ['x-request-id', '\u00ff\u00fe'],
      ['accept', '*/*;q=abc,,,;'],
      ['user-agent', 'x'.repeat(4_000)],
    ] as const) {
      expect((await ask({ [name]: value })).status).toBeLessThan(500);
    }
  });
});

describe('a client that sends slowly or too much', () => {
  it('may send a hundred headers of sixteen kilobytes', async () => {
    const status = await new Promise<number | undefined>((resolve) => {
      const request = httpRequest(
        `${app.url}/healthz`,
        { headers: { 'x-long': 'x'.repeat(20_000) } },
        (response) => resolve(response.statusCode),
      );
      request.on('error', () => resolve(undefined));
      request.end();
    });
    expect(status).toBe(431);
  });
});
