import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import WebSocket from 'ws';
import type { Services } from '../../../resolvers/kit/services';
import type { RequestContext } from '../../../resolvers/kit/context';
import { anonymous, unauthenticated, type Actor } from '../../../src/auth/actor';
import type { Authenticator } from '../../../src/auth/authenticate';
import type { LiveLimits } from '../../../src/config/config';
import { LogTenure } from '../../../src/events/log-epoch';
import { createErrorFormatter } from '../../../src/server/format-error';
import {
  WebSocketServer,
  WEBSOCKET_LIMITS,
  type WebSocketLimits,
} from '../../../src/server/websocket-server';
import { DomainError } from '../../../src/shared/errors';
import { LiveClient } from '../../support/live-client';
import { guardsOf } from '../../support/guards';
import { keptLog } from '../../support/log';

const CHUNK = 'x'.repeat(64 * 1024);
/** What the buffers of a socket on both of its sides may take (Linux: `tcp_wmem`, `tcp_rmem`). */
const KERNEL_BUFFERS = 16 * 1024 * 1024;
const contexts: RequestContext[] = [];
let finishSlow: (() => void) | undefined;
let pulled = 0;

const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, RequestContext>({
    name: 'Query',
    fields: {
      name: {
        type: GraphQLString,
        resolve: (_root, _args, context) => {
          contexts.push(context);
          return context.actor.name;
        },
      },
      slow: {
        type: GraphQLString,
        resolve: () => new Promise((resolve) => (finishSlow = () => resolve('done'))),
      },
      fails: {
        type: GraphQLString,
        resolve: () => {
          throw new DomainError('NOT_FOUND', 'It is not there.', { id: 1n });
        },
      },
    },
  }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      count: {
        type: GraphQLInt,
        resolve: (n: number) => n,
        async *subscribe() {
          yield* [1, 2];
        },
      },
      silence: { type: GraphQLInt, subscribe: () => new Silence() },
      flood: {
        type: GraphQLString,
        resolve: () => CHUNK,
        async *subscribe() {
          for (;;) yield ++pulled;
        },
      },
    },
  }),
});

class Silence implements AsyncIterableIterator<unknown> {
  static open = 0;
  private end: (result: IteratorResult<unknown>) => void = () => undefined;
  constructor() {
    Silence.open++;
  }
  next() {
    return new Promise<IteratorResult<unknown>>((resolve) => (this.end = resolve));
  }
  async return() {
    Silence.open--;
    this.end({ value: undefined, done: true });
    return { value: undefined, done: true as const };
  }
  [Symbol.asyncIterator]() {
    return this;
  }
}

const jane: Actor = { ...anonymous, principalId: 'P', name: 'jane' };
let access: () => Actor = () => jane;
const authenticator = {
  async authenticate(authorization: string | undefined) {
    if (authorization === undefined) return null;
    if (authorization !== 'Bearer good') throw unauthenticated();
    return access();
  },
} as Authenticator;

const { log, lines } = keptLog();
let http: Server;
let url: string;
let websockets: WebSocketServer;

/** Nothing in this schema reads. */
const noReader = { until: () => noReader };

const hub = { tenure: new LogTenure('THE-EPOCH') };

const LIVE_LIMITS = {
  operationsPerConnection: 100,
  connectionsPerPrincipal: 1_000,
  operationsPerPrincipal: 5_000,
};

async function start(limits: Partial<WebSocketLimits> = {}, liveLimits: Partial<LiveLimits> = {}) {
  websockets = new WebSocketServer(
    {
      schema,
      services: { log, database: { reader: noReader }, hub } as unknown as Services,
      authenticator,
      formatError: createErrorFormatter(log),
      liveLimits: { ...LIVE_LIMITS, ...liveLimits },
      guards: guardsOf(schema),
    },
    { ...WEBSOCKET_LIMITS, ...limits },
  );
  http = createServer().listen(0, '127.0.0.1');
  http.on('upgrade', (request, socket, head) => websockets.upgrade(request, socket, head));
  await once(http, 'listening');
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

beforeEach(() => {
  access = () => jane;
  contexts.length = 0;
  lines.length = 0;
  finishSlow = undefined;
});
afterEach(async () => {
  await websockets.close();
  http.closeAllConnections();
  http.close();
});

function connect(protocol: string | string[] = 'graphql-transport-ws', path = '/graphql'): WebSocket {
  return new WebSocket(url.replace('http', 'ws') + path, protocol);
}

async function closeOf(socket: WebSocket): Promise<[number, string]> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return [code, reason.toString()];
}

async function initialised(payload: unknown = { authorization: 'Bearer good' }): Promise<WebSocket> {
  const socket = connect();
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  await once(socket, 'message');
  return socket;
}

const subscribeTo = (socket: WebSocket, query: string, id = '1') =>
  socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query } }));

