/**
 * Checks every Markdown file of the project: links and their anchors lead somewhere, files that are named exist, lines have
 * at most 100 columns. `node scripts/check-docs.mjs FOLDER` checks another folder.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { problemsOf } from './lib/markdown.mjs';
import { fail, ROOT } from './lib/run.mjs';

const GENERATED = new Set(['node_modules', 'dist', 'data', 'coverage', '.git']);

function markdownIn(root, folder = '') {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return GENERATED.has(entry.name) ? [] : markdownIn(root, name);
    return entry.name.endsWith('.md') ? [name] : [];
  });
}

const root = path.resolve(process.argv[2] ?? ROOT);
const files = markdownIn(root);
if (files.length === 0) fail(`There is no Markdown file in ${root}.`);
const problems = problemsOf(root, files);
if (problems.length > 0) fail(problems.join('\n'));
