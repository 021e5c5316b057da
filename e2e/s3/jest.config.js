// The S3 datastore on a real server (moto), with Metaflow's own client beside ours. Needs the pinned Metaflow: see tools/python.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/s3'],
  // As built: the thread that speaks to S3 is started by Node itself, which reads no TypeScript.
  testEnvironmentOptions: { customExportConditions: ['node', 'require', 'default'] },
  modulePathIgnorePatterns: [],
  testTimeout: 180_000,
};
