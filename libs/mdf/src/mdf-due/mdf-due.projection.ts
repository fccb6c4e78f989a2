import { keyedView, type Projection } from '@accord/read-store';
import { fundEvents, type FundEvent } from '../fund.events';
import { foldCredits, type CreditsRow } from '../credits/credits-row';
import { foldDue, type MdfDueRow } from './due-row';

const fundIdOf = ({ stream }: { readonly stream: string }): string => stream.slice('fund-'.length);

const due = keyedView<MdfDueRow, FundEvent>({
  name: 'mdf_due',
  version: 3,
  table: 'mdf_due',
  columns: {
    fund_id: 'text not null',
    request_id: 'text not null',
    partner_id: 'text',
    closes_on: 'date',
    settle_on: 'date',
    settled: 'boolean not null',
    remind_on: 'jsonb not null',
    claim_by: 'date',
    first_claim_by: 'date',
    committed_minor: 'bigint not null',
    claimed_minor: 'bigint not null',
  },
  key: ['fund_id', 'request_id'],
  events: [fundEvents],
  keysOf: (event) => [[fundIdOf(event), 'requestId' in event.data ? event.data.requestId : '']],
  fold: foldDue,
});

interface ClaimantRow {
  readonly partner_id: string;
  readonly fund_id: string;
  readonly request_id: string;
}

/** Which requests a partner has claimed for: the first ever claim has a later deadline. */
const claimants = keyedView<ClaimantRow, FundEvent>({
  name: 'mdf_due',
  version: 3,
  table: 'mdf_claimants',
  columns: {
    partner_id: 'text not null',
    fund_id: 'text not null',
    request_id: 'text not null',
  },
  key: ['partner_id', 'fund_id', 'request_id'],
  events: [fundEvents],
  keysOf: (event) =>
    event.type === 'ClaimSubmitted'
      ? [[event.data.partnerId, fundIdOf(event), event.data.requestId]]
      : [],
  fold: (_row, _event, [partner_id = '', fund_id = '', request_id = '']) => ({
    partner_id,
    fund_id,
    request_id,
  }),
});

/** Of which credits each fund's money is: what is left of one expires on a day of its own. */
const credits = keyedView<CreditsRow, FundEvent>({
  name: 'mdf_due',
  version: 3,
  table: 'mdf_credits',
  columns: {
    fund_id: 'text not null collate "C"',
    expires_on: 'date',
    free: 'jsonb not null',
    drawn: 'jsonb not null',
  },
  key: ['fund_id'],
  indexes: [['expires_on']],
  events: [fundEvents],
  keysOf: (event) => [[fundIdOf(event)]],
  fold: foldCredits,
});

export const mdfDueProjection: Projection = {
  name: due.name,
  version: due.version,
  tables: [...due.tables, ...claimants.tables, ...credits.tables],
  events: [fundEvents],
  async create(db) {
    await due.create(db);
    await claimants.create(db);
    await credits.create(db);
  },
  async apply(db, events) {
    await due.apply(db, events);
    await claimants.apply(db, events);
    await credits.apply(db, events);
  },
};
