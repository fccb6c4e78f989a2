import { accepted, rejectedFor, toJson, type Decision, type Money, posting } from '@accord/kernel';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { amountFaults, claimIn, limitFaults, releasedTo } from '../refusals';

export interface ClawBack {
  readonly requestId: string;
  readonly claimId: string;
  readonly amount: Money;
  readonly publicReason: string;
}

/** Takes back what an audit of the proofs did not confirm, at most what is consumed (M9). */
export function clawBack(
  state: Fund,
  { requestId, claimId, amount, publicReason }: ClawBack,
): Decision<FundEvent> {
  const found = claimIn(state, { requestId, claimId });
  if (!('fund' in found)) return found;
  const { fund, claim } = found;
  const faults = amountFaults(fund, amount);
  if (faults.length > 0) return rejectedFor(faults);
  const above = limitFaults(amount, claim.consumed, 'above-consumed', 'was paid for the claim');
  if (above.length > 0) return rejectedFor(above);
  return accepted({
    type: 'ClaimClawedBack',
    data: {
      requestId,
      claimId,
      partnerId: fund.partnerId,
      amount: toJson(amount),
      publicReason,
      posting: posting('M9', { debit: releasedTo(fund), credit: 'B60', amount }),
    },
  });
}
