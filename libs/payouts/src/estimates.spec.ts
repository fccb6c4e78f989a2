import { canonicalJson } from '@accord/kernel';
import { account } from './account/account';
import { accountTargets } from './estimate-earnings/estimate-account';
import { sumsOf } from './estimate-earnings/earned-sums';
import { placeHold } from './place-hold/place-hold';
import {
  after,
  drafted,
  estimate,
  estimated,
  issued,
  issuing,
  moves,
} from './spec-support/estimating';
import { paidOut } from './spec-support/paid-out';
import { claimed, cut, earning, issue, usd } from './spec-support/statement-runs';
import { draftLines } from './statement/draft-lines';

const OF = { accountId: 'a', partnerId: 'fjord', book: 'gitlab', currency: 'USD' };

/** V-20: 2 % from 5,000, 4 % on everything above 20,000; 3,000, then 4,000, then 20,000 are bought. */
describe('The published volume rebate, estimated every month', () => {
  const october = [earning('oct', 60)];
  const november = [...october, earning('nov', 80)];
  const december = [earning('oct', 120), earning('nov', 160), earning('dec', 800)];
  const january = [earning('oct', 60), earning('nov', 80), earning('dec', 240)];
  const february = [...january, earning('feb', 500)];

  const oct = estimated(account.initial, october);
  const nov = estimated(oct, november);
  const novPaid = paidOut(issued(nov, drafted(nov, november), 'nov'));
  const dec = estimated(novPaid, december);
  const decPaid = paidOut(issued(dec, drafted(dec, december), 'dec'));
  const creditNote = drafted(decPaid, january);
  const owing = issued(decPaid, creditNote, 'jan');

  it('accrues 60 in October and trues it up by 80 in November, by 940 in December', () => {
    expect(moves(estimate(account.initial, october))).toEqual(['R1 4900 2100 6000']);
    expect(moves(estimate(oct, november))).toEqual(['R1 4900 2100 8000']);
    expect(moves(estimate(novPaid, december))).toEqual(['R1 4900 2100 94000']);
    expect([oct, nov, dec].map(({ balances }) => balances.accrued)).toEqual([
      6_000n,
      14_000n,
      94_000n,
    ]);
  });

  it('earns and pays 140 and 940 out of what was accrued, with no expense of their own', () => {
    expect(moves(issuing(nov, drafted(nov, november), 'nov'))).toEqual([
      'R2 2100 2110 14000',
      'R3 2110 2120 14000',
      'R5 2120 2130 14000',
    ]);
    expect(novPaid.balances).toMatchObject({ accrued: 0n, paid: 14_000n });
    expect(decPaid.balances).toMatchObject({ accrued: 0n, paid: 108_000n });
  });

  it('owes 700 after the credit note of January: nothing is accrued, 1,080 less 380 are taken back', () => {
    expect(moves(estimate(decPaid, january))).toEqual([]);
    expect(moves(issuing(decPaid, creditNote, 'jan'))).toEqual(['R7 1100 4900 70000']);
    expect(owing.balances).toMatchObject({ accrued: 0n, receivable: 70_000n });
  });

  it('offsets the next 500 in full, and 200 stay owed', () => {
    const state = estimated(owing, february);
    expect(state.balances).toMatchObject({ accrued: 50_000n, receivable: 70_000n });
    const next = drafted(state, february);
    expect(moves(issuing(state, next, 'feb'))).toEqual([
      'R2 2100 2110 50000',
      'R3 2110 2120 50000',
      'R5 2120 2130 50000',
      'R8 2130 1100 50000',
    ]);
    expect(issued(state, next, 'feb').balances).toMatchObject({
      accrued: 0n,
      payable: 0n,
      receivable: 20_000n,
    });
  });
});

