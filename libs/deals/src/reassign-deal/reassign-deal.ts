import { accepted, rejected, rejectedFor, type Decision } from '@accord/kernel';
import type { Standing } from '@accord/partners';
import type { ProgramRules } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { eligibility } from '../register-deal/register-deal';
import { notOpen } from '../refusals';

export interface ReassignDeal {
  readonly partnerId: string;
  /** The partner's person in charge, as an opaque id; null: nobody is named. */
  readonly contactId: string | null;
}

/**
 * Gives a registration to another partner, or to another person of the same one. It keeps its place.
 * An approval moves only by what the customer writes, so an approved deal changes its contact alone.
 */
export function reassignDeal(
  state: Deal,
  { partnerId, contactId }: ReassignDeal,
  facts: {
    readonly rules: ProgramRules;
    readonly standing: Standing;
    readonly partnerRevision: number;
  },
): Decision<DealEvent> {
  if (state.status !== 'pending' && state.status !== 'returned' && state.status !== 'approved') {
    return notOpen(state);
  }
  const { registration } = state;
  const from = registration.partnerId;
  if (partnerId === from) {
    if ((registration.contactId ?? null) === contactId) return accepted();
  } else {
    if (state.status === 'approved') {
      const message = 'An approved deal goes to another partner only by what the customer writes';
      return rejected('deal-approved', message, 'partnerId');
    }
    const refusals = eligibility({ ...registration, partnerId }, facts.rules, facts.standing);
    if (refusals.length > 0) return rejectedFor(refusals);
  }
  const { partnerRevision } = facts;
  const data = { fromPartnerId: from, partnerId, contactId, partnerRevision };
  return accepted({ type: 'DealReassigned', data });
}
