import { accepted, streamName, type Decision } from '@accord/kernel';
import { StreamBusy, type Outcome, type Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { CHANGED } from './approve-deal/approve-deal';
import { deal as dealStream, type Deal } from './deal';
import type { DealEvent } from './deal.events';

type Deals = Pick<Streams<Deal, DealEvent>, 'transact'>;
type Told = Outcome<Deal, DealEvent>;

/**
 * Looks at a deal for a decision that the customer's exclusivity takes before the deal records it. What
 * the loop would say of the record it says here: a 412 afterwards would answer for a change that stands.
 * @returns the deal as the log has it; or the outcome of this very command, which was given before
 * @throws CommandKeyReused, RevisionMismatch
 */
export async function lookAhead(
  deals: Deals,
  dealId: string,
  { envelope, options }: CommandContext,
): Promise<{ readonly state: Deal } | { readonly outcome: Told }> {
  const outcome = await deals.transact(dealId, envelope, () => accepted(), options);
  return outcome.kind === 'unchanged' || outcome.kind === 'dry-run'
    ? { state: outcome.state }
    : { outcome };
}

/** Records in the deal what was decided ahead of it, or refuses it; at whatever revision it is by now. */
export const recordAfter = (
  deals: Deals,
  dealId: string,
  { envelope, options }: CommandContext,
  decide: (state: Deal) => Decision<DealEvent>,
): Promise<Told> => deals.transact(dealId, envelope, decide, { dryRun: options.dryRun ?? false });

/** Others were first, and what they changed may be decided otherwise: a matter of trying again. */
export const busy = (dealId: string): StreamBusy =>
  new StreamBusy(streamName(dealStream.catalog, dealId));

/** @throws StreamBusy where the registration says something else by now than what was decided on */
export function unlessChanged(dealId: string, outcome: Told): Told {
  const isChanged =
    outcome.kind === 'rejected' && outcome.rejections.some(({ code }) => code === CHANGED);
  if (isChanged) throw busy(dealId);
  return outcome;
}
