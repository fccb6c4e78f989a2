import { currency, isoDate, logPosition, money, toJson } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { account, type Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { postClaim, type PostClaim } from '../post-claim/post-claim';
import { pagesOf } from '../statement/draft';
import { USUAL_TERMS } from '../statement/payout-terms';
import type { Cut } from '../statement/draft-lines';
import type { ClaimLine, StatementLine } from '../statement/statement-line';

const SCOPE = { book: 'gitlab', currency: 'USD' };

export const usd = (dollars: number) =>
  toJson(money(BigInt(Math.round(dollars * 100)), currency('USD')));
/** A run that pays what is due by this day. */
export const cut = (payOn: string): Cut => ({
  book: 'gitlab',
  position: logPosition(1_000n),
  payOn: isoDate(payOn),
});

/** What one sale has earned, in dollars, due on 2026-06-14. */
export const earning = (
  lineId: string,
  dollars: number,
  changes: Partial<EarningLine> = {},
): EarningLine => ({
  lineId,
  programId: 'gitlab',
  programVersion: 'gitlab@1',
  partnerId: 'fjord',
  rule: 'service-attach-rebate',
  kind: 'countTierRebate',
  quarter: 'FY2027-Q1' as EarningLine['quarter'],
  dealId: `deal of ${lineId}`,
  saleId: `sale of ${lineId}`,
  base: usd(dollars * 40),
  rate: '2.5%',
  tier: null,
  exact: { numerator: String(dollars * 100), denominator: '1' },
  rounding: 'half-up',
  cap: null,
  amount: usd(dollars),
  zeroReason: dollars === 0 ? 'Too few' : null,
  dueOn: isoDate('2026-06-14'),
  derivation: 'so it is',
  sources: [],
  ...changes,
});

/** A claim on a fund that stands at so much. */
export const claimOf = (dollars: number, changes: Partial<ClaimLine> = {}): ClaimLine => ({
  lineId: 'mdf:fund:c1',
  programId: 'gitlab',
  fundId: 'fund',
  requestId: 'r1',
  claimId: 'c1',
  amount: usd(dollars),
  approvedOn: isoDate('2026-03-20'),
  sources: [
    { eventId: 'e', stream: 'fund-fund', revision: 4, position: '500', type: 'ClaimApproved' },
  ],
  ...changes,
});

/** The account after a statement with these lines was issued. */
export function issue(
  state: Account,
  lines: readonly StatementLine[],
  run: string,
  terms = USUAL_TERMS,
): Account {
  const pages = pagesOf(lines, state, { ...SCOPE, terms });
  return pages.reduce((so, { lines: part, postings }, i) => {
    const event: AccountEvent = {
      type: 'StatementIssued',
      data: {
        accountId: 'gitlabinc.fjord.USD',
        partnerId: 'fjord',
        book: 'gitlab',
        currency: 'USD',
        statementId: `${run}.fjord`,
        payoutId: run,
        quarter: run,
        issuedOn: isoDate('2026-06-15'),
        position: '1000',
        root: 'r',
        page: i + 1,
        pages: pages.length,
        lines: part,
        postings,
      },
    };
    return account.evolve(so, event);
  }, state);
}

/** The account after a claim on a fund stands at so much. */
export const claimed = (
  state: Account,
  dollars: number,
  contra: PostClaim['contra'] = '4910',
  changes: Partial<ClaimLine> = {},
): Account => {
  const decision = postClaim(state, {
    accountId: 'a',
    partnerId: 'fjord',
    claim: claimOf(dollars, changes),
    contra,
  });
  if (decision.kind === 'rejected') throw new Error('refused');
  return decision.events.reduce((so, event) => account.evolve(so, event), state);
};

/** What a statement says of each line, in dollars. */
export const amounts = (lines: readonly StatementLine[]) =>
  lines.map(({ lineId, standing, amount }) => [lineId, standing, BigInt(amount.minor) / 100n]);
