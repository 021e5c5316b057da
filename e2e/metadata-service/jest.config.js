// Runs at a metadata service, written and read by TypeScript and by the real Metaflow. Needs the pinned service: see tools/python.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/metadata-service'],
  testTimeout: 180_000,
};
