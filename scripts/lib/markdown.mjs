import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Columns of a line of prose. Lines of tables and code blocks may be longer. */
const MAX_COLUMNS = 100;

/** A file or folder of the project, named in code quotes: `src/orders/place-orders.ts`. A `*` or `<` makes it a pattern. */
const NAMED_PATH =
  /`((?:src|entities|resolvers|subscriptions|test|scripts|docs|bench|playground|bin|\.ci)\/[\w./-]*)`/g;

/**
 * What is wrong with the Markdown files of a folder, one message a place: a line that is too long, a link to a file or
 * heading that does not exist, a file named in code quotes that does not exist. `files` are relative to `root`.
 */
export function problemsOf(root, files) {
  return files.flatMap((file) =>
    proseOf(textOf(root, file)).flatMap(({ line, number, inTable }) =>
      [
        ...(inTable ? [] : lengthProblems(line)),
        ...linkProblems(root, file, line),
        ...pathProblems(root, line),
      ].map((problem) => `${file}:${number}: ${problem}`),
    ),
  );
}

const textOf = (root, file) => readFileSync(path.join(root, file), 'utf8');

/** The lines outside of code blocks, with their numbers. */
function proseOf(text) {
  let fence;
  return text.split('\n').flatMap((line, index) => {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (mark && (!fence || mark.startsWith(fence))) {
      fence = fence ? undefined : mark;
      return [];
    }
    return fence ? [] : [{ line, number: index + 1, inTable: line.trimStart().startsWith('|') }];
  });
}

function lengthProblems(line) {
  const columns = [...line].length;
  return columns > MAX_COLUMNS ? [`${columns} columns; break the line at ${MAX_COLUMNS} or before`] : [];
}

function linkProblems(root, file, line) {
  const targets = [...line.replace(/`[^`]*`/g, '``').matchAll(/\]\(([^()\s]+)\)/g)].map(
    ([, target]) => target,
  );
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .flatMap((target) => {
      const [name, anchor] = target.split('#');
      const linked = name === '' ? file : path.join(path.dirname(file), name);
      if (!existsSync(path.join(root, linked))) return [`the link ${target} leads to no file`];
      if (anchor === undefined || anchorsOf(textOf(root, linked)).has(anchor)) return [];
      return [`${linked} has no heading for the link ${target}`];
    });
}

function pathProblems(root, line) {
  return [...line.matchAll(NAMED_PATH)]
    .filter(([, name]) => !existsSync(path.join(root, name)))
    .map(([, name]) => `there is no ${name}`);
}

/** The anchors of the headings of a page, as GitHub makes them. */
function anchorsOf(text) {
  const anchors = new Set();
  for (const { line } of proseOf(text)) {
    const title = /^#{1,6} (.+)$/.exec(line)?.[1];
    if (title === undefined) continue;
    const slug = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}
