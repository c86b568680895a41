/**
 * The house in layers, lowest first: a module imports from its own folder, its own layer and the layers below it.
 * An area (`src/orders`, …) may import an earlier area, never a later one. No exceptions, no circles.
 */
const LAYERS = [
  ['src/shared'],
  ['entities'],
  ['src/config'],
  ['src/persistence'],
  ['src/auth'],
  ['src/audit'],
  ['src/events'],
  ['src/commands'],
  ['src/documents'],
  ['src/principals'],
  ['src/accounts'],
  ['src/catalog'],
  ['src/pricing'],
  ['src/inventory'],
  ['src/orders'],
  ['src/fulfillment'],
  ['src/intake'],
  ['src/analytics'],
  ['src/imports'],
  ['src/integrity'],
  ['resolvers'],
  ['subscriptions'],
  ['src/server'],
  ['src/demo'],
  ['src/cli'],
];

/** Folders whose other files are nobody's business but their own tests', each with its one entrance. */
const WALLS = [
  { folder: 'src/persistence/mysql', entrance: 'mysql-database.ts', tests: 'persistence|migrations' },
  { folder: 'src/persistence/mapping', entrance: 'entity-mapping.ts', tests: 'persistence' },
  { folder: 'src/server/fast', entrance: 'index.ts', tests: 'server/fast' },
];

const wallRules = WALLS.map(({ folder, entrance, tests }) => ({
  name: `one-entrance: ${folder}/${entrance}`,
  comment: 'What is fast by special means stands behind a wall, so that it can be changed or left out.',
  severity: 'error',
  from: { pathNot: `^(${folder}/|test/((unit|api)/)?(${tests})/)` },
  to: { path: `^${folder}/`, pathNot: `^${folder}/${entrance.replace('.', '\\.')}$` },
}));

const PRODUCTION = '^(src|entities|resolvers|subscriptions)/';

const under = (folders) =>
  `^(${folders.map((folder) => (folder.endsWith('.ts') ? folder : `${folder}/`)).join('|')})`;

const layerRules = LAYERS.slice(0, -1).map((layer, index) => ({
  name: `only-from-below: ${layer.map((folder) => folder.replace('\\', '')).join(', ')}`,
  comment:
    'A folder imports only from below; what must reach upward goes through a port that the server wires.',
  severity: 'error',
  from: { path: under(layer) },
  to: { path: under(LAYERS.slice(index + 1).flat()) },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...wallRules,
    {
      name: 'known-folder',
      comment: 'A new folder gets its place in LAYERS first.',
      severity: 'error',
      from: { path: '^src/', pathNot: under(LAYERS.flat()) },
      to: {},
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'production-stands-alone',
      comment: 'What runs imports neither tests nor benchmarks nor development packages.',
      severity: 'error',
      from: { path: PRODUCTION },
      to: { path: '^(test|bench|scripts|playground)/' },
    },
    {
      name: 'no-development-package',
      severity: 'error',
      from: { path: PRODUCTION },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|data|test/generated)/' },
    enhancedResolveOptions: {
      conditionNames: ['node', 'require', 'import', 'default'],
      exportsFields: ['exports'],
    },
  },
};
