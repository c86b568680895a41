import { setTimeout as sleep } from 'node:timers/promises';
import { Findings, settle, until } from './lib/checks.mjs';
import { LatencyProbe } from './lib/latency.mjs';
import { subscribe } from './lib/raw-subscriber.mjs';
import { Stage } from './lib/stage.mjs';
import { Writers } from './lib/writers.mjs';

const CONNECTIONS = 50;
const EACH = 20;
const MEASURE_MS = 6_000;
const DELIVERIES = 2_000;
const CLOSED_WITHIN_MS = 120_000;
const HEAVY = 'subscription ($after: Position) { orderEvents(after: $after) { position data } }';

/** One subscriber of a thousand stops reading, with megabytes on the way to it: the others are served as before. How fast, it says. */
export async function stalledSubscriber({ say }) {
  const stage = await Stage.embedded();
  const { api, servers, query } = stage;
  const [server] = servers;
  const findings = new Findings();
  const probe = new LatencyProbe(servers, api.token, { connections: CONNECTIONS, each: EACH });
  try {
    const writers = new Writers(api, stage.accountIds, { count: 1, pauseMs: 250 });
    const measure = async () => {
      await sleep(1_000);
      probe.take();
      await sleep(MEASURE_MS);
      await until(() => probe.count >= DELIVERIES, 'Too few deliveries');
      return probe.take();
    };
    const before = await measure();
    say(`alone: ${JSON.stringify(before)} ms`);
    const stalled = subscribe(server, api.token, { query: HEAVY, variables: { after: '0' }, count: 90 });
    const code = new Promise((resolve) => stalled.once('close', resolve));
    await new Promise((resolve) => stalled.once('message', resolve));
    stalled.pause();
    const beside = await measure();
    say(`beside one that is stalled: ${JSON.stringify(beside)} ms`);
    await sleep(4_000);
    stalled.resume();
    const closed = await Promise.race([code, sleep(CLOSED_WITHIN_MS, 'nothing', { ref: false })]);
    findings.expect([4413, 1006].includes(closed), `the stalled subscriber was closed with ${closed}`);
    await writers.stop();
    await settle(query);
  } finally {
    probe.stop();
    await stage.end();
  }
  return findings.list;
}
