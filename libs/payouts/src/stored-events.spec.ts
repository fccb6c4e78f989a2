import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, type DomainEvent } from '@accord/kernel';
import { account } from './account/account';
import type { AccountEvent } from './account/account.events';
import { coFunderAccount } from './co-funder/co-funder';
import type { CoFunderEvent } from './co-funder/co-funder.events';
import { estimateRun } from './estimate/estimate-run';
import type { EstimateEvent } from './estimate/estimate.events';
import { opening } from './opening/opening';
import type { OpeningEvent } from './opening/opening.events';
import { paymentDetails } from './payment-details/payment-details';
import type { PaymentDetailsEvent } from './payment-details/payment-details.events';
import { payout } from './payout/payout';
import type { PayoutEvent } from './payout/payout.events';
import { period } from './period/period';
import type { PeriodEvent } from './period/period.events';
import { closedV1, closedV2, frozenV1 } from './period/period.upcasts';

const example = <E extends DomainEvent>(type: E['type'], version = 1): E =>
  JSON.parse(readFileSync(join(__dirname, 'fixtures', `${type}.v${version}.json`), 'utf8')) as E;
const stored = <E extends DomainEvent>(...types: readonly E['type'][]): E[] =>
  types.map((type) => example<E>(type));

describe('Stored payout events', () => {
  it('fold to the same period for ever', () => {
    const requested = example<PeriodEvent>('CloseRequested');
    const refused = example<PeriodEvent>('CloseRefused');
    expect(fold(period, [requested])).toMatchObject({
      status: 'open',
      requested: { at: 0, quarter: 'FY2027-Q1', requestedBy: { principal: 'fiona' } },
    });
    expect(fold(period, [requested, refused])).toMatchObject({ status: 'open', requested: null });
    const today = [
      example<PeriodEvent>('EarningsFrozen', 2),
      example<PeriodEvent>('PeriodClosed', 3),
    ];
    const seen = example<PeriodEvent>('LateChangeAcknowledged');
    expect(fold(period, [requested, refused, requested, ...today, seen])).toMatchObject({
      status: 'closed',
      position: 84_230n,
      lines: 1,
      orderedBy: 'payee',
      seen: new Map([
        ['service-attach-rebate:2c1e9e0a:91b7', expect.objectContaining({ quarter: 'FY2027-Q1' })],
      ]),
    });
    const [, closed] = today;
    expect(frozenV1(example<PeriodEvent>('EarningsFrozen').data)).toEqual(today[0]?.data);
    const listed = { ...closed?.data, hashOf: 'list' };
    expect(closedV2(example<PeriodEvent>('PeriodClosed', 2).data)).toEqual(listed);
    expect(closedV2(closedV1(example<PeriodEvent>('PeriodClosed').data))).toEqual({
      ...listed,
      orderedBy: 'line',
    });
  });

  it('fold to the same run for ever', () => {
    const proposed = ['StatementDrafted', 'PayoutProposed', 'PayoutApproved'] as const;
    const issued = [
      'PayoutOutcomesRecorded',
      'PayoutIssued',
      'PaymentsInstructed',
      'BankAnswersRecorded',
    ] as const;
    const events = stored<PayoutEvent>(...proposed, ...issued);
    expect(fold(payout, events)).toMatchObject({
      status: 'issued',
      drafted: { from: 0, statements: 1, last: { partnerId: 'fjord', accountRevision: -1 } },
      approval: { approvedBy: { principal: 'carl' } },
      answers: new Map([
        ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', [expect.anything()]],
      ]),
      messages: [{ number: 1, count: 1 }],
      outcomes: [{ reason: expect.any(String) }, {}, {}, { reason: expect.any(String) }],
    });
    const [rejected] = stored<PayoutEvent>('PayoutRejected');
    if (!rejected) throw new Error('no example');
    const open = { ...payout.initial, revision: 2 };
    expect(fold(payout, [...events.slice(0, 2), rejected])).toEqual(open);

    const asked = stored<PayoutEvent>('DraftsRequested', ...proposed, 'IssueRequested', ...issued);
    expect(fold(payout, asked)).toMatchObject({ status: 'issued', drafted: { from: 1 } });
    const refused = stored<PayoutEvent>('DraftsRequested', 'DraftsRefused');
    expect(fold(payout, refused)).toEqual({ ...payout.initial, revision: 1 });
  });

  it('fold to the same account for ever', () => {
    const statement = stored<AccountEvent>('FundClaimPosted', 'StatementIssued');
    const state = fold(account, statement);
    expect(state.balances).toMatchObject({ earned: 300_000n, payable: 250_000n, receivable: 0n });
    expect(state.lines.get('service-attach-rebate:2c1e9e0a:91b7')?.posted).toBe(250_000n);
    const paid = stored<AccountEvent>('PaymentInstructed', 'PaymentConfirmed', 'PaymentReturned');
    const payable = [250_000n, 0n, 0n, 250_000n];
    const states = paid.map((_, i) => fold(account, [...statement, ...paid.slice(0, i + 1)]));
    expect([state, ...states].map(({ balances }) => balances.payable)).toEqual(payable);
    expect(states.map(({ balances }) => balances.inFlight)).toEqual([250_000n, 0n, 0n]);
    expect(states.map(({ balances }) => balances.paid)).toEqual([0n, 250_000n, 0n]);
    expect(
      states.map(({ payments }) => [...payments.values()].map(({ status }) => status)),
    ).toEqual([['in-flight'], ['confirmed'], ['sent-back']]);
  });

  it('fold to the same holds for ever', () => {
    const [placed, released] = stored<AccountEvent>('HoldPlaced', 'HoldReleased');
    if (!placed || !released) throw new Error('no examples');
    const state = fold(account, [placed]);
    const scope = { kind: 'deal', dealId: '2c1e9e0a' };
    expect([...state.holds.values()]).toMatchObject([{ scope, placedOn: '2026-06-20' }]);
    const after = account.evolve(state, released);
    expect(after.holds.size).toBe(0);
    expect(after.balances).toMatchObject({ held: -50_000n, approved: 50_000n });
  });

  it('fold to the same disputes for ever', () => {
    const state = fold(
      account,
      stored<AccountEvent>('DisputeOpened', 'DisputeOverdue', 'DisputeAnswered'),
    );
    expect([...state.disputes.values()]).toMatchObject([{ status: 'answered', isOverdue: true }]);
    expect([...state.adjustments.values()]).toMatchObject([{ amount: { minor: '20000' } }]);
  });

  it('fold to the same decisions on late changes for ever', () => {
    const events = stored<AccountEvent>(
      'LateChangeRejectionProposed',
      'LateChangeRejected',
      'LateChangeAccepted',
    );
    const states = events.map((_, i) => fold(account, events.slice(0, i + 1)));
    expect(states.map(({ changes }) => [...changes.values()])).toMatchObject([
      [{ status: 'rejection-proposed', rejection: { was: { minor: '250000' } } }],
      [{ status: 'rejected', rejection: { is: { minor: '0' } }, decidedOn: '2026-07-02' }],
      [{ status: 'accepted', change: { quarter: 'FY2027-Q1' }, decidedOn: '2026-08-03' }],
    ]);
    expect(states.map(({ movedAt }) => movedAt)).toEqual([-1, 1, 2]);
  });

  it('fold to the same write-off for ever', () => {
    const [proposed, approved, refused] = stored<AccountEvent>(
      'WriteOffProposed',
      'WriteOffApproved',
      'WriteOffRejected',
    );
    if (!proposed || !approved || !refused) throw new Error('no examples');
    const state = fold(account, [proposed]);
    expect([...state.writeOffs.values()]).toMatchObject([{ amount: { minor: '70000' } }]);
    expect(account.evolve(state, refused)).toMatchObject({ balances: { receivable: 0n } });
    const given = account.evolve(state, approved);
    expect(given.balances.receivable).toBe(-70_000n);
    expect(given.writeOffs.size).toBe(0);
  });

  it('fold to the same estimate for ever', () => {
    const [posted] = stored<AccountEvent>('EstimatePosted');
    if (!posted) throw new Error('no example');
    const state = fold(account, [posted]);
    expect(state.balances.accrued).toBe(80_000n);
    expect(state.accruals.get('gitlab')).toEqual({
      open: { '4900': 140_000n, '6100': 0n, '6300': 0n, '1300': 0n },
      position: 84_230n,
      isSettled: false,
    });
    const events = stored<EstimateEvent>(
      'EstimateRequested',
      'EarningsSummed',
      'AccountsEstimated',
      'EstimateFinished',
    );
    const states = events.map((_, i) => fold(estimateRun, events.slice(0, i + 1)));
    expect(states).toMatchObject([
      { status: 'summing', summed: null },
      { status: 'estimating', position: '84230', accounts: 0, lastPayee: '' },
      { status: 'estimating', accounts: 1, lastPayee: 'fjord' },
      { status: 'finished', request: { estimateId: 'gitlab.2026-05-31.1' } },
    ]);
  });

  it('fold to the same opening for ever', () => {
    const events = stored<OpeningEvent>('OpeningProposed', 'OpeningConfirmed');
    expect(fold(opening, events)).toMatchObject({
      status: 'confirmed',
      proposal: { balances: [{ partnerId: 'fjord' }] },
      confirmation: { confirmedBy: { principal: 'carl' } },
    });
    const begun = fold(account, stored<AccountEvent>('OpeningBalanceRecorded'));
    expect(begun.balances).toMatchObject({ earned: 120_000n, paid: 4_500_000n });
    expect([...begun.openings.keys()]).toEqual(['opening:takeover-2026']);
  });

  it('fold to the same payment details for ever', () => {
    const events = stored<PaymentDetailsEvent>('PaymentDetailsProposed', 'PaymentDetailsConfirmed');
    expect(fold(paymentDetails, events)).toMatchObject({
      pending: null,
      confirmed: { proposedBy: { principal: 'fiona' }, confirmedBy: { principal: 'carl' } },
    });
  });

  it('fold to the same debt of a co-funding party for ever', () => {
    const events = stored<CoFunderEvent>('RefundPosted', 'RefundReceived');
    expect(fold(coFunderAccount, events)).toMatchObject({
      coFunder: { party: 'aws', book: 'gitlab' },
      open: 200_000n,
      refunds: new Map([['refund:alder-q1:C-01', expect.objectContaining({ claimId: 'C-01' })]]),
    });
  });
});
