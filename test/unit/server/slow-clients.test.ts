import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sendJson } from '../../../src/server/exchange';
import { HTTP_TIMEOUTS, HttpServer, MAX_HEADERS } from '../../../src/server/http-server';
import { docsPage } from '../../support/docs';
import { keptLog } from '../../support/log';

const TIMEOUTS = { headers: 300, request: 900, lookEvery: 20 };
/** A request that is never cut off would keep the test from its end. */
const GENEROUS_MS = 20_000;

let server: HttpServer;
let port: number;
beforeAll(async () => {
  server = new HttpServer({
    ...{ host: '127.0.0.1', port: 0, log: keptLog().log, timeouts: TIMEOUTS },
    handlers: [
      async (exchange) => {
        await exchange.request.resume().toArray();
        sendJson(exchange, 200, {});
        return true;
      },
    ],
    upgrade: async (_request, socket) => {
      socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
    },
  });
  ({ port } = await server.listen());
});
afterAll(() => server.close());

/** What a client reads and how long its connection lasts; `send` goes on sending until then. */
async function outcomeOf(
  send: (socket: Socket, isOver: () => boolean) => unknown,
  { allowHalfOpen = false } = {},
): Promise<{ read: string; ms: number }> {
  const begin = performance.now();
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen }).setEncoding('utf8');
  let read = '';
  let over = false;
  socket.on('data', (text: string) => (read += text)).on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await Promise.all([closed.then(() => (over = true)), send(socket, () => over)]);
  return { read, ms: performance.now() - begin };
}

async function trickle(socket: Socket, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    if (socket.writable) socket.write('x');
    await pause(10);
  }
}

describe('a slow client', () => {
  it(
    'that says nothing is cut off',
    async () => {
      const { ms } = await outcomeOf(() => undefined);
      expect(ms).toBeGreaterThanOrEqual(TIMEOUTS.headers);
    },
    GENEROUS_MS,
  );

  it(
    'that never ends its headers is told 408 and cut off, not before its time is over',
    async () => {
      const { read, ms } = await outcomeOf((socket, isOver) => {
        socket.write('POST / HTTP/1.1\r\nhost: x\r\nx-slow: ');
        return trickle(socket, isOver);
      });
      expect(read).toMatch(/^HTTP\/1\.1 408 /);
      expect(ms).toBeGreaterThanOrEqual(TIMEOUTS.headers);
    },
    GENEROUS_MS,
  );

  it(
    'that never ends its body is told 408 and cut off, not before its time is over',
    async () => {
      const { read, ms } = await outcomeOf((socket, isOver) => {
        socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n');
        return trickle(socket, isOver);
      });
      expect(read).toMatch(/^HTTP\/1\.1 408 /);
      expect(ms).toBeGreaterThanOrEqual(TIMEOUTS.request);
    },
    GENEROUS_MS,
  );

  it(
    'that keeps the connection of a refused handshake open is cut off',
    async () => {
      const { read } = await outcomeOf(
        (socket, isOver) => {
          const headers = Array.from({ length: 2 * MAX_HEADERS }, (_, i) => `x-${i}: 1\r\n`).join('');
          socket.write(
            `GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n${headers}\r\n`,
          );
          return trickle(socket, isOver);
        },
        { allowHalfOpen: true },
      );
      expect(read).toMatch(/^HTTP\/1\.1 431 /);
    },
    GENEROUS_MS,
  );

  it(
    'that keeps its connection and asks again later is served',
    async () => {
      const ask = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';
      const { read } = await outcomeOf(async (socket) => {
        socket.write(ask);
        await pause(2 * TIMEOUTS.request);
        socket.end(ask);
      });
      expect(read.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    },
    GENEROUS_MS,
  );

  it('has the times that the documentation says', () => {
    const [, headers, headerCount, request] =
      /headers within (\d+) s and 16 KB, at most (\d+) of them.*a request within (\d+) s/.exec(
        docsPage('security.md'),
      )!;
    expect([headers, headerCount, request].map(Number)).toEqual([
      HTTP_TIMEOUTS.headers / 1000,
      MAX_HEADERS,
      HTTP_TIMEOUTS.request / 1000,
    ]);
    expect(HTTP_TIMEOUTS.lookEvery).toBeLessThanOrEqual(1_000);
    expect(docsPage('security.md')).toContain('the server checks every second');
  });
});

describe('the number of headers', () => {
  /** `host` and `connection` are two of them. */
  const withHeaders = (count: number, more: Record<string, string> = {}) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const names = Array.from({ length: count - 2 - Object.keys(more).length }, (_, i) => `x-${i}`);
      const headers = {
        ...Object.fromEntries(names.map((name) => [name, '1'])),
        connection: 'close',
        ...more,
      };
      const request = httpRequest({ host: '127.0.0.1', port, headers }, async (response) => {
        let body = '';
        for await (const chunk of response.setEncoding('utf8')) body += chunk as string;
        resolve({ status: response.statusCode!, body });
      });
      request.on('upgrade', ({ statusCode }, socket) => {
        socket.destroy();
        resolve({ status: statusCode!, body: '' });
      });
      request.on('error', reject).end();
    });

  it('is a hundred at most, and one more is not left away in silence', async () => {
    expect(await withHeaders(MAX_HEADERS)).toEqual({ status: 200, body: '{}' });
    for (const count of [MAX_HEADERS + 1, 2 * MAX_HEADERS]) {
      const { status, body } = await withHeaders(count);
      expect([status, body]).toEqual([431, expect.stringContaining('more than 100 headers')]);
    }
  });

  it('is the same for a websocket', async () => {
    const upgrade = { connection: 'upgrade', upgrade: 'websocket' };
    expect((await withHeaders(MAX_HEADERS, upgrade)).status).toBe(101);
    expect((await withHeaders(MAX_HEADERS + 2, upgrade)).status).toBe(431);
  });
});
