import { accepted, money, posting, type Decision, type IsoDate } from '@accord/kernel';
import { expiredOn, namedCredits } from '../credits/fund-credits';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { knownFund } from '../refusals';

/** Credits that one event names: each takes less than 300 bytes, and the store takes 1 MiB at once. */
const EXPIRED_AT_ONCE = 1_000;

/**
 * What is left of credits after their last day is gone (M8); what is asked for by then stays. Where that is more
 * credits than one event names, the first of them go: decided again until there are none.
 */
export function expireCredits(state: Fund, { on }: { readonly on: IsoDate }): Decision<FundEvent> {
  const known = knownFund(state);
  if (!('fund' in known)) return known;
  const { credits, balances } = known.fund;
  const { currency } = balances;
  const gone = expiredOn(credits, on).slice(0, EXPIRED_AT_ONCE);
  if (gone.length === 0) return accepted();
  const amount = money(
    gone.reduce((so, { minor }) => so + minor, 0n),
    currency,
  );
  return accepted({
    type: 'CreditsExpired',
    data: {
      credits: namedCredits(gone, currency),
      expiredOn: on,
      posting: posting('M8', { debit: 'B70', credit: 'B20', amount }),
    },
  });
}
