import { fromJson, type Recorded } from '@accord/kernel';
import type { AmendmentChanges, DealEvent } from '../deal.events';

/** A deal as lists show it. */
export interface DealRow {
  readonly deal_id: string;
  /** Place in the queue: the log position of the registration. */
  readonly position: bigint;
  readonly partner_id: string;
  readonly program_id: string;
  readonly deal_type: string;
  readonly status: string;
  readonly customer_name: string;
  readonly customer_id: string | null;
  /** `<source>/<ref>`. */
  readonly opportunity: string | null;
  readonly origin: string | null;
  readonly value_minor: bigint;
  readonly currency: string;
  readonly registered_on: string;
  readonly approved_on: string | null;
  readonly expires_on: string | null;
  /** Since when the partner waits for a decision about an extension. */
  readonly extension_requested_on: string | null;
  /** What the partner may read about the last decision. */
  readonly public_note: string | null;
  /** Since when it has been next to be considered, after another's protection ended. */
  readonly turn_on: string | null;
  /** What the partner gets because another one holds it: denied, or at which price. */
  readonly outcome: string | null;
  /** The grant that stood in its way when it was outranked. */
  readonly outranked_by: string | null;
  readonly route: string | null;
  /** Steps that are still to approve, the waiting one first. */
  readonly steps: readonly string[];
  /** Every step of the route: an amendment may start them again. */
  readonly route_steps: readonly string[];
  readonly advice: string | null;
  readonly renewal: string;
  readonly distributor_id: string | null;
  /** Changes of an approved deal that wait for a decision. */
  readonly proposed: AmendmentChanges | null;
}

const ref = (at: { source: string; ref: string } | null): string | null =>
  at === null ? null : `${at.source}/${at.ref}`;

/** Folds one event into the deal's row. */
export function foldDeal(row: DealRow | undefined, event: Recorded<DealEvent>): DealRow | null {
  if (event.type === 'DealRegistered') {
    const { data } = event;
    const { minor, currency } = fromJson(data.value);
    return {
      deal_id: data.dealId,
      position: event.position,
      partner_id: data.partnerId,
      program_id: data.programId,
      deal_type: data.dealType,
      status: 'pending',
      customer_name: data.claim.name,
      customer_id: null,
      opportunity: ref(data.opportunity),
      origin: ref(data.origin),
      value_minor: minor,
      currency,
      registered_on: data.registeredOn,
      approved_on: null,
      expires_on: null,
      extension_requested_on: null,
      public_note: null,
      turn_on: null,
      outcome: null,
      outranked_by: null,
      route: null,
      steps: [],
      route_steps: [],
      advice: null,
      renewal: data.renewal,
      distributor_id: data.distributorId ?? null,
      proposed: null,
    };
  }
  if (!row) throw new Error(`${event.type} before the deal was registered`);
  switch (event.type) {
    case 'DealRouted': {
      const { route, steps, advice } = event.data;
      return { ...row, route, steps, route_steps: steps, advice };
    }
    case 'DealStepApproved':
      return { ...row, status: 'pending', public_note: null, steps: row.steps.slice(1) };
    case 'DealReturned':
      return { ...row, status: 'returned', public_note: event.data.question };
    case 'DealInformationProvided':
      return { ...row, status: 'pending', public_note: null };
    case 'DealApproved': {
      const { customerId, approvedOn, expiresOn } = event.data;
      return {
        ...row,
        status: 'approved',
        customer_id: customerId,
        approved_on: approvedOn,
        expires_on: expiresOn,
        public_note: null,
        outcome: null,
        outranked_by: null,
        steps: [],
      };
    }
    case 'DealDenied':
      return { ...row, status: 'denied', steps: [], public_note: event.data.publicReason };
    case 'DealAmended': {
      const { changes, restarts } = event.data;
      const steps = restarts ? row.route_steps : row.steps;
      const amended = { ...row, steps, proposed: null };
      if (!changes.value) return amended;
      const { minor, currency } = fromJson(changes.value);
      return { ...amended, value_minor: minor, currency };
    }
    case 'DealReassigned':
      return { ...row, partner_id: event.data.partnerId };
    case 'DealAmendmentProposed':
      return { ...row, proposed: event.data.changes };
    case 'DealAmendmentDenied':
      return { ...row, proposed: null };
    case 'DealAssessed':
    case 'DealPartnerContacted':
    case 'DealExpiryWarned':
    case 'DealSilenceLapsed':
    case 'DealDiscountReduced':
      return row;
    case 'DealOutranked':
      return { ...row, outcome: event.data.outcome, outranked_by: event.data.grantId };
    case 'DealTurnCame':
      return { ...row, turn_on: event.data.turnOn, outcome: null, outranked_by: null };
    case 'DealExtended': {
      const { expiresOn: expires_on } = event.data;
      return { ...row, status: 'approved', expires_on, extension_requested_on: null };
    }
    case 'DealExtensionRequested':
      return { ...row, extension_requested_on: event.data.requestedOn };
    case 'DealExtensionDenied':
      return { ...row, extension_requested_on: null, public_note: event.data.publicReason };
    case 'DealProtectionBroken': {
      const { public: note = null } = event.envelope.reason ?? {};
      return { ...row, status: 'broken', public_note: note, outcome: event.data.outcome ?? null };
    }
    case 'DealWithdrawn':
      return { ...row, status: 'withdrawn' };
    case 'DealExpired':
      return { ...row, status: 'expired' };
    case 'DealWon':
      return { ...row, status: 'won' };
    case 'DealLost':
      return { ...row, status: 'lost' };
  }
}
