import type { Recorded } from '@accord/kernel';
import { dealEvents, type DealEvent } from '@accord/deals';
import type { Claim } from '../calculation/claim';
import { deciding, type Ground } from './ground';

/**
 * The events by which the registration of a claim was in force when its sale was booked, or was not, beside
 * the approval: what extended it, ended it, or took an end back.
 */
export function registrationGrounds({ deal }: Claim, events: readonly Recorded[]): Ground[] {
  const own = events.flatMap((event) =>
    dealEvents.includes(event) && event.stream === `deal-${deal.dealId}` ? [event] : [],
  );
  const approved = own.findLastIndex(({ type }) => type === 'DealApproved');
  return own
    .slice(approved + 1)
    .filter(movesEnd)
    .map(deciding('registration'));
}

function movesEnd({ type }: Recorded<DealEvent>): boolean {
  switch (type) {
    case 'DealExtended':
    case 'DealWithdrawn':
    case 'DealProtectionBroken':
    case 'DealExpired':
    case 'DealLost':
    case 'DealWon':
      return true;
    case 'DealRegistered':
    case 'DealApproved':
    case 'DealReassigned':
    case 'DealAmended':
    case 'DealRouted':
    case 'DealAmendmentProposed':
    case 'DealAmendmentDenied':
    case 'DealAssessed':
    case 'DealPartnerContacted':
    case 'DealExtensionRequested':
    case 'DealExtensionDenied':
    case 'DealExpiryWarned':
    case 'DealStepApproved':
    case 'DealReturned':
    case 'DealInformationProvided':
    case 'DealDenied':
    case 'DealSilenceLapsed':
    case 'DealOutranked':
    case 'DealTurnCame':
    case 'DealDiscountReduced':
      return false;
  }
}
