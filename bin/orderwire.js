#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');

const cli = path.join(__dirname, '..', 'dist', 'src', 'cli', 'main.js');
if (existsSync(cli)) {
  require(cli);
} else {
  console.error('Orderwire is not built: dist/ is missing. Run `npm ci` or `npm run build`.');
  process.exitCode = 1;
}
