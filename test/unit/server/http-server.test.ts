import { once } from 'node:events';
import { Server } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange } from '../../../src/server/exchange';
import { HttpServer } from '../../../src/server/http-server';
import { keptLog } from '../../support/log';

const HANDSHAKE = 'GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';

describe('a client that resets its connection while its websocket handshake waits', () => {
  it('ends nothing else', async () => {
    let begun: (socket: Duplex) => void;
    const handshake = new Promise<Duplex>((resolve) => (begun = resolve));
    let goOn: () => void;
    const waits = new Promise<void>((resolve) => (goOn = resolve));
    const server = new HttpServer({
      ...{ host: '127.0.0.1', port: 0, log: keptLog().log, handlers: [] },
      upgrade: async (_request, socket) => {
        begun(socket);
        await waits;
        socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      },
    });
    const { port } = await server.listen();
    try {
      const client = connect(port, '127.0.0.1');
      client.write(HANDSHAKE);
      const socket = await handshake;
      const closed = new Promise((resolve) => socket.once('close', resolve));
      client.resetAndDestroy();
      await once(client, 'close');
      await delay(50);
      goOn!();
      await closed;
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    } finally {
      await server.close();
    }
  });
});

describe('a server that closes', () => {
  const upgrade = () => Promise.resolve();

  it('does not wait for connections on which nothing was ever said', async () => {
    const server = new HttpServer({ host: '127.0.0.1', port: 0, log: keptLog().log, handlers: [], upgrade });
    const { port } = await server.listen();
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    await fetch(`http://127.0.0.1:${port}/`);
    const forced = jest.spyOn(Server.prototype, 'closeAllConnections');
    await Promise.all([server.close(), once(silent, 'close')]);
    expect(forced).not.toHaveBeenCalled();
    forced.mockRestore();
  });

  it('lets a request finish whose client is still sending it', async () => {
    let arrived: () => void;
    const sending = new Promise<void>((resolve) => (arrived = resolve));
    const handle = async ({ request, response }: Exchange): Promise<boolean> => {
      arrived();
      request.resume();
      await once(request, 'end');
      response.end('done');
      return true;
    };
    const server = new HttpServer({
      ...{ host: '127.0.0.1', port: 0, log: keptLog().log, handlers: [handle], upgrade },
    });
    const { port } = await server.listen();
    const client = connect(port, '127.0.0.1');
    let answer = '';
    client.on('data', (data) => (answer += String(data)));
    client.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nab');
    await sending;
    const closed = Promise.all([server.close(), once(client, 'close')]);
    await delay(100);
    client.write('cd');
    await closed;
    expect(answer).toContain('done');
  });
});
