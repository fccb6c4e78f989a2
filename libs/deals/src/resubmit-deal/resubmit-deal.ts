import { rejected, type Decision } from '@accord/kernel';
import type { Deal } from '../deal';
import type { OpportunityRef } from '../deal.events';
import type { RegisterDeal } from '../register-deal/register-deal';
import { notOpen } from '../refusals';

/**
 * A registration that has ended, submitted anew: another registration, with its own day and its own
 * place at the end of the queue (GitLab, working with GitLab: a partner that fixes its problem).
 * @returns the command to register it
 */
export function resubmission(
  state: Deal,
  submission: { readonly dealId: string; readonly origin: OpportunityRef | null },
  changes: Partial<RegisterDeal>,
): RegisterDeal | Decision<never> {
  switch (state.status) {
    case 'unknown':
      return notOpen(state);
    case 'pending':
    case 'returned':
    case 'approved':
    case 'won':
      return rejected(
        'deal-not-ended',
        `The deal is ${state.status}; only an ended one is resubmitted`,
      );
    case 'denied':
    case 'withdrawn':
    case 'lost':
    case 'expired':
    case 'broken': {
      const {
        registeredOn: _on,
        silenceOn: _silence,
        partnerRevision: _revision,
        firstContactDue: _contact,
        expiryWarningDays: _warnings,
        dealId: resubmits,
        ...said
      } = state.registration;
      return { ...said, ...changes, ...submission, resubmits };
    }
  }
}
