/**
 * Tests by fault: servers, databases and Redis are killed and frozen while orders are placed and subscribers follow. At the end
 * nothing may be missing, nothing twice. `node test/faults/run.mjs [--rounds 1] [--seed N] [--only SCENARIO,…]`; the seed that is
 * printed repeats the order and the moments of the faults, though not what they meet. Runs what `npm run build` has made.
 */
import { parseArgs } from 'node:util';
import { findMariaDb } from '../../scripts/lib/mariadb.mjs';
import { fail } from '../../scripts/lib/run.mjs';
import { embedded } from './embedded.mjs';
import { flatMemory } from './flat-memory.mjs';
import { RedisServer } from './lib/children.mjs';
import { randomOf } from './lib/random.mjs';
import { severalServers } from './several-servers.mjs';
import { stalledSubscriber } from './stalled-subscriber.mjs';

const SCENARIOS = {
  'several-servers': { run: severalServers, needsMariaDb: true },
  embedded: { run: embedded },
  'stalled-subscriber': { run: stalledSubscriber },
  'flat-memory': { run: flatMemory },
};

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: Object.keys(SCENARIOS).join(',') },
  },
});
const required = (process.env.ORDERWIRE_REQUIRE ?? '').split(',');
let [passed, failed, skipped] = [0, 0, 0];

if (!RedisServer.installed) {
  console.log('skipped: faults of Redis (no redis-server)');
  if (required.includes('redis')) failed++;
}

for (const name of values.only.split(',')) await play(name);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 ? 1 : 0);

async function play(name) {
  const scenario =
    SCENARIOS[name] ?? fail(`Unknown "${name}"; choose from ${Object.keys(SCENARIOS).join(', ')}.`);
  if (scenario.needsMariaDb && !findMariaDb()) {
    console.log(`skipped: ${name} (no MariaDB server)`);
    skipped++;
    if (required.includes('mariadb')) failed++;
    return;
  }
  const begin = performance.now();
  console.log(`${name}, seed ${values.seed}`);
  const say = (text) =>
    console.log(`  ${((performance.now() - begin) / 1000).toFixed(1).padStart(6)} s  ${text}`);
  const random = randomOf(Number(values.seed));
  const findings = await scenario
    .run({ rounds: Number(values.rounds), random, say })
    .catch((error) => [error.stack]);
  for (const finding of findings.slice(0, 20)) console.log(`  ${finding}`);
  if (findings.length > 0) failed++;
  else passed++;
  console.log(
    `${findings.length > 0 ? 'FAILED' : 'ok'}  ${name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`,
  );
}
