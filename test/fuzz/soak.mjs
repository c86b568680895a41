/**
 * The fuzzer for longer: five minutes on each database, with a seed of its own.
 *
 *   npm run soak:fuzz                                   on the embedded database and on MariaDB
 *   npm run soak:fuzz -- mariadb                        on one of them: api (embedded), mariadb
 *   ORDERWIRE_FUZZ_SECONDS=900 ORDERWIRE_FUZZ_SEED=7 npm run soak:fuzz
 */
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { runNode } from '../../scripts/lib/run.mjs';

const { ORDERWIRE_FUZZ_SECONDS = '300', ORDERWIRE_FUZZ_SEED = String(randomInt(1, 1_000_000_000)) } =
  process.env;
const [only = 'api,mariadb'] = process.argv.slice(2);

console.log(`ORDERWIRE_FUZZ_SECONDS=${ORDERWIRE_FUZZ_SECONDS} ORDERWIRE_FUZZ_SEED=${ORDERWIRE_FUZZ_SEED}`);
const tests = path.join(import.meta.dirname, '..', '..', 'scripts', 'test.mjs');
const { code } = await runNode(tests, ['--only', only, 'test/fuzz/'], {
  env: { ORDERWIRE_FUZZ_SECONDS, ORDERWIRE_FUZZ_SEED },
  show: true,
});
process.exitCode = code;
