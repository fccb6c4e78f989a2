import type { Recorded } from '@accord/kernel';
import { dealEvents } from '@accord/deals';
import type { Claim } from '../calculation/claim';
import { foldDeal, type DealFact } from '../facts/deal-fact';
import { deciding, type Ground } from './ground';

/**
 * The events by which the registration of a claim was in force when its sale was booked, or was not, beside
 * the approval: what extended it, ended it, or took an end back.
 */
export function registrationGrounds({ deal }: Claim, events: readonly Recorded[]): Ground[] {
  let fact: DealFact | undefined;
  let moved: Recorded[] = [];
  for (const event of events) {
    if (!dealEvents.includes(event) || event.stream !== `deal-${deal.dealId}`) continue;
    const next = foldDeal(fact, event);
    if (event.type === 'DealApproved') moved = [];
    else if (fact && (next.approval !== fact.approval || next.ended !== fact.ended)) {
      moved.push(event);
    }
    fact = next;
  }
  return moved.map(deciding('registration'));
}
