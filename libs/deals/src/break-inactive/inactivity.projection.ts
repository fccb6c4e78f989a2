import type { IsoDate } from '@accord/kernel';
import { keyedView, type Projection } from '@accord/read-store';
import { opportunityEvents, type OpportunityEvent } from '@accord/sales';
import { dealEvents, type DealEvent } from '../deal.events';

/** A deal that names an opportunity, and since when it is protected. */
export interface ProtectedRow {
  readonly deal_id: string;
  readonly program_id: string;
  /** `<source>/<ref>`. */
  readonly opportunity: string;
  /** Null: it is not protected, or excludes nobody. */
  readonly approved_on: IsoDate | null;
}

/** When sales last worked on an opportunity, as reported. */
export interface ActivityRow {
  readonly opportunity: string;
  /** Null: reported, and never worked on. */
  readonly last_activity_on: IsoDate | null;
}

const INACTIVITY = { name: 'deal_inactivity', version: 2 } as const;

export function foldProtected(
  row: ProtectedRow | undefined,
  event: DealEvent,
): ProtectedRow | null {
  switch (event.type) {
    case 'DealRegistered': {
      const { dealId, programId, opportunity: at } = event.data;
      if (at === null) return null;
      const opportunity = `${at.source}/${at.ref}`;
      return { deal_id: dealId, program_id: programId, opportunity, approved_on: null };
    }
    case 'DealApproved': {
      const { grantId, approvedOn } = event.data;
      return row ? { ...row, approved_on: grantId === null ? null : approvedOn } : null;
    }
    case 'DealExtended':
      // What had expired is protected again, from the end of what it had.
      return row && event.data.grantId !== null
        ? { ...row, approved_on: row.approved_on ?? event.data.from }
        : (row ?? null);
    case 'DealExpired':
    // What was taken back or away may be put back, and is watched again then.
    case 'DealWithdrawn':
    case 'DealProtectionBroken':
      return row ? { ...row, approved_on: null } : null;
    case 'DealWon':
    case 'DealLost':
    case 'DealDenied':
      return null;
    case 'DealRouted':
    case 'DealStepApproved':
    case 'DealAssessed':
    case 'DealAmended':
    case 'DealAmendmentProposed':
    case 'DealAmendmentDenied':
    case 'DealReassigned':
    case 'DealPartnerContacted':
    case 'DealReturned':
    case 'DealInformationProvided':
    case 'DealSilenceLapsed':
    case 'DealExtensionRequested':
    case 'DealExtensionDenied':
    case 'DealExpiryWarned':
    case 'DealOutranked':
    case 'DealTurnCame':
    case 'DealDiscountReduced':
      return row ?? null;
  }
}

const protectedDeals = keyedView<ProtectedRow, DealEvent>({
  ...INACTIVITY,
  table: 'protected_deals',
  columns: {
    deal_id: 'text not null',
    program_id: 'text not null',
    opportunity: 'text not null',
    approved_on: 'date',
  },
  key: ['deal_id'],
  indexes: [['opportunity'], ['program_id', 'approved_on']],
  events: [dealEvents],
  keysOf: (event) => [[event.stream.slice('deal-'.length)]],
  fold: foldProtected,
});

const activity = keyedView<ActivityRow, OpportunityEvent>({
  ...INACTIVITY,
  table: 'opportunity_activity',
  columns: { opportunity: 'text not null', last_activity_on: 'date' },
  key: ['opportunity'],
  events: [opportunityEvents],
  // The stream's id is `<source>.<ref>`, and no source holds a dot.
  keysOf: ({ stream }) => [[stream.slice('opportunity-'.length).replace('.', '/')]],
  fold: (row, event, [opportunity = '']) =>
    event.type === 'OpportunityReported'
      ? { opportunity, last_activity_on: event.data.lastActivityOn }
      : (row ?? null),
});

/** What is known of the activity on every protected deal. */
export const inactivityProjection: Projection = {
  ...INACTIVITY,
  tables: [...protectedDeals.tables, ...activity.tables],
  events: [...protectedDeals.events, ...activity.events],
  async create(db) {
    await protectedDeals.create(db);
    await activity.create(db);
  },
  async apply(db, events) {
    await protectedDeals.apply(db, events);
    await activity.apply(db, events);
  },
};
