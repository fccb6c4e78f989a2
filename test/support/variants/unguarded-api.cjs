// An API process whose deciders take no lock: what "check, then write" would be. For the race test
// alone, which has to find it out.
const { join } = require('node:path');

const dist = join(__dirname, '../../../dist');
const { Locks } = require(join(dist, 'libs/read-store/src'));

Locks.prototype.hold = (_keys, work) => work({ async check() {} });
require(join(dist, 'apps/api/src/main'));
