'use strict';

const { accessSync, constants } = require('node:fs');
const path = require('node:path');

/** Servers live in sbin, which the PATH of an ordinary user often leaves out. */
const EXTRA_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/usr/bin', '/opt/homebrew/bin'];

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Full path of the first of `names` that is on the machine, or undefined. */
function findProgram(...names) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), ...EXTRA_FOLDERS];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

/** The browser of the browser tests: `ORDERWIRE_CHROMIUM`, or what is installed. */
function findChromium() {
  return process.env.ORDERWIRE_CHROMIUM || findProgram('chromium', 'chromium-browser', 'google-chrome');
}

module.exports = { findProgram, findChromium };
