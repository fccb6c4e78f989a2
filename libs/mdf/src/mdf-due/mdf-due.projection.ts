import { keyedView, type Projection } from '@accord/read-store';
import { fundEvents, type FundEvent } from '../fund.events';
import { foldDue, type MdfDueRow } from './due-row';

const fundIdOf = ({ stream }: { readonly stream: string }): string => stream.slice('fund-'.length);

const due = keyedView<MdfDueRow, FundEvent>({
  name: 'mdf_due',
  version: 1,
  table: 'mdf_due',
  columns: {
    fund_id: 'text not null',
    request_id: 'text not null',
    partner_id: 'text not null',
    closes_on: 'date',
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
  version: 1,
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

export const mdfDueProjection: Projection = {
  name: due.name,
  version: due.version,
  tables: [...due.tables, ...claimants.tables],
  events: [...due.events, ...claimants.events],
  async create(db) {
    await due.create(db);
    await claimants.create(db);
  },
  async apply(db, events) {
    await due.apply(db, events);
    await claimants.apply(db, events);
  },
};
