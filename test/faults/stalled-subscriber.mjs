import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { Findings, settle } from './lib/checks.mjs';
import { percentile } from './lib/latency.mjs';
import { Stage } from './lib/stage.mjs';
import { Writers } from './lib/writers.mjs';

const CONNECTIONS = 50;
const EACH = 20;
const MEASURE_MS = 6_000;
/** On a busy machine two runs of the same differ by so much. */
const TOLERATED_FACTOR = 2;
const TOLERATED_MS = 200;
const LIVE = 'subscription { orderStatusChanged(filter: {}) { position occurredAt } }';
const HEAVY = 'subscription ($after: Position) { orderEvents(after: $after) { position data } }';

/** A raw subscriber to one query, any number of times on one connection. */
function subscribe(server, token, { query, variables, count, onNext }) {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  const say = (message) => socket.send(JSON.stringify(message));
  socket.on('open', () => say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (message.type === 'next') onNext?.(message.payload.data);
    if (message.type !== 'connection_ack') return;
    for (let i = 0; i < count; i++) say({ type: 'subscribe', id: String(i), payload: { query, variables } });
  });
  return socket;
}

/** One subscriber of a thousand stops reading, with megabytes on the way to it: the others are as fast as before. */
export async function stalledSubscriber({ say }) {
  const stage = await Stage.embedded();
  const { api, servers, query } = stage;
  const [server] = servers;
  const findings = new Findings();
  let latencies = [];
  const onNext = ({ orderStatusChanged }) =>
    latencies.push(Date.now() - Date.parse(orderStatusChanged.occurredAt));
  const sockets = Array.from({ length: CONNECTIONS }, () =>
    subscribe(server, api.token, { query: LIVE, count: EACH, onNext }),
  );
  try {
    const writers = new Writers(api, stage.accountId, { count: 1, pauseMs: 250 });
    const measure = async () => {
      await sleep(1_000);
      latencies = [];
      await sleep(MEASURE_MS);
      return { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), count: latencies.length };
    };
    const before = await measure();
    say(`alone: ${JSON.stringify(before)} ms`);
    const stalled = subscribe(server, api.token, { query: HEAVY, variables: { after: '0' }, count: 90 });
    const code = new Promise((resolve) => stalled.once('close', resolve));
    await new Promise((resolve) => stalled.once('message', resolve));
    stalled.pause();
    const beside = await measure();
    say(`beside one that is stalled: ${JSON.stringify(beside)} ms`);
    findings.expect(before.count > 2_000 && beside.count > 2_000, 'too few deliveries to compare');
    findings.expect(
      beside.p99 <= before.p99 * TOLERATED_FACTOR + TOLERATED_MS,
      `p99 rose from ${before.p99} to ${beside.p99} ms beside a stalled subscriber`,
    );
    await sleep(4_000);
    stalled.resume();
    const closed = await Promise.race([code, sleep(15_000, 'nothing')]);
    findings.expect([4413, 1006].includes(closed), `the stalled subscriber was closed with ${closed}`);
    await writers.stop();
    await settle(query);
  } finally {
    for (const socket of sockets) socket.terminate();
    await stage.end();
  }
  return findings.list;
}
