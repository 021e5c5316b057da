// The S3 datastore on a real server (moto), with Metaflow's own client beside ours. Needs the pinned Metaflow: see tools/python.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../jest-as-built.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/s3'],
  testTimeout: 180_000,
};