describe('An estimate', () => {
  const facts = [earning('a', 1_000), earning('b', 300, { kind: 'referralFee', rule: 'referral' })];
  const first = estimated(account.initial, facts);

  it('says by expense account and rule what is earned, settled and to be accrued', () => {
    const state = issued(first, drafted(first, facts), 'q1');
    const more = [earning('a', 1_200), earning('c', 50), ...facts.slice(1)];
    expect(accountTargets(state, { ...OF, sums: sumsOf(more) })).toEqual({
      parts: [
        { rule: 'referral', expense: '6100', lines: 1, earned: usd(300), settled: usd(300) },
        {
          rule: 'service-attach-rebate',
          expense: '4900',
          lines: 2,
          earned: usd(1_250),
          settled: usd(1_000),
        },
      ],
      targets: [{ expense: '4900', before: usd(0), target: usd(250) }],
    });
  });

  it('books nothing when it is done again on the same facts', () => {
    expect(moves(estimate(account.initial, facts))).toEqual([
      'R1 4900 2100 100000',
      'R1 6100 2100 30000',
    ]);
    expect(estimate(first, facts)).toEqual({ kind: 'accepted', events: [] });
  });

  it('goes back where less is earned than was thought (R1), down to nothing', () => {
    expect(moves(estimate(first, [earning('a', 400), ...facts.slice(1)]))).toEqual([
      'R1 2100 4900 60000',
    ]);
    expect(estimated(first, []).balances.accrued).toBe(0n);
  });

  it('is released (R2b) where a statement has settled for less than was accrued', () => {
    const less = [earning('a', 900), ...facts.slice(1)];
    const settled = issued(first, drafted(first, less), 'q1');
    expect(settled.balances.accrued).toBe(10_000n);
    expect(moves(estimate(settled, less))).toEqual(['R2b 2100 4900 10000']);
  });

  it('takes in what is not due yet, and nothing that a statement holds back', () => {
    const waiting = [earning('a', 700, { dueOn: null })];
    expect(estimated(account.initial, waiting).balances.accrued).toBe(70_000n);
    const hold = { ...OF, holdId: 'h', reason: 'r', placedOn: cut('2026-06-15').payOn };
    const kept = after(first, placeHold(first, { ...hold, scope: { kind: 'account' } }));
    const state = issued(kept, drafted(kept, facts), 'q1');
    expect(state.balances).toMatchObject({ accrued: 0n, held: 130_000n });
    expect(moves(estimate(state, facts))).toEqual([]);
  });

  it('leaves claims on funds alone: they are booked when they are approved', () => {
    const state = claimed(account.initial, 3_000);
    expect(moves(estimate(state, []))).toEqual([]);
    expect(moves(estimate(state, [earning('a', 10)]))).toEqual(['R1 4900 2100 1000']);
  });

  it('of what statements said too much is less for the others of the same expense', () => {
    const said = issued(account.initial, drafted(account.initial, [earning('a', 100)]), 'q1');
    const now = [earning('a', 40), earning('b', 100)];
    const state = estimated(said, now);
    expect(state.balances.accrued).toBe(4_000n);
    // Of the statement's 100 newly owed 40 are accrued; 60 come with what is taken back.
    expect(moves(issuing(state, drafted(state, now), 'q2'))).toEqual([
      'R1 4900 2100 6000',
      'R2 2100 2110 10000',
      'R3 2110 2120 10000',
      'R5 2120 2130 10000',
      'R7a 2130 4900 6000',
    ]);
  });

  it('of one program is not taken by the statement of another', () => {
    const both = estimated(first, [earning('x', 5_000)], { book: 'other' });
    expect(both.balances.accrued).toBe(630_000n);
    const state = issued(both, drafted(both, facts), 'q1');
    expect(state.balances.accrued).toBe(500_000n);
    expect(moves(estimate(state, facts))).toEqual([]);
  });

  it('on older facts than the last one has nothing to say', () => {
    expect(estimate(first, [], { position: '999' })).toEqual({ kind: 'accepted', events: [] });
  });
});

describe('A statement', () => {
  const facts = [earning('a', 1_000)];
  const plain = drafted(account.initial, facts);

  it('of an account that was never estimated is what it always was, to the byte', () => {
    const decision = issuing(account.initial, plain, 'q1');
    expect(moves(decision)).toEqual([
      'R2 4900 2110 100000',
      'R3 2110 2120 100000',
      'R5 2120 2130 100000',
    ]);
    const before = issue(
      account.initial,
      draftLines(facts, account.initial, cut('2026-06-15')),
      'q1',
    );
    expect(after(account.initial, decision)).toMatchObject({ balances: before.balances });
    expect(canonicalJson(plain)).not.toContain('drawn');
  });

  it('takes what was accrued first, and has the shortfall accrued just before (R1)', () => {
    const state = estimated(account.initial, [earning('a', 400)]);
    expect(moves(issuing(state, drafted(state, facts), 'q1'))).toEqual([
      'R1 4900 2100 60000',
      'R2 2100 2110 100000',
      'R3 2110 2120 100000',
      'R5 2120 2130 100000',
    ]);
  });

  it.each([0, 400, 1_000, 1_500])(
    'is issued as it was approved, whatever is estimated meanwhile: %i',
    (dollars) => {
      const state = estimated(account.initial, [earning('a', 700)]);
      const draft = drafted(state, facts);
      const later = estimated(state, [earning('a', dollars)]);
      const decision = issuing(later, draft, 'q1');
      const pages = decision.kind === 'accepted' ? decision.events : [];
      expect(pages.at(-1)?.data).toMatchObject(draft.pages[0] ?? {});
      const done = after(later, decision).balances;
      expect(done).toMatchObject({ payable: 100_000n, earned: 0n });
      expect(done.accrued).toBe(BigInt(Math.max(0, dollars - 1_000)) * 100n);
    },
  );

  it('drafted before anything was accrued gives back what was accrued for it since', () => {
    const later = estimated(account.initial, [earning('a', 1_000), earning('b', 50)]);
    expect(moves(issuing(later, plain, 'q1'))).toEqual([
      'R1 2100 4900 100000',
      'R2 4900 2110 100000',
      'R3 2110 2120 100000',
      'R5 2120 2130 100000',
    ]);
    expect(issued(later, plain, 'q1').balances).toMatchObject({
      accrued: 5_000n,
      payable: 100_000n,
    });
  });
});
