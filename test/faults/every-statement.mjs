/**
 * Every fault at every statement of every mutation, on each database; takes minutes.
 *
 *   npm run soak:statements              on the embedded database and on MariaDB
 *   npm run soak:statements -- api       on one of them: api (embedded), mariadb
 */
import path from 'node:path';
import { runNode } from '../../scripts/lib/run.mjs';

const [only = 'api,mariadb'] = process.argv.slice(2);
const tests = path.join(import.meta.dirname, '..', '..', 'scripts', 'test.mjs');
const { code } = await runNode(tests, ['--only', only, 'every-statement-fails'], {
  env: { ORDERWIRE_DOOR: 'all' },
  show: true,
});
process.exitCode = code;
