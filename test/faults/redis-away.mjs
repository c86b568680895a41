import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { checkLog, checkOrders, checkSubscribers, Findings, settle, until } from './lib/checks.mjs';
import { LatencyProbe } from './lib/latency.mjs';
import { checkParts } from './lib/order-parts.mjs';
import { Stage } from './lib/stage.mjs';
import { Subscribers } from './lib/subscribers.mjs';
import { Writers } from './lib/writers.mjs';

const MEASURE_MS = 6_000;
/** In a soak, and in a single round. */
const AWAY_MS = { long: 60_000, short: 8_000 };
const CHANNEL = 'orderwire:orderwire';

/** Two servers, subscribers and orders all the while; Redis goes, stays away, and comes back: nothing is lost, and then all is live again. */
export async function redisAway({ rounds, say }) {
  const stage = await Stage.onMariaDb(2);
  const { api, servers, query, redis } = stage;
  const findings = new Findings();
  try {
    const after = await settle(query);
    const subscribers = new Subscribers(servers, api.token, { connections: 10, each: 15, after });
    const probe = new LatencyProbe(servers, api.token, { connections: 2 });
    const writers = new Writers(api, stage.accountIds, { count: 3, pauseMs: 120 });
    const measure = async (ms, when) => {
      probe.take();
      await sleep(ms);
      const found = probe.take();
      say(`${when}: ${JSON.stringify(found)} ms (${writers.acknowledged.length} orders so far)`);
      return found;
    };
    await sleep(1_000);
    await measure(MEASURE_MS, 'with Redis');
    await redis.kill();
    await measure(rounds > 1 ? AWAY_MS.long : AWAY_MS.short, 'without Redis');
    await redis.start();
    const begin = performance.now();
    await until(() => listening(redis.url, servers.length), 'Not every server listens again');
    say(`every server listens again after ${Math.round(performance.now() - begin)} ms`);
    await measure(MEASURE_MS, 'with Redis again');
    await writers.stop();
    const last = await settle(query);
    say(
      `${writers.acknowledged.length} orders, ${last} positions, ${subscribers.reconnections} reconnections`,
    );
    findings.equal(subscribers.reconnections, 0, 'reconnections');
    await checkLog(findings, query);
    await checkOrders(findings, writers.acknowledged, stage);
    await checkParts(findings, writers.placed, stage);
    await checkSubscribers(findings, subscribers, { query, api, after, last });
    subscribers.stop();
    probe.stop();
  } finally {
    await stage.end();
  }
  return findings.list;
}

/** Whether so many are subscribed to the channel of the hints. */
async function listening(url, count) {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return (await redis.pubsub('NUMSUB', CHANNEL))[1] === count;
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
