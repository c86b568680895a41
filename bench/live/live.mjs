/**
 * Many subscribers to `orderStatusChanged` while orders come in at a fixed rate, beside a plain `ws` broadcast of the same bytes at the
 * same moments, in the same run. `node bench/live/live.mjs [--subscribers 1000] [--rate 50] [--seconds 10] [--rounds 3]`.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import mysql from 'mysql2/promise';
import WebSocket from 'ws';
import { findMariaDb, startMariaDb } from '../../scripts/lib/mariadb.mjs';
import { fail, ROOT } from '../../scripts/lib/run.mjs';
import { Api, makeCompany } from '../../test/faults/lib/api.mjs';
import { percentile } from '../../test/faults/lib/latency.mjs';
import { startOurs, startServer } from '../lib/processes.mjs';

const PROCESSES = 2;
const QUERY = `subscription ($after: Position) {
  orderStatusChanged(filter: {}, after: $after) {
    position type occurredAt current { status fulfillmentStatus deliveryStatus onHold } previous { status }
  }
}`;
const DRAIN_WITHIN_MS = 60_000;

const { values } = parseArgs({
  options: {
    subscribers: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
  },
});
const options = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, Number(text)]));
const now = () => performance.timeOrigin + performance.now();

/** Processes full of subscribers, told what to do one command at a time. */
class Crowd {
  children = Array.from({ length: PROCESSES }, () =>
    fork(path.join(ROOT, 'bench', 'live', 'subscribers.mjs'), { serialization: 'advanced' }),
  );

  all(command, details = {}) {
    return Promise.all(this.children.map((child) => this.#ask(child, { command, ...details })));
  }

  #ask(child, message) {
    return new Promise((resolve, reject) => {
      child.once('message', ({ answer, error }) => (error ? reject(new Error(error)) : resolve(answer)));
      child.send(message);
    });
  }

  connect(where) {
    return this.all('connect', { ...where, count: options.subscribers / PROCESSES });
  }

  async deliveries() {
    return (await this.all('count')).reduce((sum, { deliveries }) => sum + deliveries, 0);
  }

  stop() {
    for (const child of this.children) child.kill();
  }
}

/** Calls `act` at a fixed rate, whether or not the calls before have ended; resolves when all have, rejects then if one failed. */
async function atRate(count, rate, act) {
  const begin = performance.now();
  const running = [];
  for (let i = 0; i < count; i++) {
    const wait = begin + (i * 1000) / rate - performance.now();
    if (wait > 0) await sleep(wait);
    const call = act(i);
    call.catch(() => undefined);
    running.push(call);
  }
  await Promise.all(running);
}

/** The load, then the wait until everything has come. */
async function measure(crowd, server, expected, load) {
  await crowd.all('begin');
  const before = server.cpuMicros();
  const begin = now();
  await load();
  for (const deadline = now() + DRAIN_WITHIN_MS; (await crowd.deliveries()) < expected && now() < deadline;)
    await sleep(100);
  const serverCpu = server.cpuMicros() - before;
  return { begin, expected, serverCpu, reports: await crowd.all('report') };
}

/** How fast it was and what it cost; `acknowledgedAt` knows when the sender of a position had its answer. */
function figures({ begin, expected, serverCpu, reports }, acknowledgedAt) {
  const sinceCommit = [];
  const sinceRequest = [];
  let last = begin;
  for (const { position, occurredAt, moments } of reports.flatMap(({ messages }) => messages)) {
    const acknowledged = acknowledgedAt(position);
    for (const moment of moments) {
      sinceCommit.push(moment - acknowledged);
      sinceRequest.push(moment - occurredAt);
    }
    last = Math.max(last, moments.at(-1));
  }
  const deliveries = sinceCommit.length;
  const generatorCpu = reports.reduce((sum, { cpuMicros }) => sum + cpuMicros, 0);
  return {
    deliveries,
    missing: expected - deliveries,
    perSecond: (deliveries * 1000) / (last - begin),
    p50: percentile(sinceCommit, 0.5),
    p99: percentile(sinceCommit, 0.99),
    requestP99: percentile(sinceRequest, 0.99),
    serverCpu: serverCpu / deliveries,
    generatorCpu: generatorCpu / deliveries,
    closed: reports.flatMap(({ closeCodes }) => closeCodes).length,
  };
}

const rawId = (globalId) => Buffer.from(globalId, 'base64url').toString().split(':')[1];

class Bench {
  static async open() {
    const bench = new Bench();
    bench.folder = mkdtempSync(path.join(tmpdir(), 'orderwire-live-'));
    bench.mariadb = await startMariaDb(findMariaDb() ?? fail('This needs a MariaDB server.'));
    bench.database = await mysql.createConnection(bench.mariadb.url);
    await bench.database.query('CREATE DATABASE orderwire');
    await bench.database.query('USE orderwire');
    process.env.ORDERWIRE_MAX_CONNECTIONS_PER_PRINCIPAL = '100000';
    process.env.ORDERWIRE_MAX_OPERATIONS_PER_PRINCIPAL = '100000';
    process.env.LOG_LEVEL = 'warn';
    bench.ours = await startOurs(`${bench.mariadb.url}orderwire`, { folder: bench.folder });
    const plain = path.join(ROOT, 'bench', 'live', 'plain-server.mjs');
    bench.plain = await startServer('plain', [plain], {}, { folder: bench.folder, ready: '/' });
    bench.api = new Api([bench.ours], bench.ours.token, { answerWithinMs: DRAIN_WITHIN_MS });
    bench.accountId = await makeCompany(bench.api);
    bench.crowd = new Crowd();
    return bench;
  }

