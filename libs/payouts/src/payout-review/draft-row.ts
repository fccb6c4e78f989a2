import type { PayoutEvent } from '../payout/payout.events';
import { noFigures, withLine, type DraftFigures } from './draft-figures';

type DraftedPage = Extract<PayoutEvent, { type: 'StatementDrafted' }>['data'];

/** A statement of a run as it was drafted last. */
export interface DraftRow {
  readonly payout_id: string;
  readonly partner_id: string;
  readonly account_id: string;
  readonly proposal_id: string;
  /** The last one that is drafted; with `pages` of them it is whole. */
  readonly page: number;
  readonly pages: number;
  readonly figures: DraftFigures;
}

/** One more page of the draft. What was drafted in part, or for another proposal, begins anew. */
export function foldDraft(
  row: DraftRow | undefined,
  { accountId, partnerId, proposalId, page, pages, lines }: DraftedPage,
  payoutId: string,
): DraftRow {
  const before = page === 1 ? undefined : row;
  const [first] = lines;
  if (!first) throw new Error(`Page ${page} of the draft for "${accountId}" has no lines`);
  const figures = before?.figures ?? noFigures(first.amount.currency);
  return {
    payout_id: payoutId,
    partner_id: partnerId,
    account_id: accountId,
    proposal_id: proposalId,
    page,
    pages,
    figures: lines.reduce(withLine, figures),
  };
}
