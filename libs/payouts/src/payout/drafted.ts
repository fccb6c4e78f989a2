import type { Recorded } from '@accord/kernel';
import type { Draft, DraftPage } from '../statement/draft';
import type { PayoutEvent } from './payout.events';

type Page = Extract<PayoutEvent, { type: 'StatementDrafted' }>['data'];

/** How far the statements of a proposal are drafted, payee by payee. They themselves stay in the log. */
export interface Drafted {
  readonly proposalId: string;
  /** Revision of the first page in the run's stream. */
  readonly from: number;
  /** Those with all their pages. */
  readonly statements: number;
  readonly last: Pick<Page, 'partnerId' | 'accountRevision' | 'page' | 'pages'>;
}

export function withPage(
  before: Drafted | null,
  { proposalId, partnerId, accountRevision, page, pages }: Page,
  revision: number,
): Drafted {
  const known = before?.proposalId === proposalId ? before : null;
  return {
    proposalId,
    from: known?.from ?? revision,
    statements: (known?.statements ?? 0) + (page === pages ? 1 : 0),
    last: { partnerId, accountRevision, page, pages },
  };
}

/** Whether the page comes next: payees in order, of each the first page to the last, from one draft. */
export function isNext({ last }: Drafted, page: Page): boolean {
  const isComplete = last.page === last.pages;
  if (page.page === 1) {
    // What was left in part begins anew, or is not drafted any more.
    return page.partnerId > last.partnerId || (!isComplete && page.partnerId === last.partnerId);
  }
  return (
    !isComplete &&
    page.page === last.page + 1 &&
    page.pages === last.pages &&
    page.partnerId === last.partnerId &&
    page.accountRevision === last.accountRevision
  );
}

/** A whole draft and where its last page lies. */
export interface PlacedDraft {
  readonly draft: Draft;
  readonly revision: number;
}

/**
 * The statements of a proposal as they were drafted, one in memory at a time.
 * @param events of the run's stream, from a first page on
 */
export async function* draftsIn(
  events: AsyncIterable<Recorded<PayoutEvent>>,
  proposalId: string,
): AsyncGenerator<PlacedDraft, void, undefined> {
  let pages: DraftPage[] = [];
  for await (const { type, data, revision } of events) {
    if (type === 'PayoutProposed' && data.proposalId === proposalId) return;
    if (type !== 'StatementDrafted' || data.proposalId !== proposalId) continue;
    const { accountId, partnerId, accountRevision, terms, lines, postings, drawn } = data;
    if (data.page === 1) pages = [];
    pages.push({ lines, postings, ...(drawn && { drawn }) });
    if (data.page < data.pages) continue;
    const draft = { accountId, partnerId, accountRevision, ...(terms && { terms }), pages };
    yield { draft, revision };
  }
}
