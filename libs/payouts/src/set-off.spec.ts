import * as fc from 'fast-check';
import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import { answerPayment } from './bank-answers/answer-payment';
import { instructPayment } from './instruct-payments/instruct-payment';
import { paidOut } from './spec-support/paid-out';
import { claimed, cut, earning, issue, usd } from './spec-support/statement-runs';
import { draftLines } from './statement/draft-lines';
import { USUAL_TERMS } from './statement/payout-terms';

const JUNE = cut('2026-06-15');
const NEVER = { ...USUAL_TERMS, setOff: false };

const run = (
  state: Account,
  facts: ReturnType<typeof earning>[],
  name: string,
  terms = USUAL_TERMS,
) => issue(state, draftLines(facts, state, JUNE), name, terms);
/** A claim of a program that sets nothing off against claims. */
const apart = (state: Account, dollars: number, claimId = 'c1') =>
  claimed(state, dollars, '4910', { setOff: false, claimId, lineId: `mdf:fund:${claimId}` });
const told = (state: Account): Account => {
  const of = { accountId: 'a', partnerId: 'fjord', book: 'gitlab', currency: 'USD' };
  const details = { detailsId: 'd', versionId: 'v', hash: 'h' };
  const decision = instructPayment(state, { ...of, payoutId: 'q', details });
  return decision.kind === 'rejected' ? state : decision.events.reduce(account.evolve, state);
};
const sentBack = (state: Account): Account => {
  const paymentId = [...state.payments.keys()].at(-1) ?? '';
  const verdict = { kind: 'returned', how: 'rejected', reasonCode: null } as const;
  const answer = { verdict, amount: null };
  const decision = answerPayment(state, { paymentId, answer, book: 'gitlab', sha256: 'f' });
  return decision.kind === 'rejected' ? state : decision.events.reduce(account.evolve, state);
};

describe('What a partner owes of its rebates', () => {
  const a = earning('a', 1_000);
  const late = earning('a', 300);
  const owing = (state: Account) => paidOut(run(state, [a], 'q1'));

  it('is taken from a claim as from a rebate where the program says nothing', () => {
    const state = run(claimed(owing(account.initial), 1_000), [late], 'q2');
    expect(state.balances).toMatchObject({ payable: 30_000n, receivable: 0n });
  });

  it('is not taken from a claim whose program forbids it: 200 of 700 are, from a rebate of 200', () => {
    const state = run(apart(owing(account.initial), 1_000), [late, earning('b', 200)], 'q2');
    expect(state.balances).toEqual({
      ...NOTHING_OWED,
      paid: 100_000n,
      payable: 100_000n,
      receivable: 50_000n,
    });
    const more = run(state, [late, earning('b', 900)], 'q3');
    expect(more.balances).toMatchObject({ payable: 120_000n, receivable: 0n });
  });

  it('is not taken from it either after its payment has come back', () => {
    const first = run(apart(owing(account.initial), 1_000), [late], 'q2');
    expect(first.balances).toMatchObject({ payable: 100_000n, receivable: 70_000n });
    const back = sentBack(told(first));
    const next = run(back, [late, earning('b', 100)], 'q3');
    expect(next.balances).toMatchObject({ payable: 100_000n, receivable: 60_000n });
    const paid = paidOut(next);
    expect(run(paid, [late, earning('b', 200)], 'q4').balances).toMatchObject({
      payable: 0n,
      receivable: 50_000n,
    });
  });

  it('is not taken from it when it was carried forward in between', () => {
    const terms = { ...USUAL_TERMS, minimum: usd(50) };
    const small = run(apart(owing(account.initial), 30), [a], 'q2', terms);
    expect(small.balances).toMatchObject({ carried: 3_000n, payable: 0n });
    const next = run(small, [earning('a', 900), earning('b', 40)], 'q3', terms);
    expect(next.balances).toMatchObject({ carried: 3_000n, payable: 0n, receivable: 6_000n });
    const enough = run(next, [earning('a', 900), earning('b', 120)], 'q4', terms);
    expect(enough.balances).toMatchObject({ carried: 0n, payable: 5_000n, receivable: 0n });
  });
});

