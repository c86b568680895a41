import { setTimeout as sleep } from 'node:timers/promises';
import Libsql from 'libsql';
import path from 'node:path';
import { Findings, settle } from './lib/checks.mjs';
import { Stage } from './lib/stage.mjs';
import { Subscribers } from './lib/subscribers.mjs';

/** Fifty orders a second for an hour would be more; a round is a part of it, and a soak has many rounds. */
const EVENTS_PER_ROUND = 60_000;
const PER_TRANSACTION = 500;
const TOLERATED_GROWTH = 1.4;

/** Events at speed with subscribers that follow: what the server holds does not grow with how many have passed. */
export async function flatMemory({ rounds, say }) {
  const stage = await Stage.embedded();
  const { api, servers, query } = stage;
  const findings = new Findings();
  const after = await settle(query);
  const subscribers = new Subscribers(servers, api.token, { connections: 5, each: 4, after });
  const writer = new Libsql(path.join(servers[0].env.ORDERWIRE_DATA_DIR, 'orderwire.db'), {
    timeout: 30_000,
  });
  try {
    const sizes = [];
    const steps = 4 * rounds;
    for (let step = 1; step <= steps; step++) {
      await write(writer, (EVENTS_PER_ROUND * rounds) / steps, step);
      await settle(query);
      sizes.push(Math.round(servers[0].residentMb()));
      say(`${(step * EVENTS_PER_ROUND) / 4} events, ${sizes.at(-1)} MB`);
    }
    const last = await settle(query);
    const followers = subscribers.of('events');
    for (let i = 0; i < 300 && followers.some((follower) => follower.last < last); i++) await sleep(100);
    for (const { positions, doubles } of followers) {
      findings.equal(doubles, [], 'seen twice');
      findings.equal(positions.length, last - after, 'positions seen');
    }
    const first = Math.max(...sizes.slice(0, Math.ceil(steps / 2)));
    findings.expect(sizes.at(-1) <= first * TOLERATED_GROWTH, `memory grew: ${sizes.join(', ')} MB`);
  } finally {
    subscribers.stop();
    writer.close();
    await stage.end();
  }
  return findings.list;
}

const COLUMNS =
  'id, position, type, schema_version, aggregate_type, aggregate_id, aggregate_version, occurred_at, recorded_at, actor_id, command_id, order_id, data';

async function write(database, count, step) {
  const insert = database.prepare(`INSERT INTO events (${COLUMNS}) VALUES (${COLUMNS.replace(/\w+/g, '?')})`);
  for (let i = 0; i < count; i += PER_TRANSACTION) {
    database.prepare('BEGIN IMMEDIATE').run();
    for (let k = i; k < i + PER_TRANSACTION; k++) {
      const id = `01${String(step).padStart(8, '0')}${String(k).padStart(16, '0')}`;
      const now = Date.now();
      insert.run([
        id,
        -(step * 10 ** 9 + k + 1),
        'OrderHeld',
        1,
        'Order',
        id,
        1,
        now,
        now,
        id,
        id,
        id,
        '{"filler":"some hundred bytes of data"}',
      ]);
    }
    database.prepare('COMMIT').run();
    await sleep(20);
  }
}
