import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { PoolConnection } from 'mysql2';
import { insertInBulk, openStream, takesBulk } from '../../../../src/persistence/mysql/mysql-bulk';

/** A stream of `openStream`, and what the server at its other end receives. */
async function opened(): Promise<{ stream: Socket; receive: () => Promise<Buffer>; close: () => void }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const stream = openStream({ config: { host: '127.0.0.1', port } });
  const [other] = await accepted;
  const receive = async (): Promise<Buffer> => ((await once(other, 'data')) as [Buffer])[0];
  return { stream, receive, close: () => [stream, other, server].forEach((end) => void close(end)) };
}

function close(end: { destroy(): void } | { close(): void }): void {
  if ('destroy' in end) end.destroy();
  else end.close();
}

/** What mysql2 answers to a server's greeting, as far as it matters here. */
function greeting(extensions: number, length = 80): Buffer {
  const packet = Buffer.alloc(length);
  packet[32] = extensions;
  return packet;
}

const connectionOn = (stream: object, more: object = {}): PoolConnection =>
  ({ stream, ...more }) as unknown as PoolConnection;

describe('the first packet of a connection', () => {
  it('tells a MariaDB server that bulk operations are known; the second is left alone', async () => {
    const { stream, receive, close } = await opened();
    expect(takesBulk(connectionOn(stream))).toBe(false);
    stream.write(greeting(8));
    expect((await receive())[32]).toBe(12);
    expect(takesBulk(connectionOn(stream))).toBe(true);
    stream.write(greeting(8));
    expect((await receive())[32]).toBe(8);
    close();
  });

  it.each([
    ['a server that is not MariaDB', greeting(0)],
    ['a request for TLS', greeting(8, 36)],
  ])('tells %s nothing', async (_name, packet) => {
    const { stream, receive, close } = await opened();
    stream.write(Buffer.from(packet));
    expect(await receive()).toEqual(packet);
    expect(takesBulk(connectionOn(stream))).toBe(false);
    close();
  });
});

describe('inserts in bulk', () => {
  type Command = Parameters<FakeWire['addCommand']>[0];

  interface FakeWire {
    addCommand(command: { execute(packet: unknown, wire: object): boolean }): void;
  }

  /** A connection whose server answers the packets of a command in turn: with an error message, or null when all is well. */
  function answering(answers: readonly (string | null)[]) {
    const written: Buffer[] = [];
    const sequence: string[] = [];
    const ids = new Map<string, number>();
    const wire = {
      write: (bytes: Buffer) => written.push(bytes),
      _resetSequenceId: () => sequence.push('reset'),
      _bumpSequenceId: () => sequence.push('bump'),
      clientEncoding: 'utf8',
      prepare(sql: string, done: (error: null, statement: object) => void): void {
        if (!ids.has(sql)) ids.set(sql, ids.size + 1);
        done(null, { id: ids.get(sql) });
      },
      addCommand(command: Command): void {
        let done = command.execute(undefined, wire);
        for (const answer of answers) {
          expect(done).toBe(false);
          const asError = () => new Error(answer!);
          done = command.execute({ isError: () => answer !== null, asError }, wire);
        }
        expect(done).toBe(true);
      },
    };
    return { connection: connectionOn({}, wire), written, sequence };
  }

  const packet = (): Buffer => Buffer.alloc(12);

  it('are written at once, each for its statement, and wait for all answers', async () => {
    const { connection, written, sequence } = answering([null, null, null]);
    const inserts = [
      { sql: 'a', packets: [packet(), packet()] },
      { sql: 'b', packets: [packet()] },
    ];
    await insertInBulk(connection, inserts);
    expect(written).toHaveLength(1);
    expect([0, 12, 24].map((at) => written[0]!.readUInt32LE(at + 5))).toEqual([1, 1, 2]);
    expect(sequence).toEqual(['reset', 'bump', 'reset', 'bump', 'reset', 'bump']);
  });

  it('fail with the first error, after all answers', async () => {
    const { connection } = answering([null, 'first', null, 'second']);
    const inserting = insertInBulk(connection, [{ sql: 'a', packets: [1, 2, 3, 4].map(packet) }]);
    await expect(inserting).rejects.toThrow('first');
  });

  it('are given up for all connections when the server has no room for prepared statements', async () => {
    const { stream, receive, close } = await opened();
    stream.write(greeting(8));
    await receive();
    const code = 'ER_MAX_PREPARED_STMT_COUNT_REACHED';
    const prepare = (_sql: string, done: (error: Error) => void) =>
      done(Object.assign(new Error('Full'), { code }));
    const connection = connectionOn(stream, { prepare });
    expect(takesBulk(connection)).toBe(true);
    await expect(insertInBulk(connection, [{ sql: 'a', packets: [packet()] }])).rejects.toMatchObject({
      code,
    });
    expect(takesBulk(connection)).toBe(false);
    close();
  });
});
