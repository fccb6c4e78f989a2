import type { Outcome } from '@accord/event-store';
import { replyTo, type CommandReply, type HttpCall } from '@accord/platform';
import type { Deal } from './deal';
import type { DealEvent } from './deal.events';

/**
 * The reply to a command on a deal, with what the caller may see of it: which way the registration goes
 * inside the vendor, and what sales reported about its opportunity, is not for partners.
 * @throws Problem 422 when the command was refused
 */
export function replyToCaller(
  { caller }: HttpCall,
  dealId: string,
  outcome: Outcome<Deal, DealEvent>,
): CommandReply {
  if (caller.partnerId === null || outcome.kind === 'rejected') return replyTo(dealId, outcome);
  const events = outcome.events.filter(({ type }) => type !== 'DealRouted');
  return replyTo(dealId, { ...outcome, events });
}
