// A process that signals itself at one of its own appends, as if it had died or stalled there.
// ACCORD_TEST_APP: "api" | "worker"; ACCORD_TEST_FAULT: {"streams": "deal-", "nth": 1, "when": "before" | "after", "signal": "SIGKILL",
// "deaf": true where it shall not learn that its locks were lost}
const { join } = require('node:path');
const { EventStoreDBClient } = require('@eventstore/db-client');

const { streams, nth, when, signal, deaf } = JSON.parse(process.env.ACCORD_TEST_FAULT);
const append = EventStoreDBClient.prototype.appendToStream;
let count = 0;

EventStoreDBClient.prototype.appendToStream = async function (stream, ...rest) {
  const isHere = new RegExp(`^(${streams})`).test(stream) && ++count === nth;
  if (isHere && when === 'before') process.kill(process.pid, signal);
  const result = await append.call(this, stream, ...rest);
  if (isHere && when === 'after') process.kill(process.pid, signal);
  return result;
};

if (deaf) {
  const { Locks } = require(join(__dirname, '../../../dist/libs/read-store/src'));
  const hold = Locks.prototype.hold;
  Locks.prototype.hold = function (keys, work) {
    return hold.call(this, keys, () => work({ async check() {} }));
  };
}
require(join(__dirname, '../../../dist/apps', process.env.ACCORD_TEST_APP, 'src/main'));
