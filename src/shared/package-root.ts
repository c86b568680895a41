import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folder of the package, above `src/` and `dist/` alike. */
export const PACKAGE_ROOT = findRoot(__dirname);

export const PACKAGE_VERSION = (
  JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string }
).version;

function findRoot(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : findRoot(path.dirname(folder));
}