  get count() {
    return options.rate * options.seconds;
  }

  get expected() {
    return this.count * this.messages.length * options.subscribers;
  }

  place() {
    const input = { accountId: this.accountId, confirm: true, lines: [{ sku: 'A', quantity: 1 }] };
    return this.api.change('placeOrder', 'PlaceOrderInput', input, 'order { id }');
  }

  /** The messages that one order brings a subscriber, word for word. */
  async sample() {
    await sleep(1_000);
    const [{ last }] = (await this.database.query('SELECT last_position AS last FROM event_sequence'))[0];
    await this.place();
    await sleep(500);
    const messages = [];
    const socket = new WebSocket(
      `${this.ours.urls[0].replace('http', 'ws')}/graphql`,
      'graphql-transport-ws',
    );
    const say = (message) => socket.send(JSON.stringify(message));
    socket.on('open', () =>
      say({ type: 'connection_init', payload: { authorization: `Bearer ${this.ours.token}` } }),
    );
    socket.on('message', (data) => {
      const { type } = JSON.parse(data);
      if (type === 'next') messages.push(String(data));
      else say({ id: '1', type: 'subscribe', payload: { query: QUERY, variables: { after: String(last) } } });
    });
    await sleep(1_000);
    socket.terminate();
    return messages;
  }

  async measureOurs() {
    const url = `${this.ours.urls[0].replace('http', 'ws')}/graphql`;
    const acknowledged = new Map();
    const result = await this.#measure(
      this.ours,
      { url, token: this.ours.token, query: QUERY, variables: {} },
      async () => acknowledged.set(rawId((await this.place()).order.id), now()),
    );
    const [rows] = await this.database.query(
      'SELECT position, order_id FROM events WHERE order_id IS NOT NULL',
    );
    const orderOf = new Map(rows.map(({ position, order_id: id }) => [String(position), id]));
    return figures(result, (position) => acknowledged.get(orderOf.get(position)));
  }

  async measurePlain() {
    const where = { url: this.plain.urls[0].replace('http', 'ws'), token: '', query: '', variables: {} };
    const acknowledged = new Map();
    let next = 1_000_000;
    const result = await this.#measure(this.plain, where, async () => {
      const positions = this.messages.map(() => String(next++));
      const bodies = this.messages.map((message, i) =>
        message.replace(/"position":"[^"]*"/, `"position":"${positions[i]}"`),
      );
      await fetch(this.plain.urls[0], { method: 'POST', body: JSON.stringify(bodies) });
      for (const position of positions) acknowledged.set(position, now());
    });
    return figures(result, (position) => acknowledged.get(position));
  }

  async #measure(server, where, act) {
    await this.crowd.connect(where);
    await sleep(1_000);
    const result = await measure(this.crowd, server, this.expected, () =>
      atRate(this.count, options.rate, act),
    );
    await this.crowd.all('disconnect');
    return result;
  }

  async close() {
    this.crowd?.stop();
    await this.database?.end();
    await this.ours?.stop();
    await this.plain?.stop();
    await this.mariadb?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const show = (
  name,
  { deliveries, missing, perSecond, p50, p99, requestP99, serverCpu, generatorCpu, closed },
) =>
  console.log(
    `${name.padEnd(6)} ${perSecond.toFixed(0).padStart(8)} deliveries/s  p50 ${p50.toFixed(1).padStart(7)} ms  p99 ${p99.toFixed(1).padStart(7)} ms (since the request ${requestP99.toFixed(0)} ms)  ` +
      `server ${serverCpu.toFixed(1)} µs, generator ${generatorCpu.toFixed(1)} µs CPU per delivery  (${deliveries} came, ${missing} missing, ${closed} closed)`,
  );

const bench = await Bench.open();
try {
  for (let i = 0; i < 30; i++) await bench.place();
  bench.messages = await bench.sample();
  const bytes = bench.messages.map(({ length }) => length);
  console.log(
    `${options.subscribers} subscribers, ${options.rate} orders/s, messages per order of ${bytes.join(' and ')} bytes`,
  );
  for (let round = 1; round <= options.rounds; round++) {
    const ours = await bench.measureOurs();
    show('ours', ours);
    const plain = await bench.measurePlain();
    show('plain', plain);
    console.log(
      `       deliveries × ${(ours.perSecond / plain.perSecond).toFixed(2)}, p99 × ${(ours.p99 / plain.p99).toFixed(2)}`,
    );
  }
} finally {
  await bench.close();
}
