import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Exactly these; what they ask for in turn comes as the registry has it on that day. */
const PACKAGES = { '@vendure/core': '3.7.3', mysql2: '3.24.6' };
/** Versions that are told beside the figures. */
const TOLD = ['@vendure/core', '@nestjs/core', '@apollo/server', 'graphql', 'typeorm', 'mysql2', 'express'];

/**
 * The peer in a folder of its own outside the project, or in `keep`, which stays. `versions` says what was installed, `remove` undoes it.
 * No package's own scripts are run: its one binary comes ready-made in its package.
 */
export function installPeer(keep) {
  const folder = keep ? path.resolve(keep) : mkdtempSync(path.join(tmpdir(), 'orderwire-peer-'));
  const remove = () => {
    if (!keep) rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (!isInstalled(folder)) install(folder);
    return { folder, versions: TOLD.map((name) => `${name} ${versionOf(folder, name)}`).join(', '), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

const packageFile = (folder, name) => path.join(folder, 'node_modules', name, 'package.json');
const versionOf = (folder, name) => JSON.parse(readFileSync(packageFile(folder, name), 'utf8')).version;

function isInstalled(folder) {
  return Object.entries(PACKAGES).every(
    ([name, version]) => existsSync(packageFile(folder, name)) && versionOf(folder, name) === version,
  );
}

function install(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies: PACKAGES }, null, 2),
  );
  const args = [
    'install',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const { status, stdout, stderr } = spawnSync('npm', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
