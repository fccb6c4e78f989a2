import { daysBetween, isoDate, type Recorded } from '@accord/kernel';
import type { DealEvent } from '../deal.events';

/** Who waits for whom about a registration, how long, and until when. */
export interface SlaRow {
  readonly deal_id: string;
  readonly program_id: string;
  readonly position: bigint;
  readonly partner_id: string;
  /** Null: nobody waits, it is decided. */
  readonly waiting_on: 'vendor' | 'partner' | null;
  readonly since: string;
  /** Calendar days waited up to `since`. */
  readonly vendor_days: number;
  readonly partner_days: number;
  readonly step: string | null;
  readonly steps: readonly string[];
  readonly decision_due_on: string | null;
  readonly decision_due_at: string | null;
  readonly contact_due_on: string | null;
  readonly contact_due_at: string | null;
  /** The first time that the partner heard from the vendor. */
  readonly contacted_on: string | null;
  readonly expires_on: string | null;
  /** Days that were left at the last reminder of the protection's end. */
  readonly warned_days_left: number | null;
}

/** Folds one event into the clocks of a deal. */
export function foldSla(row: SlaRow | undefined, event: Recorded<DealEvent>): SlaRow | null {
  const on = event.envelope.occurredOn;
  if (event.type === 'DealRegistered') {
    const { dealId, programId, partnerId, registeredOn, firstContactDue } = event.data;
    return {
      deal_id: dealId,
      program_id: programId,
      position: event.position,
      partner_id: partnerId,
      waiting_on: 'vendor',
      since: registeredOn,
      vendor_days: 0,
      partner_days: 0,
      step: null,
      steps: [],
      decision_due_on: null,
      decision_due_at: null,
      contact_due_on: firstContactDue?.on ?? null,
      contact_due_at: firstContactDue?.at ?? null,
      contacted_on: null,
      expires_on: null,
      warned_days_left: null,
    };
  }
  if (!row) throw new Error(`${event.type} before the deal was registered`);
  const contacted = { contacted_on: row.contacted_on ?? on };
  const decided = { ...waiting(row, null, on), ...contacted, ...NOTHING_DUE };
  switch (event.type) {
    case 'DealRouted': {
      const { steps, decisionDue } = event.data;
      return { ...row, steps, step: steps[0] ?? null, ...dueOf(decisionDue) };
    }
    case 'DealStepApproved': {
      const { next, decisionDue } = event.data;
      return { ...waiting(row, 'vendor', on), step: next, ...dueOf(decisionDue) };
    }
    case 'DealPartnerContacted':
      return { ...row, contacted_on: row.contacted_on ?? event.data.contactedOn };
    case 'DealReturned':
      return { ...waiting(row, 'partner', on), ...contacted };
    case 'DealInformationProvided': {
      const { decisionDue } = event.data;
      const due = decisionDue === undefined ? {} : dueOf(decisionDue);
      return { ...waiting(row, 'vendor', on), ...due };
    }
    case 'DealApproved':
      return { ...decided, expires_on: event.data.expiresOn, warned_days_left: null };
    case 'DealExtended':
      return { ...row, expires_on: event.data.expiresOn, warned_days_left: null };
    case 'DealExpiryWarned':
      return { ...row, warned_days_left: event.data.daysLeft };
    case 'DealDenied':
      return decided;
    case 'DealWithdrawn':
    case 'DealWon':
    case 'DealLost':
    case 'DealExpired':
    case 'DealProtectionBroken':
      return { ...waiting(row, null, on), ...NOTHING_DUE };
    case 'DealAmended':
      return event.data.restarts
        ? { ...row, step: row.steps[0] ?? null, ...dueOf(event.data.decisionDue ?? null) }
        : row;
    case 'DealReassigned':
      return { ...row, partner_id: event.data.partnerId };
    case 'DealExtensionRequested':
    case 'DealExtensionDenied':
    case 'DealAmendmentProposed':
    case 'DealAmendmentDenied':
    case 'DealAssessed':
    case 'DealSilenceLapsed':
    case 'DealOutranked':
    case 'DealDiscountReduced':
    case 'DealTurnCame':
      return row;
  }
}

const NOTHING_DUE = { step: null, decision_due_on: null, decision_due_at: null } as const;

const dueOf = (due: { readonly on: string; readonly at: string } | null) => ({
  decision_due_on: due?.on ?? null,
  decision_due_at: due?.at ?? null,
});

/** The row once the wait so far is counted and another one begins. */
function waiting(row: SlaRow, whom: SlaRow['waiting_on'], on: string): SlaRow {
  const days = waitedUntil(row, on);
  return {
    ...row,
    waiting_on: whom,
    since: on > row.since ? on : row.since,
    vendor_days: row.vendor_days + (row.waiting_on === 'vendor' ? days : 0),
    partner_days: row.partner_days + (row.waiting_on === 'partner' ? days : 0),
  };
}

/** @returns calendar days of the present wait up to a date; none where it lies before */
export const waitedUntil = ({ since }: Pick<SlaRow, 'since'>, on: string): number =>
  Math.max(0, daysBetween(isoDate(since), isoDate(on)));
