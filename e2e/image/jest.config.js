// Images of flows in a real registry. Needs docker-registry, or apt to fetch it with; no root.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/image'],
  testTimeout: 180_000,
};
