// Loaded before a process's own code: a matcher whose every function throws. For the test that a replay
// never asks it.
const { join } = require('node:path');

const matcher = require(join(__dirname, '../../../dist/libs/customers/src/matching/match'));
for (const [name, value] of Object.entries(matcher)) {
  if (typeof value !== 'function') continue;
  matcher[name] = () => {
    throw new Error(`the matcher was asked: ${name}`);
  };
}
