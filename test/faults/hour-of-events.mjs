import { fileURLToPath } from 'node:url';
import { Api, SKUS } from './lib/api.mjs';
import { checkDashboards, Findings, settle, until } from './lib/checks.mjs';
import { Stage } from './lib/stage.mjs';
import { Subscribers } from './lib/subscribers.mjs';
import { Writers } from './lib/writers.mjs';

const REPORT_MEMORY = fileURLToPath(new URL('lib/report-memory.cjs', import.meta.url));
const TENTHS = 10;
const IMPORTERS = 2;
const ORDERS_PER_BATCH = 50;
const ANSWER_WITHIN_MS = 60_000;
const ARRIVE_WITHIN_MS = 600_000;
/** By how much the last three tenths may lie above the fourth to the sixth: a share, and megabytes. */
const TOLERATED = { heap: { share: 0.1, mb: 10 }, resident: { share: 0.2, mb: 30 } };

/**
 * As many events as an hour brings at fifty orders a second, as fast as orders can be placed, one by one and in batches, with
 * subscribers that follow them all: what the server holds does not grow with how many have passed.
 */
export async function hourOfEvents({ events, say }) {
  const settings = { NODE_OPTIONS: `--require ${REPORT_MEMORY}`, ORDERWIRE_RATE_LIMIT: '0' };
  const stage = await Stage.embedded(settings);
  const { servers, query } = stage;
  const api = new Api(servers, stage.api.token, { answerWithinMs: ANSWER_WITHIN_MS });
  const findings = new Findings();
  const after = await settle(query);
  const subscribers = new Subscribers(servers, api.token, { connections: 3, each: 6, after });
  const reader = await stage.reader();
  const sizes = [];
  const importers = { imported: 0 };
  try {
    const customers = new Writers(api, stage.accountIds, { count: 4, pauseMs: 0 });
    for (let tenth = 1; tenth <= TENTHS; tenth++) {
      const begin = performance.now();
      const enough = async () => (await lastSeq(reader)) >= (events * tenth) / TENTHS;
      await importUntil(enough, importers, { api, accountId: stage.accountId });
      if (tenth === TENTHS) await customers.stop();
      const seconds = (performance.now() - begin) / 1000;
      const last = await arrived(subscribers, reader);
      sizes.push({ heap: await servers[0].heapMb(), resident: servers[0].residentMb() });
      const { heap, resident } = sizes.at(-1);
      say(
        `${last} events of ${importers.imported} orders in batches and ${customers.acknowledged.length} one by one: ` +
          `heap ${heap.toFixed(1)} MB, resident ${resident.toFixed(0)} MB; ${(events / TENTHS / seconds).toFixed(0)} events/s`,
      );
    }
    await checkAll(findings, subscribers, { query, api, after });
    checkSizes(findings, sizes);
  } finally {
    subscribers.stop();
    await reader.close();
    await stage.end();
  }
  return findings.list;
}

const lastSeq = async (reader) => Number((await reader.rows('SELECT MAX(seq) AS last FROM events'))[0].last);

/** Several clients send batches of orders, each its next when it has its answer. */
async function importUntil(enough, importers, { api, accountId }) {
  const client = async () => {
    while (!(await enough())) {
      await importBatch(api, accountId);
      importers.imported += ORDERS_PER_BATCH;
    }
  };
  await Promise.all(Array.from({ length: IMPORTERS }, client));
}

async function importBatch(api, accountId) {
  const orders = Array.from({ length: ORDERS_PER_BATCH }, (_, i) => ({
    accountId,
    lines: [{ sku: SKUS[i % SKUS.length], quantity: 1 }],
  }));
  const input = { mode: 'LIVE', orders };
  const { imported } = await api.change('importOrders', 'ImportOrdersInput', input, 'imported rejected');
  if (imported !== orders.length) throw new Error(`${imported} of ${orders.length} orders went in`);
}

/** Everything stored by now has a position, and everybody who follows all orders has seen it. Answers the end of the log. */
async function arrived(subscribers, reader) {
  const stored = await lastSeq(reader);
  const waiting = `SELECT seq FROM events WHERE position < 0 AND seq <= ${stored} LIMIT 1`;
  await until(
    async () => (await reader.rows(waiting)).length === 0,
    'Not everything has a position',
    ARRIVE_WITHIN_MS,
  );
  const [row] = await reader.rows('SELECT MAX(position) AS last FROM events WHERE order_id IS NOT NULL');
  const followers = subscribers.of('events');
  await until(
    () => followers.every(({ last }) => last >= Number(row.last)),
    'Not every subscriber has arrived',
    ARRIVE_WITHIN_MS,
  );
  return (await reader.rows('SELECT last_position AS last FROM event_sequence'))[0].last;
}

async function checkAll(findings, subscribers, { query, api, after }) {
  const [row] = await query(
    'SELECT COUNT(*) AS count, SUM(CASE WHEN order_id IS NOT NULL AND position > ? THEN 1 ELSE 0 END) AS ofOrders, MAX(position) AS last FROM events',
    [after],
  );
  await settle(query, ARRIVE_WITHIN_MS);
  findings.equal(Number(row.last), Number(row.count), 'positions');
  for (const { positions, doubles } of subscribers.of('events')) {
    findings.equal(doubles, [], 'seen twice');
    findings.equal(positions.length, Number(row.ofOrders), 'positions seen');
  }
  findings.equal(subscribers.reconnections, 0, 'reconnections');
  findings.equal(subscribers.problems, [], 'problems of subscribers');
  await checkDashboards(findings, subscribers.of('bookings'), api);
  const { invariants } = await api.insist('{ invariants { kind key expected actual } }');
  findings.equal(invariants, [], 'broken invariants');
}

function checkSizes(findings, sizes) {
  for (const [name, { share, mb }] of Object.entries(TOLERATED)) {
    const values = sizes.map((size) => size[name]);
    const [middle, end] = [Math.max(...values.slice(3, 6)), Math.max(...values.slice(7))];
    findings.expect(
      end <= middle * (1 + share) + mb,
      `${name} grew: ${values.map((value) => value.toFixed(1)).join(', ')} MB`,
    );
  }
}
