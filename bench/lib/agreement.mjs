import { isDeepStrictEqual } from 'node:util';
import mysql from 'mysql2/promise';
import { countRows, growth } from './bulk-sql.mjs';
import { KeptConnection } from './connection.mjs';
import { WORKLOADS } from './workloads.mjs';

/** Written behind the requests by our server, for as many orders at once as there are; the floor does without. */
const DERIVED = new Set(['booking_sums', 'product_sums', 'projections']);

const ORDERS = 5;
const READS = 5;

/**
 * Whether both sides do the same work: after some orders on each, every table has grown by the same number of rows; after some
 * reads, both have answered the same. One request after the other: ours writes one event for a stock level that several orders of one
 * transaction change. Throws what differs; resolves to the rows that one order adds.
 */
export async function requireAgreement(bench, workload) {
  return WORKLOADS[workload].writes ? sameRows(bench, workload) : sameAnswers(bench, workload);
}

async function sameRows({ run, urls }, workload) {
  const grown = {};
  for (const side of ['ours', 'floor']) {
    const connection = await mysql.createConnection(urls[side]);
    try {
      const before = await countRows(connection);
      await run({ workload, side, requests: ORDERS, clients: 1, seed: 7 });
      const all = growth(before, await countRows(connection));
      grown[side] = Object.fromEntries(Object.entries(all).filter(([table]) => !DERIVED.has(table)));
    } finally {
      await connection.end();
    }
  }
  if (!isDeepStrictEqual(grown.ours, grown.floor)) throw differs(workload, grown);
  const perOrder = Object.entries(grown.ours).map(([table, rows]) => [table, rows / ORDERS]);
  return Object.fromEntries(perOrder);
}

async function sameAnswers({ servers, orders }, workload) {
  const { requests, ...words } = WORKLOADS[workload];
  const connections = {
    ours: new KeptConnection(servers.ours.urls[0], servers.ours.token),
    floor: new KeptConnection(servers.floor.urls[0]),
  };
  const next = requests(7, orders);
  for (let i = 0; i < READS; i++) {
    const wanted = next();
    const answers = {};
    for (const side of ['ours', 'floor']) {
      const { body } = await connections[side].send(words[side](wanted));
      answers[side] = JSON.parse(body, plain);
    }
    if (!isDeepStrictEqual(answers.ours, answers.floor)) throw differs(workload, answers);
  }
  for (const connection of Object.values(connections)) connection.close();
  return {};
}

/**
 * Without what is each side's own: cursors, what an answer cost, and the form of the data of events, which the floor answers as it is
 * stored; with ids as they are stored.
 */
function plain(key, value) {
  if (key === 'endCursor' || key === 'extensions') return undefined;
  if (key === 'data' && 'occurredAt' in this) return Object.keys(value).length > 0;
  if (key !== 'id') return value;
  return value.length === 26 ? value : Buffer.from(value, 'base64url').toString().split(':')[1];
}

function differs(workload, { ours, floor }) {
  const [path, a, b] = firstDifference(ours, floor, '');
  return new Error(
    `${workload}: the two sides do not do the same: ${path || 'all of it'} is ${excerpt(a)} on ours and ${excerpt(b)} on the floor.`,
  );
}

const excerpt = (value) => JSON.stringify(value)?.slice(0, 500);

/** Where two values first differ, with what is there. */
function firstDifference(a, b, path) {
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return [path, a, b];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const key = [...keys].find((name) => !isDeepStrictEqual(a[name], b[name]));
  return key === undefined ? [path, a, b] : firstDifference(a[key], b[key], `${path}.${key}`);
}
