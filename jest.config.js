const { tmpdir } = require('node:os');
const { join } = require('node:path');

// Unit tests, each beside its source. The suites under e2e/ have their own configurations: they need real systems.
// What a developer has configured for Metaflow is no matter of tests.
process.env.METAFLOW_HOME ??= join(tmpdir(), 'no-metaflow-home');

/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/packages', '<rootDir>/tools'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/files/'],
  modulePathIgnorePatterns: ['/dist/'],
  // Some specs run flows for real, and the machine may be busy.
  testTimeout: 30_000,
  testEnvironmentOptions: { customExportConditions: ['@mf/source', 'node', 'require', 'default'] },
  moduleNameMapper: {
    // A lazy `import('./x.js')` of a source is that of x.ts.
    '^(\\.{1,2}/.+)\\.js$': ['$1.js', '$1'],
    // Looks for an optional package with a top-level await, which CommonJS cannot have; nothing of ours draws on a canvas.
    '^vega-canvas$': '<rootDir>/node_modules/vega-canvas/build/vega-canvas.browser.js',
  },
  // The parser and the charts come as ES modules only.
  transformIgnorePatterns: [
    '/node_modules/(?!(oxc-parser|vega|vega-[^/]+|d3-[^/]+|delaunator|internmap|robust-predicates)/)',
  ],
  transform: {
    '^.+\\.m?[jt]s$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { decoratorVersion: '2022-03' },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};
