import { add, money, ratio, round, sum, times, type Money, type Rejection } from '@accord/kernel';
import type { MdfRules, ProgramRules } from '@accord/programs';
import { inBucket } from '../fund-balances';
import type { KnownFund } from '../fund';
import { limitFaults } from '../refusals';
import type { RequestFunds } from './funds-wanted';

/** The countries that the fund's region aims at; undefined where it aims at all. */
const targetsOf = ({ region }: KnownFund, { flex }: MdfRules): readonly string[] | undefined =>
  region === null ? undefined : flex?.targetMarkets[region];

export const isOutsideTarget = (
  fund: KnownFund,
  { market }: Pick<RequestFunds, 'market'>,
  mdf: MdfRules,
): boolean => {
  const targets = targetsOf(fund, mdf);
  return targets !== undefined && (market === null || !targets.includes(market));
};

/**
 * A share of what is allocated may go outside the region's target markets (GitLab MDF operations: 5% of
 * a region's quarter).
 * @returns why this request would take more, or says too little to tell
 */
export function flexFaults(
  fund: KnownFund,
  { market, amount }: Pick<RequestFunds, 'market' | 'amount'>,
  { payout }: ProgramRules,
  mdf: MdfRules,
): Rejection[] {
  const targets = targetsOf(fund, mdf);
  if (!targets || !mdf.flex) return [];
  if (market === null) {
    const message = `Say which country the activity aims at; ${fund.region} aims at ${targets.join(', ')}`;
    return [{ code: 'market-missing', message, path: 'market' }];
  }
  if (targets.includes(market)) return [];
  const { share } = mdf.flex;
  const limit = round(times(inBucket(fund.balances, 'allocated'), ratio(share)), payout.rounding);
  const wanted = add(heldOutside(fund), amount);
  const what = `${share} of the fund, which may go outside ${targets.join(', ')}`;
  return limitFaults(wanted, limit, 'above-flex', what);
}

/** What requests outside the target markets hold or have consumed. */
const heldOutside = ({ requests, balances: { currency } }: KnownFund): Money =>
  sum(
    [...requests.values()].map(({ outsideTarget, held }) =>
      outsideTarget ? held : money(0n, currency),
    ),
    currency,
  );
