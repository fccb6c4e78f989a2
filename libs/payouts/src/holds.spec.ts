import { isoDate, type Decision } from '@accord/kernel';
import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import type { AccountEvent } from './account/account.events';
import type { HoldScope } from './account/hold';
import { instructPayment } from './instruct-payments/instruct-payment';
import { placeHold } from './place-hold/place-hold';
import { releaseHold } from './release-hold/release-hold';
import { amounts, claimed, cut, earning, issue, usd } from './spec-support/statement-runs';
import { draftLines } from './statement/draft-lines';
import { lineBody } from './statement/line.response';

const OF = { accountId: 'a', partnerId: 'fjord', book: 'gitlab', currency: 'USD' };
const JUNE = cut('2026-06-15');
const SEPTEMBER = cut('2026-09-14');

const take = (state: Account, decision: Decision<AccountEvent>): Account => {
  if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.code);
  return decision.events.reduce(account.evolve, state);
};
const held = (state: Account, holdId: string, scope: HoldScope): Account =>
  take(
    state,
    placeHold(state, { ...OF, holdId, scope, reason: 'audit', placedOn: isoDate('2026-06-01') }),
  );
const released = (state: Account, holdId: string): Account =>
  take(
    state,
    releaseHold(state, { holdId, reason: 'all is well', releasedOn: isoDate('2026-07-01') }),
  );
const codesOf = (decision: Decision<AccountEvent>): string[] =>
  decision.kind === 'rejected' ? decision.rejections.map(({ code }) => code) : [];

