import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './run.mjs';

/** Every file under the given files and folders of the project, relative to it, sorted; absent ones count as empty. */
export function filesUnder(...entries) {
  return entries.flatMap((entry) => {
    const full = path.join(ROOT, entry);
    if (!existsSync(full)) return [];
    if (!statSync(full).isDirectory()) return [entry];
    return readdirSync(full)
      .sort()
      .filter((name) => name !== 'node_modules')
      .flatMap((name) => filesUnder(path.join(entry, name)));
  });
}

/** Name → content of every file under the given entries. */
export function contentsOf(...entries) {
  return new Map(filesUnder(...entries).map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]));
}

/** Changes when a file under the given entries is added, removed, renamed or edited. */
export function fingerprint(...entries) {
  const hash = createHash('sha256');
  for (const file of filesUnder(...entries)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Names of the files that differ between two results of `contentsOf`. */
export function differences(before, after) {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}
