/**
 * Tests by fault: servers, databases and Redis are killed and frozen while orders are placed and subscribers follow. At the end
 * nothing may be missing, nothing twice. `node test/faults/run.mjs [--rounds 1] [--seed N] [--events 1000000] [--only SCENARIO,…]`; the
 * seed that is printed repeats the order and the moments of the faults, though not what they meet. More than one round is a soak: it
 * has what takes long, too. Runs what `npm run build` has made.
 */
import { parseArgs } from 'node:util';
import { findMariaDb } from '../../scripts/lib/mariadb.mjs';
import { fail } from '../../scripts/lib/run.mjs';
import { batches, batchesOnMariaDb } from './batches.mjs';
import { embedded } from './embedded.mjs';
import { flatMemory } from './flat-memory.mjs';
import { hourOfEvents } from './hour-of-events.mjs';
import { RedisServer } from './lib/children.mjs';
import { randomOf } from './lib/random.mjs';
import { redisAway } from './redis-away.mjs';
import { severalServers } from './several-servers.mjs';
import { stalledSubscriber } from './stalled-subscriber.mjs';

const SCENARIOS = {
  'several-servers': { run: severalServers, needs: ['mariadb'] },
  'redis-away': { run: redisAway, needs: ['mariadb', 'redis'] },
  embedded: { run: embedded },
  batches: { run: batches },
  'batches-on-mariadb': { run: batchesOnMariaDb, needs: ['mariadb'] },
  'stalled-subscriber': { run: stalledSubscriber },
  'flat-memory': { run: flatMemory },
  'hour-of-events': { run: hourOfEvents, inSoak: true },
};

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    events: { type: 'string', default: '1000000' },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const names = Object.keys(SCENARIOS).filter((name) => rounds > 1 || !SCENARIOS[name].inSoak);
const installed = { mariadb: Boolean(findMariaDb()), redis: RedisServer.installed };
const required = (process.env.ORDERWIRE_REQUIRE ?? '').split(',');
let [passed, failed, skipped] = [0, 0, 0];

if (!RedisServer.installed) console.log('several-servers runs without Redis (no redis-server)');

for (const name of values.only?.split(',') ?? names) await play(name);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 ? 1 : 0);

async function play(name) {
  const scenario =
    SCENARIOS[name] ?? fail(`Unknown "${name}"; choose from ${Object.keys(SCENARIOS).join(', ')}.`);
  const absent = (scenario.needs ?? []).filter((program) => !installed[program]);
  if (absent.length > 0) {
    console.log(`skipped: ${name} (no ${absent.join(', no ')})`);
    skipped++;
    if (absent.some((program) => required.includes(program))) failed++;
    return;
  }
  const begin = performance.now();
  console.log(`${name}, seed ${values.seed}`);
  const say = (text) =>
    console.log(`  ${((performance.now() - begin) / 1000).toFixed(1).padStart(6)} s  ${text}`);
  const random = randomOf(Number(values.seed));
  const findings = await scenario
    .run({ rounds, events: Number(values.events), random, say })
    .catch((error) => [error.stack]);
  for (const finding of findings.slice(0, 20)) console.log(`  ${finding}`);
  if (findings.length > 0) failed++;
  else passed++;
  console.log(
    `${findings.length > 0 ? 'FAILED' : 'ok'}  ${name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`,
  );
}
