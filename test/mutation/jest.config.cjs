// The unit specs of what is mutated, and nothing that starts a process.
const { projects, testTimeout } = require('../../jest.config.cjs');
const [unit] = projects;

module.exports = {
  ...unit,
  testTimeout,
  displayName: undefined,
  rootDir: process.cwd(),
  testRegex: 'libs/(incentives|payouts|kernel|mdf)/.*(?<!\\.int)\\.spec\\.ts$',
};
