import { debited } from '@accord/kernel';
import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import type { FinancialAccount } from './account/financial-posting';
import { sumsOf } from './estimate-earnings/earned-sums';
import { accountTargets } from './estimate-earnings/estimate-account';
import { postClaim } from './post-claim/post-claim';
import { paidOut } from './spec-support/paid-out';
import { claimOf, claimed, cut, earning, issue, usd } from './spec-support/statement-runs';
import { pagesOf } from './statement/draft';
import { draftLines } from './statement/draft-lines';
import { USUAL_TERMS } from './statement/payout-terms';

const JUNE = cut('2026-06-15');
const SCOPE = { book: 'gitlab', currency: 'USD', terms: USUAL_TERMS };
type Facts = readonly ReturnType<typeof earning>[];

/** What a statement of these facts debits to some accounts less what it credits, in minor units. */
const booked = (state: Account, facts: Facts, ...codes: FinancialAccount[]): bigint[] => {
  const postings = pagesOf(draftLines(facts, state, JUNE), state, SCOPE).flatMap(
    (page) => page.postings,
  );
  return codes.map((code) => postings.reduce((so, one) => so + debited(one, code), 0n));
};
const run = (state: Account, facts: Facts, name: string) =>
  issue(state, draftLines(facts, state, JUNE), name);

describe('What is earned is booked', () => {
  const spiff = (dollars: number) =>
    earning('s', dollars, { kind: 'formula', rule: 'spiff', personId: 'p-1', account: '6300' });
  const fee = earning('f', 300, { kind: 'referralFee', rule: 'fee' });
  const capitalised = earning('c', 40, { kind: 'referralFee', rule: 'cost', account: '1300' });
  const rebate = earning('r', 1_000);

  it('as a SPIFF (6300), a referral fee (6100), a contract cost (1300) or a rebate (4900)', () => {
    const facts = [spiff(400), fee, capitalised, rebate];
    expect(booked(account.initial, facts, '6300', '6100', '1300', '4900')).toEqual([
      40_000n,
      30_000n,
      4_000n,
      100_000n,
    ]);
  });

  it('and taken back where it was booked', () => {
    const paid = paidOut(run(account.initial, [spiff(400), rebate], 'q1'));
    expect(booked(paid, [spiff(100), rebate], '6300', '4900', '1100')).toEqual([
      -30_000n,
      0n,
      30_000n,
    ]);
  });

  it('there for as long as anything of it stands, whatever finance says of it later', () => {
    const before = earning('s', 400, { kind: 'formula', rule: 'spiff' });
    const paid = paidOut(run(account.initial, [before], 'q1'));
    expect(booked(paid, [spiff(500)], '4900', '6300')).toEqual([10_000n, 0n]);
    expect(booked(paid, [spiff(0)], '4900', '6300')).toEqual([-40_000n, 0n]);
    const gone = run(paid, [spiff(0)], 'q2');
    expect(booked(gone, [spiff(500)], '4900', '6300')).toEqual([0n, 50_000n]);
  });

  it('and accrued there, less what was settled under another account', () => {
    const before = earning('s', 400, { kind: 'formula', rule: 'spiff' });
    const state = run(account.initial, [before], 'q1');
    const open = (...facts: Facts) =>
      accountTargets(state, { ...SCOPE, sums: sumsOf(facts) }).targets;
    expect(open(spiff(400))).toEqual([]);
    expect(open(spiff(450), fee)).toEqual([
      { expense: '6100', before: usd(0), target: usd(300) },
      { expense: '6300', before: usd(0), target: usd(50) },
    ]);
  });
});

describe('A claim of a program that buys a service with it', () => {
  /** What is debited to each account less what is credited to it, once so many dollars are approved. */
  const moved = (state: Account, dollars: number): Record<string, bigint> => {
    const of = { accountId: 'a', partnerId: 'fjord', claim: claimOf(dollars) };
    const decision = postClaim(state, { ...of, contra: '6200' });
    if (decision.kind === 'rejected') throw new Error('refused');
    const postings = decision.events.flatMap(({ data }) => data.postings);
    const codes = postings.flatMap(({ lines }) => lines.map(({ account: code }) => code));
    return Object.fromEntries(
      codes.map((code) => [code, postings.reduce((so, one) => so + debited(one, code), 0n)]),
    );
  };

  it('is a marketing expense (6200), also when it is taken back, before it is paid and after', () => {
    expect(moved(account.initial, 3_000)).toEqual({ '6200': 300_000n, '2110': -300_000n });
    const approved = claimed(account.initial, 3_000, '6200');
    expect(approved.balances).toEqual({ ...NOTHING_OWED, earned: 300_000n });
    expect(moved(approved, 2_200)).toEqual({ '6200': -80_000n, '2110': 80_000n });
    const paid = paidOut(run(approved, [], 'q1'));
    expect(moved(paid, 2_200)).toEqual({ '6200': -80_000n, '1100': 80_000n });
  });
});
