// Flows compiled by the real `mf` and run by a real Airflow: AIRFLOW_VERSION=3 (default) or 2. Needs the pinned Airflow: see tools/airflow.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/airflow'],
  globalSetup: '<rootDir>/e2e/airflow/start-suite.ts',
  globalTeardown: '<rootDir>/e2e/airflow/stop-suite.ts',
  // The tests mostly wait for Airflow, which needs the processor itself.
  maxWorkers: 3,
  // The scheduler takes tasks of older runs first: on two processors, one that starts later waits for minutes.
  testTimeout: 900_000,
};
