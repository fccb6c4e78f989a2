import { currency, fiscalQuarter, isoDate, toJson, zero, type Decision } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { account, type Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { sumsOf } from '../estimate-earnings/earned-sums';
import { estimateAccount } from '../estimate-earnings/estimate-account';
import { issuePage } from '../issue-payout/issue-payout';
import { pagesOf, type Draft } from '../statement/draft';
import { draftLines } from '../statement/draft-lines';
import { USUAL_TERMS } from '../statement/payout-terms';
import { cut } from './statement-runs';

const ON = isoDate('2026-06-15');
const OF = { accountId: 'gitlabinc.fjord.USD', partnerId: 'fjord', currency: 'USD' };

/** What an estimate of the account on these earnings decides. */
export const estimate = (
  state: Account,
  earnings: readonly EarningLine[],
  { book = 'gitlab', position = '1000' } = {},
): Decision<AccountEvent> =>
  estimateAccount(state, {
    ...OF,
    book,
    estimateId: `${book}.2026-05-31.1`,
    position,
    estimatedOn: isoDate('2026-05-31'),
    sums: sumsOf(earnings),
  });

/** What is proposed for the account as it stands. */
export const drafted = (state: Account, earnings: readonly EarningLine[]): Draft => ({
  ...OF,
  accountRevision: state.revision,
  pages: pagesOf(draftLines(earnings, state, cut(ON)), state, {
    book: 'gitlab',
    currency: 'USD',
    terms: USUAL_TERMS,
    isAccrued: state.accruals.has('gitlab'),
  }),
});

/** What issuing a page of what was proposed decides. */
export const issuing = (
  state: Account,
  draft: Draft,
  run: string,
  page = 1,
): Decision<AccountEvent> =>
  issuePage(
    state,
    {
      proposal: {
        payoutId: run,
        book: 'gitlab',
        quarter: fiscalQuarter('FY2027-Q1'),
        kind: 'quarterly',
        payOn: ON,
        proposalId: 'p',
        entity: 'gitlabinc',
        position: '1000',
        statements: 1,
        lines: 1,
        total: toJson(zero(currency('USD'))),
        root: 'a'.repeat(64),
        proposedBy: { principal: 'fiona', onBehalfOf: null },
      },
    },
    draft,
    page,
    ON,
  );

/** @throws Error when it was refused */
export function after(state: Account, decision: Decision<AccountEvent>): Account {
  if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.message);
  return decision.events.reduce(account.evolve, state);
}

export const estimated = (...of: Parameters<typeof estimate>): Account =>
  after(of[0], estimate(...of));

/** The account once every page of what was proposed is issued. */
export const issued = (state: Account, draft: Draft, run: string): Account =>
  draft.pages.reduce((so, _page, i) => after(so, issuing(so, draft, run, i + 1)), state);

/** Every move of the events as `rule debit credit amount`, in cents. */
export const moves = (decision: Decision<AccountEvent>): string[] =>
  decision.kind === 'rejected'
    ? decision.rejections.map(({ code }) => code)
    : decision.events.flatMap(({ data }) =>
        [...data.postings].flatMap(({ rule, lines }) =>
          lines.flatMap(({ account: debit, amount }, i) =>
            i % 2 === 1 ? [] : [`${rule} ${debit} ${lines[i + 1]?.account} ${amount.minor}`],
          ),
        ),
      );
