/**
 * The least that a broadcast must do: `ws`, and one `send` per subscriber and message. POST /publish with a JSON list of messages is
 * answered at once, as an order is; then the messages go out, with the moment of the request in them. No tokens, no filters, no log, no limits.
 */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const OCCURRED = /"occurredAt":"[^"]*"/;
const subscribers = new Set();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

const http = createServer((request, response) => {
  if (request.method === 'GET') return response.writeHead(200).end();
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const moment = new Date().toISOString();
    const messages = JSON.parse(body).map((message) => message.replace(OCCURRED, `"occurredAt":"${moment}"`));
    response.writeHead(204).end();
    setImmediate(() => {
      for (const message of messages) for (const socket of subscribers) socket.send(message);
    });
  });
});
http.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (accepted) => {
    accepted.on('message', (data) => {
      if (JSON.parse(data).type === 'connection_init') accepted.send('{"type":"connection_ack"}');
      else subscribers.add(accepted);
    });
    accepted.on('close', () => subscribers.delete(accepted));
    accepted.on('error', () => undefined);
  }),
);
http.listen(Number(process.env.PORT), '127.0.0.1');
