// What the documentation shows, run: flows by `mf` and by the real Metaflow, programs by Node and Python. See tools/docs/src/samples.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/docs'],
  testTimeout: 600_000,
};
