import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { startTestApplication, type TestApplication } from '../support/application';
import { until } from '../support/until';

let app: TestApplication;
let token: string;

beforeAll(async () => {
  app = await startTestApplication();
  token = await app.token('ADMIN');
});
afterAll(() => app.stop());

interface Message {
  type: string;
  id?: string;
  payload?: unknown;
}

/** A client that sends what the test says and nothing by itself. */
class RawClient {
  readonly messages: Message[] = [];
  readonly closed: Promise<number>;
  private readonly opened: Promise<void>;
  private waiting: (() => void)[] = [];

  constructor(protocol = 'graphql-transport-ws') {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, protocol);
    this.socket = socket;
    this.opened = new Promise((resolve) => socket.once('open', resolve));
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)) as Message);
      this.waiting.splice(0).forEach((wake) => wake());
    });
  }

  readonly socket: WebSocket;

  async send(message: unknown): Promise<void> {
    await this.opened;
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  async receive(type: string): Promise<Message> {
    for (;;) {
      const found = this.messages.find((message) => message.type === type);
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async init(authorization = `Bearer ${token}`): Promise<void> {
    await this.send({ type: 'connection_init', payload: { authorization } });
    await this.receive('connection_ack');
  }
}

const FOLLOW = { query: 'subscription { orderEvents { type } }' };

describe('the graphql-transport-ws protocol', () => {
  it('closes with 4408 when no connection_init comes', async () => {
    expect(await new RawClient().closed).toBe(4408);
  });

  it('closes with 4429 when connection_init comes twice', async () => {
    const client = new RawClient();
    await client.init();
    await client.send({ type: 'connection_init' });
    expect(await client.closed).toBe(4429);
  });

  it('closes with 4401 when an operation comes before connection_init, or connection_init without a token', async () => {
    const early = new RawClient();
    await early.send({ id: '1', type: 'subscribe', payload: FOLLOW });
    expect(await early.closed).toBe(4401);
    const nobody = new RawClient();
    await nobody.send({ type: 'connection_init' });
    expect(await nobody.closed).toBe(4401);
  });

  it('closes with 4403 when the token is not valid', async () => {
    const client = new RawClient();
    await client.send({ type: 'connection_init', payload: { authorization: 'Bearer nonsense' } });
    expect(await client.closed).toBe(4403);
  });

  it('closes with 4409 when two running operations have one id, and lets an ended one’s id be used again', async () => {
    const client = new RawClient();
    await client.init();
    await client.send({ id: '1', type: 'subscribe', payload: { query: '{ viewer { name } }' } });
    await client.receive('complete');
    await client.send({ id: '1', type: 'subscribe', payload: FOLLOW });
    await client.send({ id: '1', type: 'subscribe', payload: FOLLOW });
    expect(await client.closed).toBe(4409);
  });

  it.each([
    'no JSON',
    'null',
    '[]',
    '"text"',
    { type: 'unknown' },
    { type: 'subscribe', id: '', payload: FOLLOW },
    { type: 'subscribe', id: 7, payload: FOLLOW },
    { type: 'subscribe', id: '1' },
    { type: 'subscribe', id: '1', payload: { query: 7 } },
    { type: 'subscribe', id: '1', payload: { query: '{ viewer { name } }', variables: 'x' } },
    { type: 'complete' },
    { type: 'connection_ack' },
    { type: 'next', id: '1', payload: { data: {} } },
    { type: 'error', id: '1', payload: [{ message: 'no' }] },
    { type: 'connection_init', payload: 'text' },
  ])('closes with 4400 when a message is not of the protocol: %j', async (message) => {
    const client = new RawClient();
    if ((message as Message).type !== 'connection_init') await client.init();
    await client.send(message);
    expect(await client.closed).toBe(4400);
  });

  it('closes with 4400 when a message is nested deeper than anything that is asked for', async () => {
    const client = new RawClient();
    await client.init();
    await client.send(`{"type":"ping","payload":${'{"a":'.repeat(20_000)}{}${'}'.repeat(20_000)}}`);
    expect(await client.closed).toBe(4400);
  });

  it('closes with 4406 when the client does not speak it', async () => {
    const closed = await Promise.race([new RawClient('graphql-ws').closed]);
    expect([1006, 4406]).toContain(closed);
  });

  it('answers a ping with a pong', async () => {
    const client = new RawClient();
    await client.init();
    await client.send({ type: 'ping' });
    await client.receive('pong');
    client.socket.close();
  });

  it('answers a query with next and complete, and one that does not fit the schema with error', async () => {
    const client = new RawClient();
    await client.init();
    await client.send({ id: 'a', type: 'subscribe', payload: { query: '{ viewer { kind } }' } });
    expect((await client.receive('next')).payload).toEqual({
      data: { viewer: { kind: 'USER' } },
      extensions: { cost: { requested: 1, limit: 50_000 }, logEpoch: app.services.hub.tenure.epoch },
    });
    expect((await client.receive('complete')).id).toBe('a');
    await client.send({ id: 'b', type: 'subscribe', payload: { query: '{ nothing }' } });
    const { id, payload } = await client.receive('error');
    expect([id, payload]).toEqual([
      'b',
      [expect.objectContaining({ message: expect.stringContaining('nothing') as string })],
    ]);
    client.socket.close();
  });

  it('takes an empty operation name for none', async () => {
    const client = new RawClient();
    await client.init();
    const payload = { query: '{ viewer { kind } }', operationName: '' };
    await client.send({ id: 'a', type: 'subscribe', payload });
    expect((await client.receive('next')).payload).toMatchObject({ data: { viewer: { kind: 'USER' } } });
    client.socket.close();
  });

  it('ends a subscription when the client completes it', async () => {
    const client = new RawClient();
    await client.init();
    await client.send({ id: '1', type: 'subscribe', payload: FOLLOW });
    await until(() => app.services.hub.followerCount === 1);
    await client.send({ id: '1', type: 'complete' });
    await until(() => app.services.hub.followerCount === 0);
    await client.send({ id: '1', type: 'subscribe', payload: { query: '{ viewer { kind } }' } });
    expect((await client.receive('next')).id).toBe('1');
    client.socket.close();
  });

  it('closes with 4409 when the id of an operation that has not begun yet is used again', async () => {
    const client = new RawClient();
    await client.init();
    await client.send({ id: '1', type: 'subscribe', payload: FOLLOW });
    await client.send({ id: '1', type: 'complete' });
    await client.send({ id: '1', type: 'subscribe', payload: { query: '{ viewer { kind } }' } });
    expect(await client.closed).toBe(4409);
    await until(() => app.services.hub.followerCount === 0);
  });

  it('serves the client that its authors publish', async () => {
    const client = createClient({
      url: `${app.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    const results = client.iterate({ query: '{ viewer { kind } }' });
    expect(await results.next()).toMatchObject({ value: { data: { viewer: { kind: 'USER' } } } });
    await client.dispose();
  });
});
