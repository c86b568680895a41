import { setTimeout as sleep } from 'node:timers/promises';

const SETTLE_WITHIN_MS = 90_000;

/** What is wrong in the end; empty when all is as it must be. */
export class Findings {
  list = [];

  expect(holds, what) {
    if (!holds) this.list.push(what);
  }

  equal(actual, expected, what) {
    const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
    this.expect(a === b, `${what}: ${a.slice(0, 200)} instead of ${b.slice(0, 200)}`);
  }
}

export async function until(condition, what, withinMs = SETTLE_WITHIN_MS) {
  for (const deadline = Date.now() + withinMs; !(await condition()); await sleep(100)) {
    if (Date.now() > deadline) throw new Error(`${what} within ${withinMs / 1000} s`);
  }
}

/** Everything stored has a position, and the projection has come as far. Answers the last position. */
export async function settle(query, withinMs = SETTLE_WITHIN_MS) {
  let last = 0;
  await until(
    async () => {
      const [row] = await query(
        `SELECT (SELECT COUNT(*) FROM events WHERE position < 0) AS waiting,
       (SELECT last_position FROM event_sequence) AS last, (SELECT position FROM projections WHERE active = 1) AS projected`,
      );
      last = Number(row.last);
      return Number(row.waiting) === 0 && Number(row.projected) === last;
    },
    'The log is not at rest',
    withinMs,
  );
  return last;
}

const EXPECTED = {
  events: 'SELECT position FROM events WHERE order_id IS NOT NULL AND position > ? ORDER BY position',
  stock:
    "SELECT position FROM events WHERE type = 'InventoryLevelChanged' AND sku = 'A' AND position > ? ORDER BY position",
};

/** Positions are 1, 2, 3, …, in the order of the versions of every aggregate. */
export async function checkLog(findings, query) {
  const events = await query(
    'SELECT position, aggregate_type AS type, aggregate_id AS id, aggregate_version AS version FROM events ORDER BY position',
  );
  const versions = new Map();
  events.forEach(({ position, type, id, version }, i) => {
    findings.expect(Number(position) === i + 1, `position ${position} is the ${i + 1}th`);
    const key = `${type} ${id}`;
    findings.expect(
      Number(version) === (versions.get(key) ?? 0) + 1,
      `${key} version ${version} at ${position}`,
    );
    versions.set(key, Number(version));
  });
}

/** Every subscriber has every position of its view exactly once, and every dashboard shows what a query answers. */
export async function checkSubscribers(findings, subscribers, { query, api, after, last }) {
  for (const [view, sql] of Object.entries(EXPECTED)) {
    const expected = (await query(sql, [after])).map(({ position }) => Number(position));
    await arrive(subscribers.of(view), expected.at(-1) ?? after, view);
    for (const { positions, doubles } of subscribers.of(view)) {
      findings.equal(doubles, [], `${view} seen twice`);
      compare(findings, positions, expected, view);
    }
  }
  const statuses = subscribers.of('statuses');
  const furthest = Math.max(...statuses.map((follower) => follower.last));
  await arrive(statuses, furthest, 'statuses');
  for (const { positions, doubles } of statuses) {
    findings.equal(doubles, [], 'statuses seen twice');
    compare(findings, positions, statuses[0].positions, 'statuses');
  }
  findings.expect(furthest <= last, `a status at ${furthest}, after the end of the log at ${last}`);
  await checkDashboards(findings, subscribers.of('bookings'), api);
  findings.equal(subscribers.problems, [], 'problems of subscribers');
}

function arrive(followers, position, view) {
  return until(
    () => followers.every(({ last }) => last >= position),
    `Not every subscriber of ${view} is at ${position}`,
  );
}

function compare(findings, actual, expected, view) {
  if (actual.length === expected.length && actual.every((position, i) => position === expected[i])) return;
  const [a, b] = [new Set(actual), new Set(expected)];
  const missing = expected.filter((position) => !a.has(position));
  const surplus = actual.filter((position) => !b.has(position));
  findings.list.push(
    `${view}: missing ${missing.slice(0, 10)} (${missing.length}), surplus ${surplus.slice(0, 10)}`,
  );
}

export async function checkDashboards(findings, dashboards, api) {
  for (const { doubles } of dashboards) findings.equal(doubles, [], 'bookings as of an earlier position');
  const ask = dashboards[0].query
    .replace('subscription ($after: Position)', 'query')
    .replace(', after: $after', '');
  const answer = (await api.insist(ask)).bookings.groups;
  const shown = ({ groups }) => JSON.stringify([...groups.values()].sort((a, b) => (a.key < b.key ? -1 : 1)));
  const expected = JSON.stringify(answer.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
  await until(
    () => dashboards.every((dashboard) => shown(dashboard) === expected),
    'Not every dashboard is up to date',
  ).catch((error) => findings.list.push(`${error.message}: ${shown(dashboards[0])} instead of ${expected}`));
}

/** The id in the database of an object that the API answered. */
export const localId = (globalId) => Buffer.from(globalId, 'base64url').toString().split(':')[1];

/** Every acknowledged order exists, none twice, and every stored number is the sum of what it is made of. */
export async function checkOrders(findings, acknowledged, { query, api }) {
  const [{ stored }] = await query('SELECT COUNT(*) AS stored FROM orders');
  const ids = new Set((await query('SELECT id FROM orders')).map(({ id }) => id));
  const raw = acknowledged.map(localId);
  findings.equal(new Set(raw).size, raw.length, 'distinct acknowledged orders');
  findings.equal(
    raw.filter((id) => !ids.has(id)),
    [],
    'acknowledged orders that do not exist',
  );
  findings.equal(Number(stored), raw.length, 'stored orders');
  const { invariants } = await api.insist('{ invariants { kind key expected actual } }');
  findings.equal(invariants, [], 'broken invariants');
}
