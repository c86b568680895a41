import { setTimeout as sleep } from 'node:timers/promises';
import { checkLog, checkOrders, Findings, settle } from './lib/checks.mjs';
import { checkParts, ordersPerTransaction } from './lib/order-parts.mjs';
import { Stage } from './lib/stage.mjs';
import { Writers } from './lib/writers.mjs';

const KILLS_PER_ROUND = 4;
const CLIENTS = 24;
const SETTINGS = { ORDERWIRE_RATE_LIMIT: '0' };
const COMPANY = { skus: ['A', 'B', 'C', 'D', 'E', 'F'], accounts: 8 };
/** Far below what so many clients bring about, and far above one order each. */
const LEAST_PER_TRANSACTION = 2;

/** Many clients without a pause, whose orders share transactions, and one server on the embedded database that is killed meanwhile. */
export function batches(options) {
  return play(() => Stage.embedded(SETTINGS, COMPANY), options);
}

/** The same on MariaDB. */
export function batchesOnMariaDb(options) {
  return play(() => Stage.onMariaDb(1, { redis: false, settings: SETTINGS, company: COMPANY }), options);
}

async function play(open, { rounds, random, say }) {
  const stage = await open();
  const { api, servers, accountIds, query } = stage;
  const findings = new Findings();
  try {
    const { skus } = COMPANY;
    const writers = new Writers(api, accountIds, {
      count: CLIENTS,
      pauseMs: 0,
      lines: [3, 5],
      skus,
      cancels: 0,
    });
    for (let kill = 1; kill <= rounds * KILLS_PER_ROUND; kill++) {
      await sleep(500 + random() * 2_000);
      say(`kill -9 of the server (${writers.placed.size} orders so far)`);
      await servers[0].kill();
      await servers[0].start();
    }
    await sleep(500);
    await writers.stop();
    const last = await settle(query);
    const shared = await ordersPerTransaction(writers.placed, stage);
    say(
      `${writers.placed.size} orders, ${last} positions, ${api.resent} requests sent again, ${writers.replays} of them already done; ` +
        `${shared.toFixed(1)} of the orders of a product shared a transaction`,
    );
    findings.expect(
      shared >= LEAST_PER_TRANSACTION,
      `only ${shared.toFixed(2)} of the orders of a product shared a transaction; fewer than ${LEAST_PER_TRANSACTION} prove nothing`,
    );
    await checkLog(findings, query);
    await checkOrders(findings, writers.acknowledged, stage);
    await checkParts(findings, writers.placed, stage);
  } finally {
    await stage.end();
  }
  return findings.list;
}
