import { isoDate, type Decision } from '@accord/kernel';
import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import type { AccountEvent } from './account/account.events';
import { decideChange } from './decide-change/decide-change';
import type { EarningLine } from '@accord/incentives';
import { figuresOf, sumsOf } from './estimate-earnings/earned-sums';
import { accountTargets } from './estimate-earnings/estimate-account';
import type { Person } from './payout/person-of';
import { proposeRejection } from './propose-rejection/propose-rejection';
import { amounts, cut, earning, issue, usd } from './spec-support/statement-runs';
import { draftLines } from './statement/draft-lines';
import { lineBody } from './statement/line.response';

const OF = { accountId: 'a', partnerId: 'fjord', book: 'gitlab', currency: 'USD' };
const JUNE = cut('2026-06-15');
const SEPTEMBER = cut('2026-09-15');
const FIONA: Person = { principal: 'fiona', onBehalfOf: null };
const CARL: Person = { principal: 'carl', onBehalfOf: null };
const today = isoDate('2026-07-01');

const take = (state: Account, decision: Decision<AccountEvent>): Account => {
  if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.code);
  return decision.events.reduce(account.evolve, state);
};
const codesOf = (decision: Decision<AccountEvent>): string[] =>
  decision.kind === 'rejected' ? decision.rejections.map(({ code }) => code) : [];

/** Line a: so many dollars as it was closed, and as late facts have it. */
const changeOf = (was: number, is: number) => ({
  lineId: 'a',
  quarter: 'FY2027-Q1',
  was: usd(was),
  is: usd(is),
});
const proposal = (was: number, is: number, by = FIONA) => ({
  payee: OF,
  change: changeOf(was, is),
  place: ['service-attach-rebate', '4900'] as const,
  seen: usd(is),
  reason: 'The customer disputes the return',
  by,
  today,
});
const decision = (effect: 'reject' | 'accept', was: number, is: number, by = CARL) => ({
  effect,
  payee: OF,
  change: changeOf(was, is),
  seen: usd(is),
  by,
  today,
});
const rejectedAt = (state: Account, was: number, is: number): Account => {
  const proposed = take(state, proposeRejection(state, proposal(was, is)));
  return take(proposed, decideChange(proposed, decision('reject', was, is)));
};

/** What an estimate on these facts brings 2100 to, in cents. */
const accrued = (state: Account, facts: readonly EarningLine[], asked = ['a']): string[] =>
  accountTargets(state, {
    book: 'gitlab',
    currency: 'USD',
    sums: sumsOf(facts),
    figures: figuresOf(facts, new Set(asked)),
    asked,
  }).targets.map(({ target }) => target.minor);

