import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { accessTables } from '../../support/access-tables';

const FILE = path.join(__dirname, '..', '..', '..', 'docs', 'access.md');

/** The text of a section between its two marks. */
const section = (name: string): RegExp =>
  new RegExp(`(<!-- begin ${name} -->\n)[^]*?(\n<!-- end ${name} -->)`);

describe('docs/access.md', () => {
  const tables = Object.entries(accessTables());

  if (process.env.ORDERWIRE_WRITE_DOCS) {
    const text = tables.reduce(
      (text, [name, table]) =>
        text.replace(section(name), (_all, begin: string, end: string) => begin + table + end),
      readFileSync(FILE, 'utf8'),
    );
    writeFileSync(FILE, text);
  }

  it.each(tables)(
    'has the table of %s as it is in code (else run the test with ORDERWIRE_WRITE_DOCS=1)',
    (name, table) => {
      expect(section(name).exec(readFileSync(FILE, 'utf8'))?.[0]).toBe(
        `<!-- begin ${name} -->\n${table}\n<!-- end ${name} -->`,
      );
    },
  );
});
