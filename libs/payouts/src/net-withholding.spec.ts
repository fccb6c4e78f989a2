import * as fc from 'fast-check';
import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import { answerPayment } from './bank-answers/answer-payment';
import { paidOut } from './spec-support/paid-out';
import { claimed, cut, earning, issue, usd } from './spec-support/statement-runs';
import { pagesOf } from './statement/draft';
import { draftLines } from './statement/draft-lines';
import { lineBody } from './statement/line.response';
import { USUAL_TERMS, type PayoutTerms } from './statement/payout-terms';

const JUNE = cut('2026-06-15');
const net = (rate: string, changes: Partial<PayoutTerms> = {}): PayoutTerms => ({
  ...USUAL_TERMS,
  withholding: { rate, legalBasis: 'EStG 50a', rounding: 'half-up', base: 'net' },
  ...changes,
});
type Fact = ReturnType<typeof earning>;
const run = (state: Account, facts: Fact[], name: string, terms = net('15%')) =>
  issue(state, draftLines(facts, state, JUNE), name, terms);
const spoken = (state: Account, facts: Fact[]) =>
  pagesOf(draftLines(facts, state, JUNE), state, {
    book: 'gitlab',
    currency: 'USD',
    terms: net('15%'),
  })
    .flatMap(({ lines }) => lines.map(lineBody))
    .filter(({ lineId }) => lineId === 'withholding')
    .map(({ amount, derivation }) => [amount, derivation]);

/** The account once the bank has sent its last payment back. */
function sentBack(state: Account): Account {
  const paymentId = [...state.payments.keys()].at(-1) ?? 'none';
  const verdict = { kind: 'returned', how: 'sent-back', reasonCode: 'AC04' } as const;
  const answer = { verdict, amount: null };
  const said = answerPayment(state, { paymentId, answer, book: 'gitlab', sha256: 'r' });
  if (said.kind === 'rejected') throw new Error('not to be sent back');
  return said.events.reduce(account.evolve, state);
}

