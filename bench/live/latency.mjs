/**
 * How long one order takes from its answer to its positions, and to subscribers, while little else happens: on one server, and on two.
 * `node bench/live/latency.mjs [--orders 30] [--pause 3000] [--only embedded,one,redis,polling]`; the pause between two orders is in
 * milliseconds. Runs what `npm run build` has made.
 */
import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import { fail } from '../../scripts/lib/run.mjs';
import { percentile } from '../../test/faults/lib/latency.mjs';
import { Stage } from '../../test/faults/lib/stage.mjs';

const SCENARIOS = {
  embedded: { title: 'embedded database', open: () => Stage.embedded() },
  one: { title: 'MariaDB, one server', open: () => Stage.onMariaDb(1) },
  redis: { title: 'MariaDB, two servers, Redis', open: () => Stage.onMariaDb(2) },
  polling: { title: 'MariaDB, two servers without Redis', open: () => Stage.onMariaDb(2, { redis: false }) },
};
const WARM_UP = 5;
const GIVE_UP_MS = 10_000;
const PLACE = 'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } } }';
const WAITING = 'SELECT seq FROM events WHERE position < 0 LIMIT 1';
const LIVE = 'subscription { orderStatusChanged(filter: {}) { position current { status } } }';

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '30' },
    pause: { type: 'string', default: '3000' },
    only: { type: 'string', default: Object.keys(SCENARIOS).join(',') },
  },
});

/** A subscriber to one server that knows when the first message came since it was asked to listen. */
class Subscriber {
  heardAt = null;

  static async connect(server, token) {
    const subscriber = new Subscriber();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const say = (message) => socket.send(JSON.stringify(message));
    socket.on('open', () => say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    await new Promise((resolve) => socket.once('message', resolve));
    socket.on('message', () => (subscriber.heardAt ??= performance.now()));
    say({ id: '1', type: 'subscribe', payload: { query: LIVE } });
    subscriber.close = () => socket.terminate();
    return subscriber;
  }
}

/** Looks again every millisecond; the moment at which it holds. */
async function momentOf(condition) {
  for (const deadline = performance.now() + GIVE_UP_MS; !(await condition()); await sleep(1)) {
    if (performance.now() > deadline) throw new Error(`Nothing came within ${GIVE_UP_MS} ms`);
  }
  return performance.now();
}

/** Milliseconds from the answer to an order until it has its positions, and until each subscriber has heard of it. */
async function placeOne({ stage, server, reader, subscribers }) {
  for (const subscriber of subscribers) subscriber.heardAt = null;
  const input = { accountId: stage.accountId, confirm: true, lines: [{ sku: 'A', quantity: 1 }] };
  const variables = { input: { idempotencyKey: randomUUID(), ...input } };
  await stage.api.once(PLACE, variables, server);
  const answered = performance.now();
  const waiting = async () => (await reader.rows(WAITING)).length > 0;
  const positioned = await momentOf(async () => !(await waiting()));
  await momentOf(async () => subscribers.every(({ heardAt }) => heardAt !== null));
  return { positioned: positioned - answered, heard: subscribers.map(({ heardAt }) => heardAt - answered) };
}

async function placeMany(parts) {
  const waits = [];
  for (let i = 0; i < WARM_UP + Number(values.orders); i++) {
    await sleep(Number(values.pause) * (i < WARM_UP ? 0.1 : 0.8 + Math.random() * 0.4));
    waits.push(await placeOne(parts));
  }
  return waits.slice(WARM_UP);
}

const cell = (waits) =>
  `${percentile(waits, 0.5).toFixed(1).padStart(7)} ${percentile(waits, 0.99).toFixed(1).padStart(7)}`;

function show(place, waits, own, other) {
  const columns = [
    cell(waits.map(({ positioned }) => positioned)),
    cell(waits.map(({ heard }) => heard[own])),
    other === undefined ? '' : cell(waits.map(({ heard }) => heard[other])),
  ];
  console.log(`  ${place.padEnd(36)} ${columns.join('   ')}`);
}

async function measure({ title, open }) {
  const stage = await open();
  const reader = await stage.reader();
  const { servers, api } = stage;
  const subscribers = await Promise.all(servers.map((server) => Subscriber.connect(server, api.token)));
  try {
    await sleep(1_000);
    console.log(`${title}, load average ${loadavg()[0].toFixed(1)}`);
    for (const [own, server] of servers.entries()) {
      const place =
        server === stage.leader ? 'placed where positions are given' : 'placed on the other server';
      const waits = await placeMany({ stage, server, reader, subscribers });
      show(place, waits, own, servers.length > 1 ? 1 - own : undefined);
    }
  } finally {
    for (const { close } of subscribers) close();
    await reader.close();
    await stage.end();
  }
}

console.log(
  'milliseconds since the answer, p50 p99:  positioned   heard on the same server   heard on the other',
);
for (const name of values.only.split(',')) {
  await measure(
    SCENARIOS[name] ?? fail(`Unknown "${name}"; choose from ${Object.keys(SCENARIOS).join(', ')}.`),
  );
}
