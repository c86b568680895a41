import { readFileSync } from 'node:fs';
import path from 'node:path';
import { VARIABLE_NAMES } from '../../../src/config/variables';

it('docs/configuration.md has every environment variable, and no other', () => {
  const page = readFileSync(path.join(__dirname, '../../../docs/configuration.md'), 'utf8');
  const documented = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
  expect(documented.sort()).toEqual([...VARIABLE_NAMES].sort());
});