describe('a websocket', () => {
  it('runs queries and subscriptions, each operation in a context of its own', async () => {
    await start();
    const client = new LiveClient(url, 'good');
    await expect(client.run('{ name }')).resolves.toEqual({ name: 'jane' });
    await expect(client.run('{ name }')).resolves.toEqual({ name: 'jane' });
    expect(contexts[0]).not.toBe(contexts[1]);
    const counting = client.subscribe('subscription { count }');
    await expect(counting.next()).resolves.toEqual({ count: 1 });
    await expect(counting.next()).resolves.toEqual({ count: 2 });
    await client.close();
  });

  it('is closed 4401 without a token', async () => {
    await start();
    for (const payload of [undefined, {}, { authorization: 7 }]) {
      const socket = connect();
      await once(socket, 'open');
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
      await expect(closeOf(socket)).resolves.toEqual([4401, 'Unauthorized']);
    }
  });

  it('is closed 4403 with a bad one', async () => {
    await start();
    const client = new LiveClient(url, 'bad');
    await expect(client.run('{ name }')).rejects.toMatchObject({ code: 4403 });
    await expect(client.closed).resolves.toMatchObject({ code: 4403, reason: 'Forbidden' });
  });

  it('is asked to try again later when nobody can tell whether the token is good', async () => {
    await start();
    access = () => {
      throw new Error('no database');
    };
    const client = new LiveClient(url, 'good');
    client.run('{ name }').catch(() => undefined);
    await expect(client.closed).resolves.toMatchObject({ code: 1013 });
  });

  it('takes the key of the token in any case', async () => {
    await start();
    const client = new LiveClient(url, null, { Authorization: 'Bearer good' });
    await expect(client.run('{ name }')).resolves.toEqual({ name: 'jane' });
    await client.close();
  });

  it('is closed 4408 when nothing comes within three seconds', async () => {
    await start();
    const socket = connect();
    await once(socket, 'open');
    const begin = Date.now();
    await expect(closeOf(socket)).resolves.toEqual([4408, 'Connection initialisation timeout']);
    expect(Date.now() - begin).toBeGreaterThan(2_900);
  });

  it('is closed 4406 without the subprotocol, 4400 for what is no message, 4401 for an operation too early', async () => {
    await start();
    await expect(closeOf(connect([]))).resolves.toEqual([4406, 'Subprotocol not acceptable']);
    for (const [message, code] of [
      ['hello', 4400],
      ['{"type":"subscribe","id":"1","payload":{"query":"{name}"}}', 4401],
    ] as const) {
      const socket = connect();
      await once(socket, 'open');
      socket.send(message);
      await expect(closeOf(socket)).resolves.toEqual([code, expect.any(String)]);
    }
  });

  it('is found at no other path', async () => {
    await start();
    const [error] = (await once(connect(undefined, '/other'), 'error')) as [Error];
    expect(error.message).toContain('404');
  });

  it('tells errors as HTTP does', async () => {
    await start();
    const client = new LiveClient(url, 'good');
    const errorOf = (query: string) =>
      client.run(query).then(
        () => null,
        (error: { errors?: unknown }) => error.errors ?? error,
      );
    await expect(errorOf('{ fails }')).resolves.toMatchObject([
      {
        message: 'It is not there.',
        path: ['fails'],
        extensions: { code: 'NOT_FOUND', details: { id: '1' } },
      },
    ]);
    await expect(errorOf('{')).resolves.toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
    await expect(errorOf('{ nothing }')).resolves.toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    await client.close();
  });

  it('runs a hundred operations at a time, refuses one more, and is closed 4420', async () => {
    await start();
    const socket = await initialised();
    for (let i = 0; i < 100; i++) subscribeTo(socket, 'subscription { silence }', String(i));
    while (Silence.open < 100) await delay(5);
    subscribeTo(socket, 'subscription { silence }', '100');
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(JSON.parse(data.toString())).toMatchObject({
      type: 'error',
      id: '100',
      payload: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', details: { limit: 100 } } }],
    });
    await expect(closeOf(socket)).resolves.toEqual([4420, 'Too many operations']);
    while (Silence.open > 0) await delay(5);
  });

  it('is closed 4421 when its principal has too many, until one is gone', async () => {
    await start({}, { connectionsPerPrincipal: 2 });
    const first = await initialised();
    await initialised();
    const third = connect();
    await once(third, 'open');
    third.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer good' } }));
    await expect(closeOf(third)).resolves.toEqual([4421, 'Too many connections']);
    first.close();
    while (!lines.some(({ msg, code }) => msg === 'websocket closed' && code === 1005)) await delay(5);
    await initialised();
  });

  it('is closed 4422 when its principal runs too many operations over all of its connections', async () => {
    await start({}, { operationsPerPrincipal: 3 });
    const [first, second] = [await initialised(), await initialised()];
    subscribeTo(first, 'subscription { silence }', 'a');
    subscribeTo(first, 'subscription { silence }', 'b');
    subscribeTo(second, 'subscription { silence }', 'a');
    while (Silence.open < 3) await delay(5);
    subscribeTo(second, 'subscription { silence }', 'b');
    await expect(closeOf(second)).resolves.toEqual([4422, 'Too many operations of the principal']);
    while (Silence.open > 2) await delay(5);
    const third = await initialised();
    subscribeTo(third, 'subscription { silence }', 'a');
    while (Silence.open < 3) await delay(5);
    const client = new LiveClient(url, 'good');
    await expect(client.run('{ name }')).rejects.toMatchObject({
      errors: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }],
    });
  });

  it('is closed 1009 for a message of more than a million bytes', async () => {
    await start();
    const socket = await initialised();
    subscribeTo(socket, `{ name } # ${'x'.repeat(1_000_000)}`);
    await expect(closeOf(socket)).resolves.toEqual([1009, '']);
  });

  it('that goes away ends its subscriptions', async () => {
    await start();
    const socket = await initialised();
    subscribeTo(socket, 'subscription { silence }');
    while (Silence.open === 0) await delay(5);
    socket.terminate();
    while (Silence.open > 0) await delay(5);
  });

  it('is closed when its principal is suspended, or may suddenly do something else', async () => {
    await start({ recheckEvery: 20 });
    const suspended = await initialised();
    access = () => {
      throw unauthenticated();
    };
    await expect(closeOf(suspended)).resolves.toEqual([4403, 'Forbidden']);
    access = () => jane;
    const changed = await initialised();
    access = () => ({ ...jane, scope: { all: true } });
    await expect(closeOf(changed)).resolves.toEqual([4410, 'Access changed']);
  });

  it('outlives a database that is away for a moment', async () => {
    await start({ recheckEvery: 20 });
    const socket = await initialised();
    access = () => {
      throw new Error('no database');
    };
    await delay(100);
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it('that stops reading is cut off, holds little until then, and disturbs nobody', async () => {
    const writer = { highWater: 64 * 1024, maxUnsent: 1024 * 1024, stallAfter: 300, behindFor: 30_000 };
    await start({ writer });
    pulled = 0;
    const socket = await initialised();
    const other = new LiveClient(url, 'good');
    subscribeTo(socket, 'subscription { flood }');
    (socket as unknown as { _socket: Socket })._socket.pause();
    await expect(other.run('{ name }')).resolves.toEqual({ name: 'jane' });
    while (!lines.some(({ reason }) => reason === 'SLOW_CONSUMER')) await delay(10);
    expect(pulled * CHUNK.length).toBeLessThan(KERNEL_BUFFERS + writer.highWater);
    (socket as unknown as { _socket: Socket })._socket.resume();
    await expect(closeOf(socket)).resolves.toEqual([4413, 'Slow consumer']);
    await expect(other.run('{ name }')).resolves.toEqual({ name: 'jane' });
    await other.close();
  });

  it('that never comes back is ended all the same', async () => {
    await start({
      writer: { highWater: 64 * 1024, maxUnsent: 1024 * 1024, stallAfter: 100, behindFor: 30_000 },
    });
    const socket = await initialised();
    subscribeTo(socket, 'subscription { flood }');
    (socket as unknown as { _socket: Socket })._socket.pause();
    while (!lines.some(({ msg }) => msg === 'websocket closed')) await delay(10);
    socket.terminate();
  });

  it('whose client does not answer pings is ended', async () => {
    await start({ pingEvery: 50 });
    const socket = await initialised();
    (socket as unknown as { _socket: Socket })._socket.pause();
    while (!lines.some(({ msg, code }) => msg === 'websocket closed' && code === 1006)) await delay(10);
    socket.terminate();
  });

  it('gets the answer to its mutation and a goodbye when the server stops', async () => {
    await start();
    const socket = await initialised();
    const messages: string[] = [];
    socket.on('message', (data: Buffer) => messages.push(data.toString()));
    subscribeTo(socket, 'subscription { silence }', 'a');
    subscribeTo(socket, '{ slow }', 'b');
    while (Silence.open < 1 || !finishSlow) await delay(5);
    const closed = closeOf(socket);
    const stopping = websockets.close();
    await delay(50);
    finishSlow();
    await stopping;
    await expect(closed).resolves.toEqual([1001, 'Going away']);
    expect(messages.map((message) => JSON.parse(message) as unknown)).toEqual([
      {
        ...{ type: 'next', id: 'b' },
        payload: {
          data: { slow: 'done' },
          extensions: { cost: { requested: 0, limit: 50_000 }, logEpoch: 'THE-EPOCH' },
        },
      },
      { type: 'complete', id: 'b' },
    ]);
    expect(Silence.open).toBe(0);
  });
});
