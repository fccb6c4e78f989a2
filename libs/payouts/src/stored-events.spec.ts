import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, type DomainEvent } from '@accord/kernel';
import { account } from './account/account';
import type { AccountEvent } from './account/account.events';
import { payout } from './payout/payout';
import type { PayoutEvent } from './payout/payout.events';
import { period } from './period/period';
import type { PeriodEvent } from './period/period.events';

const stored = <E extends DomainEvent>(...types: readonly E['type'][]): E[] =>
  types.map(
    (type) => JSON.parse(readFileSync(join(__dirname, 'fixtures', `${type}.v1.json`), 'utf8')) as E,
  );

describe('Stored payout events', () => {
  it('fold to the same period for ever', () => {
    expect(fold(period, stored<PeriodEvent>('EarningsFrozen', 'PeriodClosed'))).toMatchObject({
      status: 'closed',
      position: 84_230n,
      lines: [{ lineId: 'service-attach-rebate:2c1e9e0a:91b7' }],
    });
  });

  it('fold to the same run for ever', () => {
    const events = stored<PayoutEvent>(
      'StatementDrafted',
      'PayoutProposed',
      'PayoutApproved',
      'PayoutIssued',
    );
    expect(fold(payout, events)).toMatchObject({
      status: 'issued',
      drafts: [{ partnerId: 'fjord', accountRevision: -1 }],
      approval: { approvedBy: { principal: 'carl' } },
    });
    const [rejected] = stored<PayoutEvent>('PayoutRejected');
    if (!rejected) throw new Error('no example');
    expect(fold(payout, [...events.slice(0, 2), rejected])).toEqual(payout.initial);
  });

  it('fold to the same account for ever', () => {
    const state = fold(account, stored<AccountEvent>('FundClaimPosted', 'StatementIssued'));
    expect(state.balances).toEqual({ earned: 300_000n, payable: 250_000n, receivable: 0n });
    expect(state.lines.get('service-attach-rebate:2c1e9e0a:91b7')?.posted).toBe(250_000n);
  });
});
