// Deployments to environments: the real `mf` in workspaces of their own, to folders, a real S3 (moto) and real git repositories.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/deploy'],
  // As built: the thread that speaks to S3 is started by Node itself, which reads no TypeScript.
  testEnvironmentOptions: { customExportConditions: ['node', 'require', 'default'] },
  modulePathIgnorePatterns: [],
  testTimeout: 180_000,
};
