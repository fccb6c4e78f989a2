import { currency, isoDate, money } from '@accord/kernel';
import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import { receiveRepayment } from './receive-repayment/receive-repayment';
import { paidOut } from './spec-support/paid-out';
import { claimed, cut, issue } from './spec-support/statement-runs';
import { draftLines } from './statement/draft-lines';

const OF = { book: 'gitlab', receivedBy: { principal: 'fiona', onBehalfOf: null } };
const on = { receivedOn: isoDate('2026-07-06'), reference: 'Clawback C-1' };

const received = (state: Account, cents: bigint) =>
  receiveRepayment(state, {
    ...OF,
    ...on,
    repaymentId: `r${cents}`,
    amount: money(cents, currency('USD')),
  });
const after = (state: Account, cents: bigint): Account => {
  const decision = received(state, cents);
  if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.code);
  return decision.events.reduce(account.evolve, state);
};
const codesOf = (decision: ReturnType<typeof received>): string[] =>
  decision.kind === 'rejected' ? decision.rejections.map(({ code }) => code) : [];

describe('A claim of 3,000 that was paid and of which 800 are taken back', () => {
  const stated = claimed(account.initial, 3_000);
  const paid = paidOut(issue(stated, draftLines([], stated, cut('2026-06-15')), 'q1'));
  const owing = claimed(paid, 2_200);

  it('is paid back in parts, to the cent', () => {
    const first = after(owing, 50_000n);
    expect(first.balances).toEqual({ ...NOTHING_OWED, paid: 250_000n, receivable: 30_000n });
    expect(after(first, 30_000n).balances).toEqual({ ...NOTHING_OWED, paid: 220_000n });
  });

  it('is booked from what is owed (1100) to cash (1200)', () => {
    expect(received(owing, 80_000n)).toMatchObject({
      events: [
        {
          type: 'RepaymentReceived',
          data: {
            reference: 'Clawback C-1',
            postings: [
              {
                rule: 'R7b',
                lines: [
                  { account: '1200', side: 'debit', amount: { minor: '80000' } },
                  { account: '1100', side: 'credit', amount: { minor: '80000' } },
                ],
              },
            ],
          },
        },
      ],
    });
  });

  it('is never paid back by more than is owed, nor by nothing', () => {
    expect(codesOf(received(owing, 80_001n))).toEqual(['more-than-owed']);
    expect(codesOf(received(after(owing, 80_000n), 1n))).toEqual(['more-than-owed']);
    expect(codesOf(received(owing, 0n))).toEqual(['amount-not-positive']);
    expect(codesOf(received(account.initial, 1n))).toEqual(['account-unknown']);
  });
});