describe('A late change', () => {
  const paid = issue(
    account.initial,
    draftLines([earning('a', 2_500), earning('b', 100)], account.initial, JUNE),
    'q1',
  );
  const returned = [earning('a', 0), earning('b', 100)];
  const grown = [earning('a', 2_700), earning('b', 100)];

  it('that takes 2,500 back is booked while nobody has decided, or one person alone has', () => {
    expect(amounts(draftLines(returned, paid, SEPTEMBER))).toEqual([['a', 'zero', -2_500n]]);
    const proposed = take(paid, proposeRejection(paid, proposal(2_500, 0)));
    expect(amounts(draftLines(returned, proposed, SEPTEMBER))).toEqual([['a', 'zero', -2_500n]]);
  });

  it('once rejected leaves the line as it was closed, and each statement says so with the reason', () => {
    let state = rejectedAt(paid, 2_500, 0);
    for (const run of ['q2', 'q3']) {
      const lines = draftLines(returned, state, SEPTEMBER);
      expect(amounts(lines)).toEqual([['a', 'held', 0n]]);
      expect(lines.map(lineBody)).toMatchObject([
        {
          earned: '0.00',
          posted: '2500.00',
          target: '2500.00',
          rejectedChange: { was: '2500.00', reason: 'The customer disputes the return' },
        },
      ]);
      state = issue(state, lines, run);
      expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 260_000n });
    }
  });

  it('that adds 200 is not paid once rejected, and paid once it is accepted after all', () => {
    let state = rejectedAt(paid, 2_500, 2_700);
    const waiting = draftLines(grown, state, SEPTEMBER);
    expect(amounts(waiting)).toEqual([['a', 'held', 0n]]);
    state = issue(state, waiting, 'q2');
    state = take(state, decideChange(state, decision('accept', 2_500, 2_700)));
    expect(amounts(draftLines(grown, state, SEPTEMBER))).toEqual([['a', 'payable', 200n]]);
  });

  it('of a line that was not there is told at nothing while it is rejected', () => {
    const state = rejectedAt(account.initial, 0, 300);
    const lines = draftLines([earning('a', 300)], state, SEPTEMBER);
    expect(lines).toMatchObject([{ standing: 'held', amount: usd(0), rejected: { was: usd(0) } }]);
  });

  it('to another figure is another change, which is booked until it is decided', () => {
    const state = rejectedAt(paid, 2_500, 0);
    const now = [earning('a', 900), earning('b', 100)];
    expect(amounts(draftLines(now, state, SEPTEMBER))).toEqual([['a', 'payable', -1_600n]]);
    const stale = { ...proposal(2_500, 900), seen: usd(0) };
    expect(codesOf(proposeRejection(state, stale))).toEqual(['change-moved']);
  });

  it('is decided only by the figure that was seen', () => {
    const proposed = take(paid, proposeRejection(paid, proposal(2_500, 900)));
    for (const effect of ['reject', 'accept'] as const) {
      const stale = { ...decision(effect, 2_500, 900), seen: usd(0) };
      expect(codesOf(decideChange(proposed, stale))).toEqual(['change-moved']);
    }
  });

  it('is rejected by two persons: neither the one who proposed it nor whom that one acts for decides', () => {
    const proposed = take(paid, proposeRejection(paid, proposal(2_500, 0)));
    const fionas: Person = { principal: 'bot', onBehalfOf: 'fiona' };
    for (const by of [FIONA, fionas]) {
      for (const effect of ['reject', 'accept'] as const) {
        const decided = decideChange(proposed, decision(effect, 2_500, 0, by));
        expect(codesOf(decided)).toEqual(['same-person']);
      }
    }
    expect(codesOf(decideChange(paid, decision('reject', 2_500, 0)))).toEqual([
      'no-rejection-pending',
    ]);
    const again = proposeRejection(proposed, proposal(2_500, 0));
    expect(codesOf(again)).toEqual(['rejection-pending']);
    const state = rejectedAt(paid, 2_500, 0);
    expect(codesOf(decideChange(state, decision('accept', 2_500, 0, FIONA)))).toEqual([
      'same-person',
    ]);
    expect(decideChange(state, decision('reject', 2_500, 0))).toMatchObject({ events: [] });
  });

  it('that a statement has booked is not rejected any more', () => {
    const booked = issue(paid, draftLines(returned, paid, SEPTEMBER), 'q2');
    expect(codesOf(proposeRejection(booked, proposal(2_500, 0)))).toEqual(['change-booked']);
    const proposed = take(paid, proposeRejection(paid, proposal(2_500, 0)));
    const late = issue(proposed, draftLines(returned, proposed, SEPTEMBER), 'q2');
    expect(codesOf(decideChange(late, decision('reject', 2_500, 0)))).toEqual(['change-booked']);
  });

  it('leaves a statement that was drafted before it was rejected out of its run, also once that is lifted', () => {
    const proposed = take(paid, proposeRejection(paid, proposal(2_500, 0)));
    const state = rejectedAt(paid, 2_500, 0);
    expect(proposed.movedAt).toBe(paid.movedAt);
    expect(state.movedAt).toBeGreaterThan(proposed.revision);
    const accepted = take(state, decideChange(state, decision('accept', 2_500, 0)));
    expect(accepted.movedAt).toBeGreaterThan(state.revision);
    const seen = take(paid, decideChange(paid, decision('accept', 2_500, 0)));
    expect(seen.movedAt).toBe(paid.movedAt);
  });

  it('is no part of what is accrued once it is rejected: neither what it adds nor what it takes back', () => {
    expect(accrued(paid, grown)).toEqual(['20000']);
    expect(accrued(rejectedAt(paid, 2_500, 2_700), grown)).toEqual([]);
    // 300 more on another line; without the rejection 2,500 too much would make nothing of it.
    const more = [...returned, earning('c', 300)];
    expect(accrued(paid, more)).toEqual([]);
    expect(accrued(rejectedAt(paid, 2_500, 0), more)).toEqual(['30000']);
    const gone = more.filter(({ lineId }) => lineId !== 'a');
    expect(accrued(rejectedAt(paid, 2_500, 0), gone)).toEqual(['30000']);
  });

  it('is accrued as facts have the line once they make another figure of it, before any statement says so', () => {
    const state = rejectedAt(paid, 2_500, 2_700);
    expect(accrued(state, [earning('a', 2_900), earning('b', 100)])).toEqual(['40000']);
    expect(accrued(state, grown)).toEqual([]);
  });

  it('stays out of an estimate that added up what is earned before it was rejected', () => {
    const [before, now] = [[...grown, earning('c', 300)], rejectedAt(paid, 2_500, 2_700)];
    expect(accrued(paid, before, [])).toEqual(['50000']);
    expect(accrued(now, before, [])).toEqual(['30000']);
    expect(accrued(now, before)).toEqual(['30000']);
    // Of a line that was asked about and is gone facts make another change.
    expect(accrued(now, [earning('b', 100), earning('c', 3_000)])).toEqual(['50000']);
  });

  it('is accrued as it was closed where it is rejected before any statement has said the line', () => {
    const closed = [earning('a', 2_700)];
    expect(accrued(rejectedAt(account.initial, 2_500, 2_700), closed)).toEqual(['250000']);
    expect(accrued(rejectedAt(account.initial, 2_500, 0), [])).toEqual(['250000']);
  });

  it('rejected once and once more stays as it was at first', () => {
    let state = rejectedAt(paid, 2_500, 0);
    state = issue(state, draftLines(returned, state, SEPTEMBER), 'q2');
    // The next close froze the line at nothing.
    state = rejectedAt(state, 0, 300);
    const lines = draftLines([earning('a', 300), earning('b', 100)], state, SEPTEMBER);
    expect(lines).toMatchObject([{ target: usd(2_500), rejected: { was: usd(2_500) } }]);
  });

  it('that comes back after a statement has said another figure is decided anew', () => {
    let state = rejectedAt(paid, 2_500, 0);
    state = issue(
      state,
      draftLines([earning('a', 900), earning('b', 100)], state, SEPTEMBER),
      'q2',
    );
    expect(amounts(draftLines(returned, state, SEPTEMBER))).toEqual([['a', 'zero', -900n]]);
  });
});
