import { once } from 'node:events';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
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
