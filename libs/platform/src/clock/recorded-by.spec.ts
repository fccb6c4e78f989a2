import { isoDate, logPosition, type Recorded } from '@accord/kernel';
import type { InstallationEvent } from './installation.events';
import { recordedBy } from './recorded-by';

const at = (event: InstallationEvent, position: bigint): Recorded<InstallationEvent> => ({
  ...event,
  id: String(position),
  stream: 'installation-accord',
  revision: 0,
  position: logPosition(position),
  recordedAt: '2026-11-24T10:00:00.000Z',
  schemaVersion: 1,
  envelope: {
    commandId: 'c',
    commandHash: 'h',
    correlationId: 'c',
    causationId: 'c',
    actor: { principal: 'admin', role: 'admin' },
    occurredOn: isoDate('2026-02-01'),
  },
});
const created = (startsOn: string | null): InstallationEvent => ({
  type: 'InstallationCreated',
  data: {
    logId: 'log',
    mode: startsOn === null ? 'live' : 'sandbox',
    startsOn: startsOn === null ? null : isoDate(startsOn),
    timeZone: 'America/New_York',
  },
});
const advanced = (from: string, to: string): InstallationEvent => ({
  type: 'ClockAdvanced',
  data: { from: isoDate(from), to: isoDate(to) },
});
const worked = (through: string): InstallationEvent => ({
  type: 'DueWorkCompleted',
  data: { through: isoDate(through) },
});

const POSITIONS = [5n, 10n, 15n, 20n, 25n, 30n, 35n, 40n, 45n];
/** Positions between those of the installation's events that were recorded by the date. */
function seen(asOf: string, installed: Recorded<InstallationEvent>[]): bigint[] {
  const wasRecorded = recordedBy(asOf, installed);
  return POSITIONS.filter((position) =>
    wasRecorded({ position: logPosition(position), recordedAt: '2026-11-24T10:00:00.000Z' }),
  );
}

describe('As of', () => {
  // 31 March is the start; the clock then jumps to 2 April and works the days off one by one.
  const sandbox = [
    at(created('2026-03-31'), 1n),
    at(advanced('2026-03-31', '2026-04-02'), 12n),
    at(worked('2026-04-01'), 22n),
    at(worked('2026-04-02'), 32n),
    at(advanced('2026-04-02', '2026-04-03'), 42n),
  ];

  it('a date of the sandbox clock ends where the next day begins, also within a jump', () => {
    expect(seen('2026-03-30', sandbox)).toEqual([]);
    expect(seen('2026-03-31', sandbox)).toEqual([5n, 10n]);
    expect(seen('2026-04-01', sandbox)).toEqual([5n, 10n, 15n, 20n]);
    expect(seen('2026-04-02', sandbox)).toEqual([5n, 10n, 15n, 20n, 25n, 30n, 35n, 40n]);
    expect(seen('2026-04-03', sandbox)).toEqual(POSITIONS);
  });

  it('a log position includes it', () => {
    expect(seen('20', sandbox)).toEqual([5n, 10n, 15n, 20n]);
  });

  it('an instant or a live date goes by the time of recording, the date in the zone`s day', () => {
    const live = [at(created(null), 1n)];
    const by = (asOf: string, recordedAt: string): boolean =>
      recordedBy(asOf, live)({ position: logPosition(2n), recordedAt });
    expect(by('2026-03-31', '2026-04-01T03:59:59.999Z')).toBe(true);
    expect(by('2026-03-31', '2026-04-01T04:00:00.000Z')).toBe(false);
    expect(by('2026-04-01T04:00:00Z', '2026-04-01T04:00:00.000Z')).toBe(true);
    expect(by('2026-04-01T06:00:00+02:00', '2026-04-01T04:00:00.001Z')).toBe(false);
  });

  it.each(['', 'now', '2026-02-30', '-1', '2026-03-31T10:00:00', '2026-13-01T10:00:00Z'])(
    'refuses "%s"',
    (asOf) => {
      expect(() => recordedBy(asOf, sandbox)).toThrow('The request is not valid');
    },
  );
});
