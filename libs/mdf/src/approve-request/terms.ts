import {
  isAfter,
  isBefore,
  maxDate,
  minDate,
  parseAmount,
  plusDays,
  toJson,
  type IsoDate,
} from '@accord/kernel';
import type { MdfRules, ProgramRules } from '@accord/programs';
import type { KnownFund } from '../fund';
import type { RequestEnds, RequestTerms } from '../fund.events';
import type { FundsRequest } from '../funds-request';

/** @returns the share of an activity's cost that the vendor pays, as the program writes it */
export const shareOf = (mdf: MdfRules, activity: string): string =>
  mdf.activities.find((one) => one.activity === activity)?.share ?? mdf.share;

/**
 * What a request is held to from its approval on: share, proofs and days. GitLab MDF page: claim within
 * 30 days after the activity's end, 35 for a first claim; reminders on days 1, 14 and 28.
 * @returns undefined when the program does not know the activity
 */
export function termsOf(
  { activity, endsOn }: { readonly activity: string; readonly endsOn: IsoDate },
  fund: Pick<KnownFund, 'periodTo' | 'claimBy' | 'balances'>,
  { payout }: ProgramRules,
  mdf: MdfRules,
  on: IsoDate,
): RequestTerms | undefined {
  const known = mdf.activities.find((one) => one.activity === activity);
  if (!known) return undefined;
  const from = mdf.claimFrom === 'periodEnd' ? fund.periodTo : endsOn;
  const within = (day: IsoDate): IsoDate => (fund.claimBy ? minDate(day, fund.claimBy) : day);
  const claimBy = within(plusDays(from, mdf.claimDays));
  const firstClaimBy = within(maxDate(claimBy, plusDays(from, mdf.firstClaimDays)));
  const remindOn = mdf.reminderDays.map((days) => plusDays(endsOn, days));
  return {
    share: shareOf(mdf, activity),
    refund: known.refund ?? null,
    rounding: payout.rounding,
    tolerance: mdf.tolerance ?? '0%',
    minClaim:
      mdf.minClaim === undefined ? null : toJson(parseAmount(mdf.minClaim, fund.balances.currency)),
    excludedCosts: mdf.excludedCosts,
    required: known.required,
    anyOf: known.anyOf,
    claimBy,
    firstClaimBy,
    remindOn: [...new Set(remindOn)]
      .filter((day) => !isBefore(day, on) && !isAfter(day, firstClaimBy))
      .toSorted(),
    ends: endsOf(mdf),
    ...(mdf.setOff === false && { setOff: mdf.setOff }),
    ...(mdf.accounting && { account: mdf.accounting.account }),
  };
}

const endsOf = (mdf: MdfRules | undefined): RequestEnds => ({
  onTermination: mdf?.onTermination ?? null,
  falseClaim: mdf?.falseClaim ?? null,
});

/**
 * How a request ends before its days: as the program said when it was approved, else as it says now (30
 * days' notice of changes, which do not touch what is approved: GitLab MDF page).
 */
export const endsUnder = (
  { terms }: Pick<FundsRequest, 'terms'>,
  mdf: MdfRules | undefined,
): RequestEnds => terms?.ends ?? endsOf(mdf);
