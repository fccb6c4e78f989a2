import { account, type Account } from '../account/account';
import { withRejected } from '../spec-support/rejected-change';
import { cut, earning, issue, usd } from '../spec-support/statement-runs';
import { pagesOf } from '../statement/draft';
import { draftLines } from '../statement/draft-lines';
import { USUAL_TERMS } from '../statement/payout-terms';
import { noFigures, withLine, type DraftFigures } from './draft-figures';

type Earnings = Parameters<typeof draftLines>[0];

function figuresOf(earnings: Earnings, state: Account, terms = USUAL_TERMS): DraftFigures {
  const lines = draftLines(earnings, state, cut('2026-06-15'));
  const pages = pagesOf(lines, state, { book: 'gitlab', currency: 'USD', terms });
  return pages.flatMap((page) => page.lines).reduce(withLine, noFigures('USD'));
}

describe('What a reviewer asks of a draft', () => {
  const june = cut('2026-06-15');
  const first = draftLines([earning('a', 1_000), earning('b', 2_500)], account.initial, june);
  const after = issue(account.initial, first, 'q1');

  it('is what it pays, line by line new, corrected or gone', () => {
    const now = [earning('a', 400), earning('c', 300, { rule: 'referral' })];
    expect(figuresOf(now, after)).toMatchObject({
      total: usd(-2_800),
      lines: 3,
      fresh: 1,
      corrected: 2,
      gone: 1,
      rules: [
        { rule: 'referral', lines: 1, amount: usd(300) },
        { rule: 'service-attach-rebate', lines: 2, amount: usd(-3_100) },
      ],
    });
  });

  it('is what waits for its day, is held, and comes to nothing with its reason', () => {
    const hold = {
      holdId: 'h',
      scope: { kind: 'line', lineId: 'd' },
      reason: 'audit',
      placedOn: june.payOn,
      accountId: 'gitlabinc.fjord.USD',
      partnerId: 'fjord',
      book: 'gitlab',
      currency: 'USD',
      postings: [],
    } as const;
    const held = account.evolve(account.initial, { type: 'HoldPlaced', data: hold });
    const now = [
      earning('c', 300, { dueOn: null }),
      earning('d', 70),
      earning('e', 0),
      earning('f', 5),
    ];
    expect(figuresOf(now, held)).toMatchObject({
      total: usd(5),
      waiting: usd(300),
      held: usd(70),
      excluded: 1,
      fresh: 1,
    });
  });

  it('is what somebody rejected of late changes, which neither is paid nor waits', () => {
    const state = withRejected(after, 'a', usd(1_000), usd(400));
    expect(figuresOf([earning('a', 400), earning('b', 2_500)], state)).toMatchObject({
      total: usd(0),
      rejected: usd(-600),
      waiting: usd(0),
      held: usd(0),
      lines: 1,
      corrected: 0,
      gone: 0,
      excluded: 0,
    });
  });

  it('is what is carried forward below the minimum', () => {
    const terms = { ...USUAL_TERMS, minimum: usd(50) };
    expect(figuresOf([earning('a', 20)], account.initial, terms)).toMatchObject({
      total: usd(20),
      brought: usd(0),
      carried: usd(20),
      excluded: 0,
    });
  });
});
