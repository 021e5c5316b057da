// What is left when schedulers and tasks are killed, interrupted, or many at once: real processes, real signals.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/crash'],
  testTimeout: 1_800_000,
};
