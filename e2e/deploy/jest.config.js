// Deployments to environments: the real `mf` in workspaces of their own, to folders, a real S3 (moto) and real git repositories.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../jest-as-built.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/deploy'],
  testTimeout: 180_000,
};
