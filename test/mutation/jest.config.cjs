// The unit specs of what is mutated, in one file for each lib: Stryker loads it once for each mutant.
const {
  projects: [unit],
} = require('../../jest.config.cjs');

// LIB=incentives or LIB=payouts leaves the other's out, for a run over files of one lib.
module.exports = {
  ...unit,
  displayName: undefined,
  rootDir: process.cwd(),
  testRegex: 'test/mutation/(' + (process.env.LIB ?? '.*') + ')\\.spec\\.ts$',
  setupFiles: ['<rootDir>/test/mutation/setup.cjs'],
};
