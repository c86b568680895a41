/**
 * Writes the tables of `docs/` that are made from code, then checks every Markdown file. Each page has a test beside the code
 * that it is made from, `*-docs.test.ts`: with ORDERWIRE_WRITE_DOCS=1 it writes its tables, otherwise it compares them.
 */
import { contentsOf, differences } from './lib/files.mjs';
import { fail, packageFile, runNode } from './lib/run.mjs';

const before = contentsOf('docs');
const { code, output } = await runNode(
  packageFile('jest/bin/jest.js'),
  ['--selectProjects', 'unit', '--runInBand', '--silent', '--testPathPatterns', '\\w-docs\\.test\\.ts$'],
  { env: { ORDERWIRE_WRITE_DOCS: '1' } },
);
if (code !== 0) fail(output.trim());

const changed = differences(before, contentsOf('docs'));
console.log(
  changed.length > 0 ? `Written:\n  ${changed.join('\n  ')}` : 'Every table is as the code has it.',
);
await import('./check-docs.mjs');