describe('A hold', () => {
  const facts = [earning('a', 1_000), earning('b', 2_500), earning('c', 2_250)];
  const line = (lineId: string): HoldScope => ({ kind: 'line', lineId });

  it('leaves 2,500 of 5,750 out of a run with its reason, and the next run pays them once released', () => {
    let state = held(account.initial, 'h1', line('b'));
    const lines = draftLines(facts, state, JUNE);
    expect(amounts(lines)).toEqual([
      ['a', 'payable', 1_000n],
      ['b', 'held', 0n],
      ['c', 'payable', 2_250n],
    ]);
    expect(lines.map(lineBody)[1]).toMatchObject({
      earned: '2500.00',
      amount: '0.00',
      held: '2500.00',
      holdId: 'h1',
      holdReason: 'audit',
    });
    state = issue(state, lines, 'q1');
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 325_000n, held: 250_000n });

    // While it is held each statement says so, and nothing moves.
    const waiting = draftLines(facts, state, SEPTEMBER);
    expect(amounts(waiting)).toEqual([['b', 'held', 0n]]);
    state = issue(state, waiting, 'q2');
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 325_000n, held: 250_000n });

    state = released(state, 'h1');
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 325_000n, approved: 250_000n });
    const paid = draftLines(facts, state, SEPTEMBER);
    expect(amounts(paid)).toEqual([['b', 'payable', 2_500n]]);
    state = issue(state, paid, 'q3');
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 575_000n });
    expect(draftLines(facts, state, SEPTEMBER)).toEqual([]);
  });

  it('on a deal keeps back what that deal has earned, and no more', () => {
    const state = held(account.initial, 'h1', { kind: 'deal', dealId: 'deal of c' });
    const lines = draftLines(facts, state, JUNE);
    expect(amounts(lines).map(([id, standing]) => [id, standing])).toEqual([
      ['a', 'payable'],
      ['b', 'payable'],
      ['c', 'held'],
    ]);
    expect(issue(state, lines, 'q1').balances).toMatchObject({ payable: 350_000n, held: 225_000n });
  });

  it('on the account keeps everything back and stops payments of what is on statements', () => {
    let state = issue(
      account.initial,
      draftLines([facts[0] ?? earning('a', 1)], account.initial, JUNE),
      'q1',
    );
    state = held(state, 'h1', { kind: 'account' });
    const details = { detailsId: 'd', versionId: 'v', hash: 'h' };
    const instruct = { ...OF, payoutId: 'q1', details };
    expect(codesOf(instructPayment(state, instruct))).toEqual(['held']);
    state = issue(state, draftLines(facts, state, SEPTEMBER), 'q2');
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 100_000n, held: 475_000n });
    state = released(state, 'h1');
    state = take(state, instructPayment(state, instruct));
    expect(state.balances).toMatchObject({ payable: 0n, inFlight: 100_000n, approved: 475_000n });
  });

  it('gives back only what no other hold covers', () => {
    let state = held(account.initial, 'h1', line('b'));
    state = held(state, 'h2', { kind: 'deal', dealId: 'deal of b' });
    state = issue(state, draftLines(facts, state, JUNE), 'q1');
    state = released(state, 'h1');
    expect(state.balances).toMatchObject({ held: 250_000n, approved: 0n });
    state = released(state, 'h2');
    expect(state.balances).toMatchObject({ held: 0n, approved: 250_000n });
    state = held(state, 'h3', { kind: 'account' });
    expect(state.balances).toMatchObject({ held: 250_000n, approved: 0n });
  });

  it('gives late facts what is held first: 2,500 held and 1,000 right leave 1,000 held, nothing owed', () => {
    let state = held(account.initial, 'h1', line('b'));
    state = issue(state, draftLines(facts, state, JUNE), 'q1');
    const fewer = [earning('a', 1_000), earning('b', 1_000), earning('c', 2_250)];
    const lines = draftLines(fewer, state, SEPTEMBER);
    expect(lines).toMatchObject([
      { lineId: 'b', standing: 'held', amount: usd(0), aside: { held: usd(1_000) } },
    ]);
    state = issue(state, lines, 'q2');
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 325_000n, held: 100_000n });
  });

  it('takes what was too much from what was released, then from what statements have said', () => {
    let state = issue(
      account.initial,
      draftLines([earning('b', 500)], account.initial, JUNE),
      'q1',
    );
    state = held(state, 'h1', line('b'));
    state = issue(state, draftLines([earning('b', 2_500)], state, JUNE), 'q2');
    expect(state.balances).toMatchObject({ payable: 50_000n, held: 200_000n });
    state = released(state, 'h1');
    const lines = draftLines([earning('b', 300)], state, SEPTEMBER);
    expect(amounts(lines)).toEqual([['b', 'payable', -200n]]);
    expect(issue(state, lines, 'q3').balances).toEqual({ ...NOTHING_OWED, payable: 30_000n });
  });

  it('keeps a claim on a fund back; clawed back while it is held, it leaves nothing owed', () => {
    let state = held(claimed(account.initial, 3_000), 'h1', line('mdf:fund:c1'));
    state = issue(state, draftLines([], state, JUNE), 'q1');
    expect(state.balances).toEqual({ ...NOTHING_OWED, held: 300_000n });
    state = claimed(state, 2_200);
    expect(state.balances).toEqual({ ...NOTHING_OWED, held: 220_000n });
    state = released(state, 'h1');
    state = issue(state, draftLines([], state, SEPTEMBER), 'q2');
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 220_000n });
  });

  it('that is released leaves of a claim that is clawed back then what is right, on the next statement', () => {
    let state = held(claimed(account.initial, 3_000), 'h1', line('mdf:fund:c1'));
    state = released(issue(state, draftLines([], state, JUNE), 'q1'), 'h1');
    expect(state.balances).toEqual({ ...NOTHING_OWED, approved: 300_000n });
    state = claimed(claimed(state, 2_200), 1_500);
    expect(state.balances).toEqual({ ...NOTHING_OWED, approved: 150_000n });
    // Another hold takes no more than that.
    state = held(state, 'h2', line('mdf:fund:c1'));
    expect(state.balances).toEqual({ ...NOTHING_OWED, held: 150_000n });
    state = released(state, 'h2');
    state = issue(state, draftLines([], state, SEPTEMBER), 'q2');
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 150_000n });
  });

  it('is placed once on the same thing and released once', () => {
    const state = held(account.initial, 'h1', line('b'));
    const again = {
      ...OF,
      holdId: 'h2',
      scope: line('b'),
      reason: 'r',
      placedOn: isoDate('2026-06-02'),
    };
    expect(codesOf(placeHold(state, again))).toEqual(['already-held']);
    const release = { holdId: 'h1', reason: 'r', releasedOn: isoDate('2026-06-03') };
    expect(codesOf(releaseHold(released(state, 'h1'), release))).toEqual(['hold-not-active']);
  });
});
