import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold } from '@accord/kernel';
import { conflictCase } from '../conflict-case/conflict-case';
import type { Collision, ConflictCaseEvent } from '../conflict-case/conflict-case.events';
import { settleCollision, type SettleCollision } from './settle-collision';

type Stored<T extends ConflictCaseEvent['type']> = Extract<ConflictCaseEvent, { type: T }>;
const stored = <T extends ConflictCaseEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));
const given = (...events: ConflictCaseEvent[]) => fold(conflictCase, events);

const found = stored('ExclusivityCollisionFound');
const decided = stored('ExclusivityCollisionDecided');
const { collisions } = found.data;
const [pair] = collisions;
if (!pair) throw new Error('no collision in the example');
const [own, other] = [pair.absorbed.dealId, pair.survivor.dealId];

const codes = (
  command: SettleCollision,
  state = given(found),
  now: readonly Collision[] = collisions,
): string[] => {
  const decision = settleCollision(state, command, now);
  return decision.kind === 'accepted' ? ['accepted'] : decision.rejections.map(({ code }) => code);
};
const keeping = (...keeps: string[]): SettleCollision => ({ verdict: 'merge', keeps });

describe('A person who decides about a merge that waits', () => {
  it('says which of two approvals stands; the other one gives way', () => {
    expect(settleCollision(given(found), keeping(own), collisions)).toEqual(accepted(decided));
  });

  it('cannot keep both, or neither, or one that collides with nothing', () => {
    expect(codes(keeping(own, other))).toEqual(['collision-undecided']);
    expect(codes(keeping())).toEqual(['collision-undecided']);
    expect(codes(keeping(own, 'stranger'))).toEqual(['not-in-collision']);
  });

  it('of three in a row keeps the outer two or the middle one', () => {
    const third = { ...pair.absorbed, dealId: 'third', grantId: 'grant-third' };
    const row = [pair, { absorbed: third, survivor: pair.survivor }];
    expect(codes(keeping(own, 'third'), given(found), row)).toEqual(['accepted']);
    expect(codes(keeping(other), given(found), row)).toEqual(['accepted']);
    expect(codes(keeping(own), given(found), row)).toEqual(['collision-undecided']);
  });

  it('decides about nothing where what collided has ended meanwhile', () => {
    expect(settleCollision(given(found), keeping(), [])).toEqual(
      accepted({ ...decided, data: { verdict: 'merge', keeps: [], losers: [] } }),
    );
  });

  it('may let the merge go, decides once, and only about such a case', () => {
    expect(codes({ verdict: 'abandon' })).toEqual(['accepted']);
    expect(codes({ verdict: 'abandon' }, given(found, decided))).toEqual(['case-decided']);
    expect(codes({ verdict: 'abandon' }, given())).toEqual(['case-unknown']);
    const identity = given(stored('ConflictCaseOpened'));
    expect(codes({ verdict: 'abandon' }, identity)).toEqual(['case-is-identity']);
  });
});
