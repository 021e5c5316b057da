// Packages as they were built: the thread that speaks to S3 is started by Node itself, which reads no TypeScript.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../jest.config.js'),
  testEnvironmentOptions: { customExportConditions: ['node', 'require', 'default'] },
  modulePathIgnorePatterns: [],
};
