import { accepted, money, posting, type Decision, type IsoDate } from '@accord/kernel';
import { expiredOn, namedCredits } from '../credits/fund-credits';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { knownFund } from '../refusals';

/** What is left of credits after their last day is gone (M8); what is asked for by then stays. */
export function expireCredits(state: Fund, { on }: { readonly on: IsoDate }): Decision<FundEvent> {
  const known = knownFund(state);
  if (!('fund' in known)) return known;
  const { credits, balances } = known.fund;
  const { currency } = balances;
  const gone = expiredOn(credits, on);
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
