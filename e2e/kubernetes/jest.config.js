// Steps as pods on a real Kubernetes, with S3 (moto) for their data. Needs root, for the cluster is on this machine: see cluster.ts.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../jest-as-built.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/kubernetes'],
  globalSetup: '<rootDir>/e2e/kubernetes/start-suite.ts',
  globalTeardown: '<rootDir>/e2e/kubernetes/stop-suite.ts',
  testTimeout: 240_000,
  maxConcurrency: 4,
};
