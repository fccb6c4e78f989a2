import * as fc from 'fast-check';
import { currency, isoDate, money, posting, type Decision } from '@accord/kernel';
import { account, type Account, type PaymentState } from './account/account';
import type { AccountEvent } from './account/account.events';
import { answerPayment } from './bank-answers/answer-payment';
import type { BankAnswer } from './bank-answers/bank-answer';
import { instructPayment } from './instruct-payments/instruct-payment';

const USD = currency('USD');
const OWN = { accountId: 'e.p.USD', partnerId: 'p', book: 'gitlab', currency: 'USD' };

/** What can happen to an account, in any order. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('statement'), minor: fc.bigInt(1n, 10n ** 9n) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('correction'), minor: fc.bigInt(1n, 10n ** 9n) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('instruct'), run: fc.nat(2) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('answer'),
      nth: fc.nat(5),
      kind: fc.constantFrom('confirmed', 'rejected', 'sent-back'),
      times: fc.integer({ min: 1, max: 2 }),
      wrong: fc.boolean(),
    }),
  },
);

/** What was ever put on statements, and what was taken back, in minor units. */
interface History {
  readonly state: Account;
  readonly stated: bigint;
  readonly takenBack: bigint;
}

const take = (state: Account, decision: Decision<AccountEvent>): Account =>
  decision.kind === 'rejected' ? state : decision.events.reduce(account.evolve, state);

function statement(state: Account, n: number, change: bigint): Account {
  const { payable } = state.balances;
  const back = change < 0n ? -change : 0n;
  const unpaid = back < payable ? back : payable;
  const of = (minor: bigint) => money(minor, USD);
  const postings =
    change > 0n
      ? [
          posting('R2', { debit: '4900', credit: '2110', amount: of(change) }),
          posting('R3', { debit: '2110', credit: '2120', amount: of(change) }),
          posting('R5', { debit: '2120', credit: '2130', amount: of(change) }),
        ]
      : [
          posting('R7a', { debit: '2130', credit: '4900', amount: of(unpaid) }),
          posting('R7', { debit: '1100', credit: '4900', amount: of(back - unpaid) }),
        ];
  return account.evolve(state, {
    type: 'StatementIssued',
    data: {
      ...OWN,
      statementId: `s${n}`,
      payoutId: `run ${n}`,
      quarter: 'q',
      issuedOn: isoDate('2026-06-15'),
      position: '1',
      root: 'r',
      page: 1,
      pages: 1,
      lines: [],
      postings,
    },
  });
}

const answerOf = (kind: string, amount: bigint): Pick<BankAnswer, 'verdict' | 'amount'> => ({
  verdict:
    kind === 'confirmed'
      ? { kind: 'confirmed' }
      : {
          kind: 'returned',
          how: kind === 'rejected' ? 'rejected' : 'sent-back',
          reasonCode: 'AC04',
        },
  amount: { text: `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`, currency: 'USD' },
});

const sumOf = (payments: readonly PaymentState[], ...statuses: PaymentState['status'][]): bigint =>
  payments
    .filter(({ status }) => statuses.includes(status))
    .reduce((so, { payment }) => so + BigInt(payment.amount.minor), 0n);

function requireOneStage({ state, stated, takenBack }: History): void {
  const { earned, payable, inFlight, paid, receivable } = state.balances;
  expect(earned + payable + inFlight + paid - receivable).toBe(stated - takenBack);
  for (const balance of Object.values(state.balances)) expect(balance).toBeGreaterThanOrEqual(0n);
  const payments = [...state.payments.values()];
  expect(inFlight).toBe(sumOf(payments, 'in-flight'));
  expect(paid).toBe(sumOf(payments, 'confirmed'));
  expect(new Set(payments.map(({ payment }) => payment.paymentId)).size).toBe(payments.length);
}

describe('Money of an account', () => {
  it('is in one stage at a time, whatever comes in whatever order, and is never paid twice', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        steps.reduce<History>(
          (history, one, n) => {
            const { state } = history;
            const next = ((): History => {
              if ('minor' in one) {
                const isUp = one.do === 'statement';
                const after = statement(state, n, isUp ? one.minor : -one.minor);
                return isUp
                  ? { ...history, state: after, stated: history.stated + one.minor }
                  : { ...history, state: after, takenBack: history.takenBack + one.minor };
              }
              if ('run' in one) {
                const details = { detailsId: 'd', versionId: 'v', hash: 'h' };
                const instruct = (so: Account): Account =>
                  take(so, instructPayment(so, { ...OWN, payoutId: `run ${one.run}`, details }));
                const once = instruct(state);
                expect(instruct(once)).toBe(once);
                return { ...history, state: once };
              }
              const known = [...state.payments.values()][one.nth];
              if (!known) return history;
              const { paymentId, amount } = known.payment;
              const answer = answerOf(one.kind, BigInt(amount.minor) + (one.wrong ? 1n : 0n));
              const command = { paymentId, answer, book: 'gitlab', sha256: 'f' };
              let after = state;
              for (let i = 0; i < one.times; i++)
                after = take(after, answerPayment(after, command));
              if (one.wrong) expect(after).toBe(state);
              return { ...history, state: after };
            })();
            requireOneStage(next);
            return next;
          },
          { state: account.initial, stated: 0n, takenBack: 0n },
        );
      }),
      { numRuns: 500 },
    );
  });

  it('ends the same in whichever order the bank tells that it left and came back', () => {
    const base = statement(account.initial, 1, 5_000n);
    const details = { detailsId: 'd', versionId: 'v', hash: 'h' };
    const flying = take(base, instructPayment(base, { ...OWN, payoutId: 'run 1', details }));
    const [paymentId = ''] = flying.payments.keys();
    const after = (...kinds: string[]): Account =>
      kinds.reduce((so, kind) => {
        const answer = answerOf(kind, 5_000n);
        return take(so, answerPayment(so, { paymentId, answer, book: 'gitlab', sha256: 'f' }));
      }, flying);
    const returned = { payable: 5_000n, inFlight: 0n, paid: 0n };
    expect(after('confirmed', 'sent-back').balances).toMatchObject(returned);
    expect(after('sent-back', 'confirmed').balances).toMatchObject(returned);
    expect(after('sent-back', 'confirmed').unpaid).toEqual(['s1']);
    const again = after('confirmed', 'sent-back');
    const second = take(again, instructPayment(again, { ...OWN, payoutId: 'run 1', details }));
    expect([...second.payments.values()].map(({ payment }) => payment)).toMatchObject([
      { attempt: 1, statementIds: ['s1'] },
      { attempt: 2, statementIds: ['s1'] },
    ]);
  });

  it.each([
    ['rejected', 'confirmed'],
    ['confirmed', 'rejected'],
  ])('stays as the bank said first when it says %s and then %s', (first, then) => {
    const base = statement(account.initial, 1, 5_000n);
    const details = { detailsId: 'd', versionId: 'v', hash: 'h' };
    const flying = take(base, instructPayment(base, { ...OWN, payoutId: 'run 1', details }));
    const [paymentId = ''] = flying.payments.keys();
    const answer = (so: Account, kind: string) =>
      answerPayment(so, { paymentId, answer: answerOf(kind, 5_000n), book: 'gitlab', sha256: 'f' });
    const told = take(flying, answer(flying, first));
    expect(answer(told, then)).toMatchObject({ rejections: [{ code: 'contradiction' }] });
  });
});
