import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoDate, logPosition, type Recorded } from '@accord/kernel';
import type { DealEvent } from '../deal.events';
import { causeOf, hadItsTurn, isLeft } from './left-place';

type Type = DealEvent['type'];
const stored = (type: Type): DealEvent =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));

const recorded = (type: Type): Recorded<DealEvent> => ({
  ...stored(type),
  id: 'e',
  stream: 'deal-d',
  revision: 0,
  position: logPosition(7n),
  recordedAt: '2026-02-20T12:00:00.000Z',
  schemaVersion: 1,
  envelope: {
    commandId: 'c',
    commandHash: 'h',
    correlationId: 'c',
    causationId: 'c',
    actor: { principal: 'p', role: 'program-manager' },
    occurredOn: isoDate('2026-02-20'),
  },
});

describe('A place in the queue', () => {
  it.each<[Type, string | undefined]>([
    ['DealDenied', 'passed'],
    ['DealWithdrawn', 'passed'],
    ['DealLost', 'passed'],
    ['DealExpired', 'expired'],
    ['DealReturned', undefined],
    ['DealWon', undefined],
  ])('is left by %s: %s', (type, cause) => {
    const event: Recorded = recorded(type);
    expect(isLeft(event) ? causeOf(event) : undefined).toBe(cause);
  });

  it.each<[Type[], boolean]>([
    [['DealRegistered', 'DealLost'], false],
    [['DealRegistered', 'DealTurnCame', 'DealLost'], true],
    // The release of its grant tells the next one.
    [['DealRegistered', 'DealTurnCame', 'DealApproved', 'DealLost'], false],
  ])('%j was at its turn: %s', (types, was) => {
    expect(hadItsTurn(types.map(stored))).toBe(was);
  });
});
