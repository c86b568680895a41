import { performance } from 'node:perf_hooks';
import WebSocket from 'ws';

/**
 * A process full of subscribers, one websocket each. The parent tells it where to connect; it answers when all have subscribed, and
 * on `report` with how long each message took, and what that cost.
 */
const AT_A_TIME = 50;
const POSITION = Buffer.from('"position":"');
const OCCURRED = Buffer.from('"occurredAt":"');

let sockets = [];
/** Position → when it happened, and the moments at which it came, in milliseconds since 1970. */
let received = new Map();
let closeCodes = [];
let cpuBefore = process.cpuUsage();

const now = () => performance.timeOrigin + performance.now();

function textAfter(data, name) {
  const begin = data.indexOf(name) + name.length;
  return data.toString('latin1', begin, data.indexOf(0x22, begin));
}

function take(data) {
  const position = textAfter(data, POSITION);
  const known = received.get(position);
  if (known) known.moments.push(now());
  else received.set(position, { occurredAt: Date.parse(textAfter(data, OCCURRED)), moments: [now()] });
}

function open({ url, token, query, variables }) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', {
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    socket.on('error', reject);
    socket.on('close', (code) => closeCodes.push(code));
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })),
    );
    socket.once('message', () => {
      socket.on('message', take);
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
      resolve(socket);
    });
  });
}

const COMMANDS = {
  async connect({ count, ...where }) {
    closeCodes = [];
    sockets = [];
    while (sockets.length < count) {
      const size = Math.min(AT_A_TIME, count - sockets.length);
      sockets.push(...(await Promise.all(Array.from({ length: size }, () => open(where)))));
    }
    return {};
  },
  async begin() {
    received = new Map();
    cpuBefore = process.cpuUsage();
    return {};
  },
  async count() {
    return { deliveries: [...received.values()].reduce((sum, { moments }) => sum + moments.length, 0) };
  },
  async report() {
    const { user, system } = process.cpuUsage(cpuBefore);
    const messages = [...received].map(([position, { occurredAt, moments }]) => ({
      position,
      occurredAt,
      moments: Float64Array.from(moments),
    }));
    return { messages, cpuMicros: user + system, closeCodes };
  },
  async disconnect() {
    for (const socket of sockets) socket.terminate();
    sockets = [];
    return {};
  },
};

process.on('message', async ({ command, ...options }) => {
  try {
    process.send({ command, answer: await COMMANDS[command](options) });
  } catch (error) {
    process.send({ command, error: String(error) });
  }
});
process.on('disconnect', () => process.exit());
