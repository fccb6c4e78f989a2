import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, rejected } from '@accord/kernel';
import { advanceClock } from './advance-clock/advance-clock';
import { completeDueWork } from './complete-due-work/complete-due-work';
import { createInstallation } from './create-installation/create-installation';
import { installation, type Installation } from './installation';
import type { InstallationEvent } from './installation.events';

const stored = (type: InstallationEvent['type'], version = 1): InstallationEvent =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v${version}.json`), 'utf8'));

const day = isoDate;
const given = (...events: InstallationEvent[]): Installation => fold(installation, events);
const created = stored('InstallationCreated');
const advanced = stored('ClockAdvanced');
const worked = stored('DueWorkCompleted');
const logId = '0b0e7c3e-7a3f-4a53-9d34-5f0f5d8f4d11';
const timeZone = 'America/Los_Angeles';
const live = given({
  type: 'InstallationCreated',
  data: { logId, mode: 'live', startsOn: null, timeZone },
});

describe('The stored events of an installation', () => {
  it('add up to a sandbox whose clock stands where it was put', () => {
    expect(given(created, advanced, worked)).toEqual({
      mode: 'sandbox',
      logId,
      timeZone,
      today: '2026-02-28',
      workedThrough: '2026-02-28',
    });
  });
});

describe('An installation', () => {
  it('is sandbox or live for good', () => {
    const sandbox = { logId, timeZone, startsOn: day('2026-02-01') };
    expect(createInstallation(given(), sandbox)).toEqual(accepted(created));
    expect(createInstallation(given(created), { ...sandbox, startsOn: null })).toEqual(
      rejected('already-installed', 'This log already is a sandbox installation'),
    );
  });
});

describe('The clock of a sandbox', () => {
  const sandbox = given(created);

  it('moves forward by a year at most', () => {
    expect(advanceClock(sandbox, { to: day('2026-02-28') })).toEqual(accepted(advanced));
    expect(advanceClock(sandbox, { to: day('2027-02-02') }).kind).toBe('accepted');
    expect(advanceClock(sandbox, { to: day('2027-02-03') })).toEqual(
      rejected('clock-too-far', 'At most 366 days at once', 'to'),
    );
  });

  it.each(['2026-02-01', '2026-01-31'])(
    'does not move to %s when it stands at 1 February',
    (to) => {
      expect(advanceClock(sandbox, { to: day(to) })).toEqual(
        rejected(
          'clock-not-forward',
          'The clock stands at 2026-02-01 and only moves forward',
          'to',
        ),
      );
    },
  );

  it('waits until the days passed have been worked off', () => {
    const behind = given(created, advanced);
    expect(advanceClock(behind, { to: day('2026-03-01') })).toEqual(
      rejected('due-work-running', 'Due work is done through 2026-02-01 only; try again shortly'),
    );
    expect(advanceClock(given(created, advanced, worked), { to: day('2026-03-01') })).toEqual(
      accepted({ type: 'ClockAdvanced', data: { from: day('2026-02-28'), to: day('2026-03-01') } }),
    );
  });

  it('does not exist in a live log', () => {
    expect(advanceClock(live, { to: day('2026-03-01') })).toEqual(
      rejected('clock-is-live', 'Only a sandbox installation has a clock that can be moved'),
    );
  });
});

describe('Due work', () => {
  const passed = given(created, advanced);
  it.each([
    ['2026-02-28', 1],
    ['2026-02-10', 1],
    ['2026-02-01', 0],
    ['2026-03-01', 0],
  ])('done through %s is news %s time(s): never backwards, never ahead', (through, count) => {
    const decision = completeDueWork(passed, { through: day(through) });
    expect(decision.kind === 'accepted' && decision.events).toHaveLength(count);
  });

  it('of a live log leaves no mark', () => {
    expect(completeDueWork(live, { through: day('2026-02-28') })).toEqual(accepted());
  });
});
