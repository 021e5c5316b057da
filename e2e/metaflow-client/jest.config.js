// What TypeScript wrote, read by Metaflow's own Python client, and resumed by it. Needs the pinned Metaflow: see tools/python.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/metaflow-client'],
  testTimeout: 600_000,
};
