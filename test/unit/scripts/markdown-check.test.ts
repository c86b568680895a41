import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPT = path.join(__dirname, '..', '..', '..', 'scripts', 'check-docs.mjs');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'orderwire-docs-'));
  mkdirSync(path.join(folder, 'docs'));
  writeFileSync(path.join(folder, 'docs', 'live.md'), '# Live\n\n## After a `restore`\n\n## Live\n');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What the check says of a README with this text; empty when it finds nothing. */
function problems(text: string): string[] {
  writeFileSync(path.join(folder, 'README.md'), text);
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, folder], { encoding: 'utf8' });
  const found = stderr.trim() === '' ? [] : stderr.trim().split('\n');
  expect(status).toBe(found.length > 0 ? 1 : 0);
  return found;
}

describe('npm run check:docs', () => {
  it('accepts links to files, folders, headings and the web', () => {
    const links = ['docs', 'docs/live.md', 'docs/live.md#after-a-restore', '#top', 'https://a.example/b'];
    expect(problems(`# Top\n\n${links.map((link) => `[x](${link})`).join('\n')}\n`)).toEqual([]);
  });

  it('counts headings with the same text as GitHub does', () => {
    expect(problems('[x](docs/live.md#live-1)\n')).toEqual([]);
    expect(problems('[x](docs/live.md#live-2)\n')).toHaveLength(1);
  });

  it('finds links to files and headings that do not exist', () => {
    expect(problems('# Top\n\n[a](docs/none.md) and [b](docs/live.md#none)\n[c](#none)\n')).toEqual([
      'README.md:3: the link docs/none.md leads to no file',
      'README.md:3: docs/live.md has no heading for the link docs/live.md#none',
      'README.md:4: README.md has no heading for the link #none',
    ]);
  });

  it('finds named files that do not exist', () => {
    expect(problems('See `docs/live.md`, `src/<area>/x.ts` and\n| `src/none.ts` |\n')).toEqual([
      'README.md:2: there is no src/none.ts',
    ]);
  });

  it('finds lines of more than 100 columns outside of tables and code blocks', () => {
    const long = 'x'.repeat(101);
    expect(problems(`| ${long} |\n\n\`\`\`\n${long}\n[x](none)\n\`\`\`\n${'é'.repeat(100)}\n`)).toEqual([]);
    expect(problems(`# Top\n${long}\n`)).toEqual([
      'README.md:2: 101 columns; break the line at 100 or before',
    ]);
  });

  it('finds no folder without Markdown in order', () => {
    rmSync(path.join(folder, 'docs'), { recursive: true });
    const { status } = spawnSync(process.execPath, [SCRIPT, folder]);
    expect(status).toBe(1);
  });
});
