import { keyedView } from '@accord/read-store';
import { payoutEvents, type PayoutEvent } from '../payout/payout.events';
import { foldDraft, type DraftRow } from './draft-row';

/** What each statement of each run comes to as it was drafted, without its lines. */
export const payoutDraftsProjection = keyedView<DraftRow, PayoutEvent>({
  name: 'payout_drafts',
  version: 1,
  table: 'payout_drafts',
  columns: {
    payout_id: 'text not null collate "C"',
    partner_id: 'text not null collate "C"',
    account_id: 'text not null',
    proposal_id: 'text not null',
    page: 'integer not null',
    pages: 'integer not null',
    figures: 'jsonb not null',
  },
  key: ['payout_id', 'partner_id'],
  events: [payoutEvents],
  keysOf: ({ type, stream, data }) =>
    type === 'StatementDrafted' ? [[stream.slice('payout-'.length), data.partnerId]] : [],
  fold(row, event, [payoutId = '']) {
    if (event.type !== 'StatementDrafted') throw new Error(`${event.type} drafts nothing`);
    return foldDraft(row, event.data, payoutId);
  },
});
