import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const fileOf = (name: string): string => path.join(__dirname, '..', '..', 'docs', name);

/** The text of a page of `docs/`. */
export const docsPage = (name: string): string => readFileSync(fileOf(name), 'utf8');

/** Declares the tests that a page has its tables, by section, as they are made from code. */
export function describePage(page: string, tables: Readonly<Record<string, string>>): void {
  const sections = Object.entries(tables);
  if (process.env.ORDERWIRE_WRITE_DOCS) {
    const text = sections.reduce((all, [name, made]) => {
      if (!section(name).test(all))
        throw new Error(`docs/${page} has no place for ${name}: write its heading and ${marked(name, '')}`);
      return all.replace(section(name), () => marked(name, made));
    }, docsPage(page));
    writeFileSync(fileOf(page), text);
  }
  it.each(sections)('has the table of %s as it is in code (else run `npm run docs`)', (name, made) => {
    expect(section(name).exec(docsPage(page))?.[0]).toBe(marked(name, made));
  });
}

/** A section between its two marks. */
const section = (name: string): RegExp => new RegExp(`<!-- begin ${name} -->\n[^]*?\n<!-- end ${name} -->`);
const marked = (name: string, made: string): string =>
  `<!-- begin ${name} -->\n${made}\n<!-- end ${name} -->`;
