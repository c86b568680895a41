import { setTimeout as sleep } from 'node:timers/promises';
import { Findings, settle } from './lib/checks.mjs';
import { LatencyProbe } from './lib/latency.mjs';
import { subscribe } from './lib/raw-subscriber.mjs';
import { Stage } from './lib/stage.mjs';
import { Writers } from './lib/writers.mjs';

const CONNECTIONS = 50;
const EACH = 20;
const MEASURE_MS = 6_000;
/** On a busy machine two runs of the same differ by so much. */
const TOLERATED_FACTOR = 2;
const TOLERATED_MS = 200;
const HEAVY = 'subscription ($after: Position) { orderEvents(after: $after) { position data } }';

/** One subscriber of a thousand stops reading, with megabytes on the way to it: the others are as fast as before. */
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
    probe.stop();
    await stage.end();
  }
  return findings.list;
}