describe('A claim that is taken back', () => {
  it.each([
    ['where nothing is set off at all', claimed, NEVER],
    ['where nothing is set off against claims', apart, USUAL_TERMS],
    ['where neither is', apart, NEVER],
  ])('before it is paid is not paid, %s: of 1,000 less 800 200 are payable', (_, claim, terms) => {
    const stated = run(claim(account.initial, 1_000), [], 'q1', terms);
    const back = claim(stated, 200);
    expect(back.balances).toMatchObject({ payable: 100_000n, receivable: 80_000n });
    expect(run(back, [], 'q2', terms).balances).toEqual({ ...NOTHING_OWED, payable: 20_000n });
  });

  it('after it was paid is owed beside the next claim, and taken from rebates', () => {
    const paid = paidOut(run(apart(account.initial, 1_000), [], 'q1'));
    const next = run(apart(apart(paid, 200), 500, 'c2'), [], 'q2');
    expect(next.balances).toMatchObject({ payable: 50_000n, receivable: 80_000n });
    const rebate = run(next, [earning('b', 300)], 'q3');
    expect(rebate.balances).toMatchObject({ payable: 50_000n, receivable: 50_000n });
    expect(run(rebate, [earning('b', 300)], 'q4', NEVER)).toBe(rebate);
  });

  it('after it was paid stays owed beside the next one where nothing is set off', () => {
    const paid = paidOut(run(claimed(account.initial, 1_000), [], 'q1', NEVER));
    const next = claimed(claimed(paid, 200), 500, '4910', { claimId: 'c2', lineId: 'mdf:fund:c2' });
    expect(run(next, [], 'q2', NEVER).balances).toMatchObject({
      payable: 50_000n,
      receivable: 80_000n,
    });
  });
});

describe('Money for claims against which nothing is set off', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('fact' as const), line: fc.nat(2), dollars: fc.nat(500) }),
    fc.record({ kind: fc.constant('claim' as const), dollars: fc.integer({ min: 1, max: 500 }) }),
    fc.record({ kind: fc.constantFrom('state', 'tell', 'send back', 'pay') }),
  );

  it('is payable to the cent until it is paid, whatever else the partner owes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = account.initial;
        const facts = new Map<string, ReturnType<typeof earning>>();
        const claims = { posted: 0, stated: 0, told: 0 };
        for (const [i, one] of steps.entries()) {
          if ('line' in one) {
            facts.set(String(one.line), earning(String(one.line), one.dollars));
          } else if ('dollars' in one) {
            state = apart(state, one.dollars, `c${i}`);
            claims.posted += one.dollars;
          } else if (one.kind === 'state') {
            state = run(state, [...facts.values()], `q${i}`);
            claims.stated += claims.posted;
            claims.posted = 0;
          } else if (one.kind === 'tell' && state.balances.payable > 0n) {
            state = told(state);
            [claims.told, claims.stated] = [claims.stated, 0];
          } else if (one.kind === 'pay') {
            if (state.balances.payable > 0n) [claims.stated, claims.told] = [0, 0];
            state = paidOut(state);
          } else if (one.kind === 'send back') {
            const before = state.balances.inFlight;
            state = sentBack(state);
            if (state.balances.inFlight < before) claims.stated += claims.told;
            if (state.balances.inFlight < before) claims.told = 0;
          }
          const { payable, receivable } = state.balances;
          expect(state.apart.payable).toBe(BigInt(claims.stated) * 100n);
          expect(payable).toBeGreaterThanOrEqual(state.apart.payable);
          if (receivable > 0n) expect(payable).toBe(state.apart.payable);
        }
      }),
    );
  });
});
