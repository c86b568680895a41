import { setTimeout as sleep } from 'node:timers/promises';
import { checkLog, checkOrders, checkSubscribers, Findings, settle, until } from './lib/checks.mjs';
import { checkParts } from './lib/order-parts.mjs';
import { Stage } from './lib/stage.mjs';
import { Subscribers } from './lib/subscribers.mjs';
import { Writers } from './lib/writers.mjs';

const FAULTS = {
  'kill -9 of the server that gives the positions': async (stage, random) => {
    const server = stage.leader;
    await server.kill();
    await sleep(random() * 4_000);
    await server.start();
  },
  'kill -9 of another server': async (stage, random) => {
    const server = stage.servers.find((candidate) => candidate !== stage.leader);
    await server.kill();
    await sleep(random() * 2_000);
    await server.start();
  },
  'SIGSTOP of the server that gives the positions, past its lease': async (stage) => {
    const server = stage.leader;
    server.freeze();
    try {
      await until(() => stage.leader !== server, 'Nobody took over');
    } finally {
      server.thaw();
    }
  },
  'kill -9 of MariaDB': async (stage, random) => {
    await stage.mariadb.kill();
    await sleep(random() * 1_500);
    await stage.mariadb.restart();
  },
  'kill -9 of Redis': async (stage, random) => {
    if (!stage.redis) return;
    await stage.redis.kill();
    await sleep(1_000 + random() * 3_000);
    await stage.redis.start();
  },
};

/** Two servers, a few hundred subscribers, orders all the while, and faults at random moments. */
export async function severalServers({ rounds, random, say }) {
  const stage = await Stage.onMariaDb(2);
  const { api, servers, query } = stage;
  const findings = new Findings();
  try {
    const after = await settle(query);
    const subscribers = new Subscribers(servers, api.token, { connections: 20, each: 15, after });
    const writers = new Writers(api, stage.accountIds, { count: 3, pauseMs: 120 });
    for (let round = 1; round <= rounds; round++) {
      for (const fault of shuffled(Object.keys(FAULTS), random)) {
        await sleep(500 + random() * 2_500);
        say(`${fault} (${writers.acknowledged.length} orders so far)`);
        await FAULTS[fault](stage, random);
      }
    }
    await sleep(2_000);
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

function shuffled(list, random) {
  return list
    .map((item) => [random(), item])
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}
