import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoDate } from '@accord/kernel';
import type { DealEvent } from '../deal.events';
import { foldProtected, type ProtectedRow } from './inactivity.projection';

type Stored<T extends DealEvent['type']> = Extract<DealEvent, { type: T }>;
const stored = <T extends DealEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));
const approvedOn = (day: string): DealEvent => {
  const { type, data } = stored('DealApproved');
  return { type, data: { ...data, approvedOn: isoDate(day) } };
};
const watched = (...events: readonly DealEvent[]): string | null | undefined =>
  [stored('DealRegistered'), ...events].reduce<ProtectedRow | undefined>(
    (row, event) => foldProtected(row, event) ?? undefined,
    undefined,
  )?.approved_on;

describe('A protection', () => {
  it('is watched for inactivity from its approval on', () => {
    expect(watched()).toBeNull();
    expect(watched(approvedOn('2026-02-02'))).toBe('2026-02-02');
  });

  it.each(['DealWithdrawn', 'DealProtectionBroken', 'DealExpired'] as const)(
    'is watched no longer after %s, and again from the day on which it is put back',
    (end) => {
      const ended = [approvedOn('2026-02-02'), stored(end)];
      expect(watched(...ended)).toBeNull();
      expect(watched(...ended, approvedOn('2026-03-24'))).toBe('2026-03-24');
    },
  );

  it.each(['DealWon', 'DealLost', 'DealDenied'] as const)('is over for good after %s', (end) => {
    expect(watched(approvedOn('2026-02-02'), stored(end))).toBeUndefined();
  });
});
