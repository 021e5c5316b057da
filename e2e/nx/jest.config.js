// The plugin as its users have it: packed tarballs, installed into a fresh workspace, driven by the real `nx` command.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/nx'],
  globalSetup: '<rootDir>/e2e/nx/serve-packages.ts',
  globalTeardown: '<rootDir>/e2e/nx/remove-packages.ts',
  testTimeout: 180_000,
};
