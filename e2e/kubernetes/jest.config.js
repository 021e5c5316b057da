// Steps as pods on a real Kubernetes, with S3 (moto) for their data. Needs root, for the cluster is on this machine: see cluster.ts.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/kubernetes'],
  globalSetup: '<rootDir>/e2e/kubernetes/start-suite.ts',
  globalTeardown: '<rootDir>/e2e/kubernetes/stop-suite.ts',
  // As built: the thread that speaks to S3 is started by Node itself, which reads no TypeScript.
  testEnvironmentOptions: { customExportConditions: ['node', 'require', 'default'] },
  modulePathIgnorePatterns: [],
  testTimeout: 240_000,
  maxConcurrency: 4,
};
