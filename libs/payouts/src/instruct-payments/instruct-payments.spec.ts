import { currency, fiscalQuarter, fold, isoDate, money, toJson } from '@accord/kernel';
import type { Payment } from '../account/account.events';
import { payout, type Payout } from '../payout/payout';
import type { NotPaid, PayoutEvent } from '../payout/payout.events';
import { instructPayments } from './instruct-payments';

const USD = currency('USD');
const today = isoDate('2026-06-15');
const person = (principal: string) => ({ principal, onBehalfOf: null });
const used = { detailsId: 'debtor.gitlabinc.USD', versionId: 'v', hash: 'h' };
const payment = (partnerId: string, minor: bigint): Payment => ({
  ...used,
  accountId: `gitlabinc.${partnerId}.USD`,
  partnerId,
  payoutId: 'run',
  paymentId: `payment of ${partnerId}`,
  attempt: 1,
  amount: toJson(money(minor, USD)),
  statementIds: [],
});
const issued: readonly PayoutEvent[] = [
  {
    type: 'PayoutProposed',
    data: {
      payoutId: 'run',
      book: 'gitlab',
      quarter: fiscalQuarter('FY2027-Q1'),
      kind: 'quarterly',
      payOn: today,
      proposalId: 'p1',
      entity: 'gitlabinc',
      position: '900',
      statements: 2,
      lines: 0,
      total: toJson(money(0n, USD)),
      root: 'r',
      proposedBy: person('fiona'),
    },
  },
  { type: 'PayoutApproved', data: { root: 'r', approvedBy: person('carl') } },
  { type: 'PayoutIssued', data: { issuedOn: today, issued: [], leftOut: [] } },
];
const instruct = (state: Payout, payments: readonly Payment[], notPaid: readonly NotPaid[] = []) =>
  instructPayments(state, {
    currency: 'USD',
    debtor: used,
    payments,
    notPaid,
    by: person('fiona'),
    today,
  });

describe('A message to the bank', () => {
  const state = fold(payout, issued);
  const first = instruct(state, [payment('eastgate', 100n)]);
  const told = fold(payout, [...issued, ...(first.kind === 'accepted' ? first.events : [])]);

  it('holds no payment that another one holds', () => {
    const both = [payment('eastgate', 100n), payment('fjord', 23n)];
    expect(instruct(told, both)).toMatchObject({
      events: [
        {
          data: {
            number: 2,
            count: 1,
            controlSum: { minor: '23' },
            payments: [{ partnerId: 'fjord' }],
          },
        },
      ],
    });
    expect(instruct(told, [payment('eastgate', 100n)])).toEqual({ kind: 'accepted', events: [] });
  });

  it('is not written without payments: who could be paid is told why not', () => {
    const zero: NotPaid = { accountId: 'a', reason: 'nothing-payable' };
    const missing: NotPaid = { accountId: 'b', reason: 'details-missing' };
    expect(instruct(state, [], [zero])).toEqual({ kind: 'accepted', events: [] });
    expect(instruct(state, [], [zero, missing])).toMatchObject({
      rejections: [{ code: 'details-missing', path: 'b' }],
    });
  });

  it('is written for an issued run only', () => {
    const approved = fold(payout, issued.slice(0, 2));
    expect(instruct(approved, [payment('eastgate', 100n)])).toMatchObject({
      rejections: [{ code: 'payout-not-issued' }],
    });
  });
});
