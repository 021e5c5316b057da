// Flows compiled with --compute=docker, run by a real Airflow (AIRFLOW_VERSION=3, or 2) on a real Docker daemon, with S3 and no metadata
// service; and, once, what becomes of images in a Docker daemon. Needs root: see docker-daemon.ts.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/airflow-docker'],
  ...(process.env.AIRFLOW_VERSION === '2' && { testPathIgnorePatterns: ['/images\\.spec\\.ts$'] }),
  globalSetup: '<rootDir>/e2e/airflow-docker/start-suite.ts',
  globalTeardown: '<rootDir>/e2e/airflow-docker/stop-suite.ts',
  testTimeout: 300_000,
};
