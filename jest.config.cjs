const path = require('node:path');
const { findChromium, findProgram } = require('./scripts/lib/find-program.cjs');

/** Packages on the way of a test that are published as ES modules only; jest runs CommonJS. */
const ESM_ONLY = ['jose', 'dinero.js'];

/** What tsc makes of the source (tsconfig.json), made by swc: the same decorators, metadata and class fields. */
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};

const cacheDirectory = path.join(__dirname, 'node_modules', '.cache', 'jest');

const common = {
  cacheDirectory,
  testEnvironment: 'node',
  transform: { '^.+\\.(ts|js|mjs)$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`],
  setupFiles: ['reflect-metadata'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
};

/** Projects that open databases: one migrated template per run, cloned for each test file. */
const onDatabase = {
  ...common,
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

const tests = (...folders) => folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`);

const projects = [
  { ...common, displayName: 'unit', testMatch: tests('unit') },
  { ...onDatabase, displayName: 'api', testMatch: tests('api', 'live', 'migrations', 'conformance', 'fuzz') },
];

const redis = findProgram('redis-server');
if (redis) process.env.ORDERWIRE_REDIS_SERVER = redis;

const chromium = findChromium();
if (chromium) {
  process.env.ORDERWIRE_CHROMIUM = chromium;
  projects.push({ ...common, displayName: 'browser', testMatch: tests('browser') });
}

module.exports = {
  cacheDirectory,
  maxWorkers: 2,
  // Hooks too. Longer than the patience of `until` (test/support/patience.ts), which says what did not come.
  testTimeout: 600_000,
  passWithNoTests: true,
  projects,
};