describe('Tax on what is left to pay once debts are set off', () => {
  const a = earning('a', 1_000);
  const first = run(account.initial, [a], 'q1');
  /** Of 1,000 that were paid with 150 kept back, 400 are taken back. */
  const owing = run(paidOut(first), [earning('a', 600)], 'q2');

  const apart = { setOff: false } as const;
  const other = { lineId: 'mdf:fund:c2', claimId: 'c2' };
  const none = net('15%', { setOff: false });
  const claims = (state: Account, ownDollars: number, otherDollars: number): Account =>
    claimed(claimed(state, ownDollars, '4910', apart), otherDollars, '4910', other);

  it('is as on the gross where nothing is owed: of 1,000 850 are payable', () => {
    expect(first.balances).toEqual({ ...NOTHING_OWED, payable: 85_000n, withheld: 15_000n });
    expect(spoken(account.initial, [a])).toEqual([
      [
        '-150.00',
        '15% of 1000.00 USD, which is left to pay of 1000.00 USD, is withheld (EStG 50a): 150.00 USD; net 850.00 USD',
      ],
    ]);
  });

  it('stays with the authority where what was paid is taken back: the payee owes all 400', () => {
    expect(owing.balances).toEqual({
      ...NOTHING_OWED,
      paid: 85_000n,
      receivable: 40_000n,
      withheld: 15_000n,
    });
  });

  it('is on 100 of 500 where 400 are owed: 15', () => {
    const facts = [earning('a', 600), earning('b', 500)];
    expect(spoken(owing, facts)).toEqual([
      [
        '-15.00',
        '15% of 100.00 USD, which is left to pay of 500.00 USD, is withheld (EStG 50a): 15.00 USD; net 85.00 USD',
      ],
    ]);
    expect(run(owing, facts, 'q3').balances).toEqual({
      ...NOTHING_OWED,
      paid: 85_000n,
      payable: 8_500n,
      withheld: 16_500n,
    });
  });

  it('is nothing where all is set off', () => {
    const facts = [earning('a', 600), earning('b', 400)];
    expect(spoken(owing, facts)).toEqual([]);
    expect(run(owing, facts, 'q3').balances).toEqual({
      ...NOTHING_OWED,
      paid: 85_000n,
      withheld: 15_000n,
    });
  });

  it('is on everything where debts are not set off, statement after statement', () => {
    const facts = [earning('a', 600), earning('b', 500)];
    const beside = run(owing, facts, 'q3', none);
    expect(beside.balances).toEqual({
      ...NOTHING_OWED,
      paid: 85_000n,
      payable: 42_500n,
      receivable: 40_000n,
      withheld: 22_500n,
    });
    expect(run(beside, [...facts, earning('c', 100)], 'q4', none).balances).toMatchObject({
      payable: 51_000n,
      receivable: 40_000n,
      withheld: 24_000n,
    });
  });

  it('goes back with what is set off against a claim that was paid and is taken back', () => {
    const b = [earning('b', 1_000)];
    const both = run(paidOut(run(claimed(account.initial, 1_000), [], 'q1')), b, 'q2');
    expect(both.balances).toMatchObject({ payable: 85_000n, withheld: 30_000n });
    expect(run(claimed(both, 0), b, 'q3').balances).toEqual({
      ...NOTHING_OWED,
      paid: 85_000n,
      withheld: 15_000n,
    });
  });

  it('goes back with what is taken back before it is paid, in part or whole', () => {
    expect(spoken(first, [earning('a', 600)])).toEqual([
      ['60.00', 'With 400.00 USD that was not paid yet its tax goes back (EStG 50a): 60.00 USD'],
    ]);
    const less = run(first, [earning('a', 600)], 'q2');
    expect(less.balances).toEqual({ ...NOTHING_OWED, payable: 51_000n, withheld: 9_000n });
    expect(run(first, [], 'q2').balances).toEqual(NOTHING_OWED);
    expect(run(first, [], 'q2', net('15%', { setOff: false })).balances).toEqual(NOTHING_OWED);
  });

  it('goes back at the rate at which it was kept back', () => {
    expect(run(first, [], 'q2', net('30%')).balances).toEqual(NOTHING_OWED);
    const whole = run(account.initial, [a], 'q1', net('100%'));
    expect(whole.balances).toEqual({ ...NOTHING_OWED, withheld: 100_000n });
    expect(run(whole, [], 'q2', net('100%')).balances).toEqual(NOTHING_OWED);
  });

  it('goes back also where money that was paid is taken from it', () => {
    const facts = [earning('a', 1_000), earning('b', 1_000)];
    const both = run(paidOut(first), facts, 'q2');
    expect(both.balances).toMatchObject({ payable: 85_000n, withheld: 30_000n });
    // All of "a" is taken from "b": 850 were paid, and stay taxed.
    expect(run(both, [earning('b', 1_000)], 'q3').balances).toEqual({
      ...NOTHING_OWED,
      paid: 85_000n,
      withheld: 15_000n,
    });
  });

  it('goes back with a payment that the bank sent back', () => {
    const back = sentBack(paidOut(first));
    expect(run(back, [], 'q2').balances).toEqual(NOTHING_OWED);
  });

  it('goes back with a claim that is taken back before it is paid, also where nothing is set off', () => {
    for (const setOff of [true, false]) {
      const terms = net('15%', { setOff });
      const unpaid = run(claimed(account.initial, 1_000), [], 'q1', terms);
      expect(run(claimed(unpaid, 0), [], 'q2', terms).balances).toEqual(NOTHING_OWED);
      const paid = paidOut(unpaid);
      expect(run(claimed(paid, 0), [], 'q2', terms).balances).toEqual({
        ...NOTHING_OWED,
        paid: 85_000n,
        receivable: 100_000n,
        withheld: 15_000n,
      });
    }
  });

  it('stays with a claim that is kept apart from what the payee owes, and goes back with it', () => {
    const claim = run(claimed(paidOut(first), 1_000, '4910', apart), [a], 'q2');
    expect(claim.balances).toMatchObject({ payable: 85_000n, withheld: 30_000n });
    // Of "a", which was paid, 400 are owed now; nothing of the claim is taken for them.
    const fewer = [earning('a', 600)];
    const owed = run(claim, fewer, 'q3');
    expect(owed.balances).toMatchObject({
      payable: 85_000n,
      receivable: 40_000n,
      withheld: 30_000n,
    });
    expect(run(claimed(owed, 0, '4910', apart), fewer, 'q4').balances).toEqual({
      ...NOTHING_OWED,
      paid: 85_000n,
      receivable: 40_000n,
      withheld: 15_000n,
    });
  });

  it('goes back in part with a part of a claim, kept apart or not', () => {
    const own = run(claimed(account.initial, 1_000, '4910', apart), [], 'q1');
    const left = { ...NOTHING_OWED, payable: 51_000n, withheld: 9_000n };
    expect(run(claimed(own, 600, '4910', apart), [], 'q2').balances).toEqual(left);
    const unpaid = run(claimed(account.initial, 1_000), [], 'q1', none);
    expect(run(claimed(unpaid, 600), [], 'q2', none).balances).toEqual(left);
  });

  it('stays with what else is payable where a claim that is kept apart goes: of 1,100 100 with 15', () => {
    const b = [earning('b', 100)];
    const both = run(claimed(account.initial, 1_000, '4910', apart), b, 'q1');
    expect(run(claimed(both, 0, '4910', apart), b, 'q2').balances).toEqual({
      ...NOTHING_OWED,
      payable: 8_500n,
      withheld: 1_500n,
    });
  });

  it('is taken from the rest before what is kept apart: of 2,000 600 are left with 90, which are owed', () => {
    const both = run(claims(account.initial, 1_000, 1_000), [], 'q1', none);
    expect(both.balances).toEqual({ ...NOTHING_OWED, payable: 170_000n, withheld: 30_000n });
    expect(run(claims(both, 600, 0), [], 'q2', none).balances).toEqual({
      ...NOTHING_OWED,
      payable: 60_000n,
      receivable: 9_000n,
      withheld: 9_000n,
    });
  });

  it('is none of what is payable where tax on the gross goes back of what was paid', () => {
    const withholding = { rate: '15%', legalBasis: 'EStG 50a', rounding: 'half-up' } as const;
    const gross = { ...USUAL_TERMS, withholding };
    const state = run(paidOut(first), [earning('a', 600)], 'q2', gross);
    expect([state.balances.withheld, state.unpaidTax]).toEqual([9_000n, 0n]);
  });

  it('waits with what is carried forward below the minimum', () => {
    const terms = net('15%', { minimum: usd(50) });
    const small = run(account.initial, [earning('a', 20)], 'q1', terms);
    expect(small.balances).toEqual({ ...NOTHING_OWED, carried: 2_000n });
    const enough = run(small, [earning('a', 20), earning('b', 40)], 'q2', terms);
    expect(enough.balances).toEqual({ ...NOTHING_OWED, payable: 5_100n, withheld: 900n });
  });

  it('is its rate of all that is paid and withheld, whatever comes late, to a cent a statement', () => {
    const quarter = fc.record({
      dollars: fc.nat(3_000),
      then: fc.constantFrom('is paid', 'is sent back', 'waits'),
    });
    const quarters = fc.array(quarter, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(quarters, fc.integer({ min: 0, max: 100 }), (told, percent) => {
        let state = account.initial;
        told.forEach(({ dollars, then }, i) => {
          state = run(state, [earning('a', dollars)], `q${i}`, net(`${percent}%`));
          const isPaid = then !== 'waits' && state.balances.payable > 0n;
          if (isPaid) state = paidOut(state);
          if (isPaid && then === 'is sent back') state = sentBack(state);
          const { payable, paid, withheld, receivable } = state.balances;
          expect(payable + paid + withheld - receivable).toBe(BigInt(dollars) * 100n);
          const off = 100n * withheld - BigInt(percent) * (payable + paid + withheld);
          expect(off < 0n ? -off : off).toBeLessThanOrEqual(100n * BigInt(i + 1));
          for (const one of Object.values(state.balances)) expect(one).toBeGreaterThanOrEqual(0n);
        });
      }),
    );
  });
});
