// What was built, on newer versions of Node than the oldest one that it is for. Takes them from npm.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../jest-as-built.js'),
  rootDir: '../..',
  roots: ['<rootDir>/e2e/node-versions'],
  // The first call downloads.
  testTimeout: 300_000,
};
