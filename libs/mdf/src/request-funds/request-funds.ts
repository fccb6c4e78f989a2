import {
  accepted,
  currency as currencyOf,
  isAfter,
  isBefore,
  minusBusinessDays,
  parseAmount,
  plusBusinessDays,
  ratio,
  rejected,
  rejectedFor,
  round,
  times,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
  type Rejection,
  posting,
} from '@accord/kernel';
import type { MdfRules, ProgramRules } from '@accord/programs';
import type { Fund, KnownFund } from '../fund';
import type { FundEvent } from '../fund.events';
import { amountFaults, availableIn, fundStillOpen, limitFaults } from '../refusals';

export interface RequestFunds {
  readonly requestId: string;
  readonly activity: string;
  /** Planned cost of the whole activity. */
  readonly cost: Money;
  /** What the vendor is asked to pay. */
  readonly amount: Money;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
}

export interface RequestFacts {
  readonly on: IsoDate;
  readonly rules: ProgramRules | undefined;
  readonly requestedBy: string;
}

/**
 * Asks for money for an activity and reserves it (M2), so that no two requests count on the same
 * money. Refusals name every reason at once. Minimum, share and lead time: GitLab MDF page.
 */
export function requestFunds(
  state: Fund,
  command: RequestFunds,
  { on, rules, requestedBy }: RequestFacts,
): Decision<FundEvent> {
  const open = fundStillOpen(state);
  if (!('fund' in open)) return open;
  const { fund } = open;
  const { requestId, amount, cost } = command;
  if (fund.requests.has(requestId)) {
    return rejected('request-exists', `Request "${requestId}" stands already`, 'requestId');
  }
  if (!rules?.mdf) {
    return rejected('program-without-mdf', `The program has no MDF rules in force on ${on}`);
  }
  const malformed = [...amountFaults(fund, amount), ...amountFaults(fund, cost, 'cost')];
  if (malformed.length > 0) return rejectedFor(malformed);
  const refusals = [
    ...moneyFaults(fund, command, rules, rules.mdf),
    ...activityFaults(fund, command, rules, rules.mdf, on),
  ];
  if (refusals.length > 0) return rejectedFor(refusals);
  return accepted({
    type: 'FundsRequested',
    data: {
      ...command,
      amount: toJson(amount),
      cost: toJson(cost),
      partnerId: fund.partnerId,
      requestedOn: on,
      requestedBy,
      decideBy: plusBusinessDays(on, rules.mdf.decisionBusinessDays, rules),
      posting: posting('M2', { debit: 'B30', credit: 'B20', amount }),
    },
  });
}

function moneyFaults(
  fund: KnownFund,
  { amount, cost }: RequestFunds,
  { payout, currency }: ProgramRules,
  mdf: MdfRules,
): Rejection[] {
  const least = parseAmount(mdf.minRequest, currencyOf(currency));
  if (least.currency !== amount.currency) {
    const message = `The program now counts in ${least.currency}`;
    return [{ code: 'currency-mismatch', message, path: 'currency' }];
  }
  const share = round(times(cost, ratio(mdf.share)), payout.rounding);
  const below = amount.minor < least.minor;
  return [
    ...(below
      ? [
          {
            code: 'below-minimum',
            message: `A request is at least ${mdf.minRequest} ${currency}`,
            path: 'amount',
          },
        ]
      : []),
    ...limitFaults(amount, share, 'above-share', `${mdf.share} of the cost`),
    ...limitFaults(amount, availableIn(fund), 'fund-exhausted', 'the fund has available'),
  ];
}

function activityFaults(
  { periodFrom, periodTo }: KnownFund,
  { activity, startsOn, endsOn }: RequestFunds,
  rules: ProgramRules,
  mdf: MdfRules,
  on: IsoDate,
): Rejection[] {
  const faults: Rejection[] = [];
  const refuse = (code: string, message: string, path: string): void =>
    void faults.push({ code, message, path });
  if (!mdf.activities.some((known) => known.activity === activity)) {
    const known = mdf.activities.map((one) => one.activity).join(', ');
    refuse('activity-unknown', `The program knows: ${known}`, 'activity');
  }
  if (isAfter(startsOn, endsOn)) {
    refuse('dates-reversed', 'The activity ends before it starts', 'endsOn');
  } else if (isBefore(startsOn, periodFrom) || isAfter(endsOn, periodTo)) {
    const message = `The fund is for activities from ${periodFrom} to ${periodTo}`;
    refuse('outside-period', message, 'startsOn');
  } else if (isAfter(on, minusBusinessDays(startsOn, mdf.leadBusinessDays, rules))) {
    const requestBy = minusBusinessDays(startsOn, mdf.leadBusinessDays, rules);
    const lead = `${mdf.leadBusinessDays} business days before the start`;
    refuse('too-late', `Ask at least ${lead}: by ${requestBy}`, 'startsOn');
  }
  return faults;
}
