import { setTimeout as sleep } from 'node:timers/promises';
import { checkLog, checkOrders, checkSubscribers, Findings, settle } from './lib/checks.mjs';
import { checkParts } from './lib/order-parts.mjs';
import { Stage } from './lib/stage.mjs';
import { Subscribers } from './lib/subscribers.mjs';
import { Writers } from './lib/writers.mjs';

const KILLS_PER_ROUND = 4;

/** One server on the embedded database, killed at random moments. */
export async function embedded({ rounds, random, say }) {
  const stage = await Stage.embedded();
  const { api, servers, query } = stage;
  const findings = new Findings();
  try {
    const after = await settle(query);
    const subscribers = new Subscribers(servers, api.token, { connections: 5, each: 10, after });
    const writers = new Writers(api, stage.accountIds, { count: 3, pauseMs: 60 });
    for (let kill = 1; kill <= rounds * KILLS_PER_ROUND; kill++) {
      await sleep(500 + random() * 2_000);
      say(`kill -9 of the server (${writers.acknowledged.length} orders so far)`);
      await servers[0].kill();
      await servers[0].start();
    }
    await sleep(1_000);
    await writers.stop();
    const last = await settle(query);
    say(
      `${writers.acknowledged.length} orders, ${last} positions, ${subscribers.reconnections} reconnections`,
    );
    await checkLog(findings, query);
    await checkOrders(findings, writers.acknowledged, stage);
    await checkParts(findings, writers.placed, stage);
    await checkSubscribers(findings, subscribers, { query, api, after, last });
    subscribers.stop();
  } finally {
    await stage.end();
  }
  return findings.list;
}
