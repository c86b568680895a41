/** Writes `schema.graphql` from the built resolvers; with `--check`, fails when the committed file says otherwise. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from './build.mjs';
import { fail, ROOT } from './lib/run.mjs';

const require = createRequire(import.meta.url);
const file = path.join(ROOT, 'schema.graphql');

async function emitSchema() {
  require('reflect-metadata');
  const { printSchema, lexicographicSortSchema } = require('graphql');
  const { buildGraphQLSchema } = require('../dist/src/server/schema.js');
  return `${printSchema(lexicographicSortSchema(await buildGraphQLSchema()))}\n`;
}

await build().catch((error) => fail(error.message));
const schema = await emitSchema();
if (process.argv.includes('--check')) {
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (committed !== schema)
    fail('schema.graphql is not what the resolvers make. Run `npm run schema` and commit it.');
} else {
  writeFileSync(file, schema);
}
