import { execFileSync } from 'node:child_process';

/**
 * What depended on the zone of the machine would show: every expected number was worked out by the zones that
 * programs name, and this is none of them.
 */
describe('All tests, and the processes that they start,', () => {
  it('are in a zone that no program names, with odd hours and summer time', () => {
    const print = 'console.log(new Date(Date.UTC(2026, 0, 1)).toString())';
    const child = execFileSync(process.execPath, ['-e', print], { encoding: 'utf8' });
    for (const told of [new Date(Date.UTC(2026, 0, 1)).toString(), child]) {
      expect(told).toContain('13:45:00 GMT+1345');
    }
    expect(new Date(Date.UTC(2026, 6, 1)).toString()).toContain('12:45:00 GMT+1245');
  });
});
