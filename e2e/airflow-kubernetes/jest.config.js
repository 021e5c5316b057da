// Flows compiled with --compute=kubernetes, run by a real Airflow (AIRFLOW_VERSION=3, or 2) on a real Kubernetes, with S3, and but for one
// flow without a metadata service. Needs root, for the cluster is on this machine: see e2e/kubernetes/cluster.ts.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/airflow-kubernetes'],
  globalSetup: '<rootDir>/e2e/airflow-kubernetes/start-suite.ts',
  globalTeardown: '<rootDir>/e2e/airflow-kubernetes/stop-suite.ts',
  testTimeout: 600_000,
  // What pods tell a metadata service has nothing to do with the version of Airflow: once is enough.
  testPathIgnorePatterns: ['/dist/', ...(process.env.AIRFLOW_VERSION === '2' ? ['service.spec.ts'] : [])],
};
