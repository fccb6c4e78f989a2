import { dateIn, isoDate, type IsoDate } from '@accord/kernel';
import { rulesOf } from '../../../../test/support/sample-rules';
import type { ProgramVersion } from '../program';
import { zoneNow } from './zone-now';

const AUCKLAND = 'Pacific/Auckland';
const version = (number: number, from: string, timeZone: string): ProgramVersion => ({
  programId: 'gitlab',
  version: number,
  effectiveFrom: isoDate(from),
  rules: { ...rulesOf('gitlab'), timeZone },
  documentHash: String(number),
});
const at = (instant: string): ReadonlyMap<string, IsoDate> =>
  new Map([AUCKLAND, 'UTC'].map((zone) => [zone, dateIn(instant, zone)]));

describe('The zone of a program', () => {
  const moved = [version(1, '2026-01-01', 'UTC'), version(2, '2026-02-10', AUCKLAND)];

  it.each([
    // The 10th begins in Auckland at 11:00 of the 9th in UTC: by then the second version counts.
    ['2026-02-09T10:59:59.999Z', 'UTC'],
    ['2026-02-09T11:00:00.000Z', AUCKLAND],
    ['2026-02-10T00:00:00.000Z', AUCKLAND],
  ])('is at %s that of the version which has begun by its own clock: %s', (instant, zone) => {
    expect(zoneNow({ versions: moved }, at(instant))).toBe(zone);
  });

  it('is the first one’s before any has begun, and none where there is no program', () => {
    const versions = [version(1, '2026-03-01', AUCKLAND), version(2, '2026-04-01', 'UTC')];
    expect(zoneNow({ versions }, at('2026-02-01T00:00:00Z'))).toBe(AUCKLAND);
    expect(zoneNow({ versions: [] }, at('2026-02-01T00:00:00Z'))).toBeUndefined();
  });
});
