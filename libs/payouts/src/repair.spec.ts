import { account } from './account/account';
import { cut, earning, issue, usd } from './spec-support/statement-runs';
import { draftLines } from './statement/draft-lines';

describe('An item of 20 that should have been 5 (V-27: Kill Bill, repair adjustment)', () => {
  it('stays as it was issued; the next statement adjusts it by -15 and names it', () => {
    const first = draftLines([earning('item', 20)], account.initial, cut('2026-06-15'));
    const after = issue(account.initial, first, 'q1');
    const next = draftLines([earning('item', 5)], after, cut('2026-09-14'));
    expect(next).toMatchObject([
      { posted: usd(20), target: usd(5), amount: usd(-15), corrects: 'q1.fjord' },
    ]);
    expect(issue(after, next, 'q2').balances.payable).toBe(500n);
  });
});
