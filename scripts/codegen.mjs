/** Writes the typed documents of the tests (codegen.yml); with `--check`, fails when that changed a file. */
import { contentsOf, differences } from './lib/files.mjs';
import { fail, packageFile, runNode } from './lib/run.mjs';

const OUTPUT = 'test/generated';

const before = contentsOf(OUTPUT);
const args = ['--config', 'codegen.yml', '--silent'];
const { code, output } = await runNode(packageFile('@graphql-codegen/cli/cjs/bin.js'), args);
if (code !== 0) fail(output.trim());

if (process.argv.includes('--check')) {
  const changed = differences(before, contentsOf(OUTPUT));
  if (changed.length > 0) fail(`Codegen changed these files; commit them:\n  ${changed.join('\n  ')}`);
}
