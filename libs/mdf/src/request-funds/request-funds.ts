import {
  accepted,
  currency as currencyOf,
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
import type { Standing } from '@accord/partners';
import { coversTerritory, type MdfRules, type ProgramRules } from '@accord/programs';
import { shareOf, termsOf } from '../approve-request/terms';
import type { Fund, KnownFund } from '../fund';
import type { FundEvent } from '../fund.events';
import { audienceFaults, fundRules } from '../fund-rules';
import {
  amountFaults,
  availableOn,
  fundStillOpen,
  limitFaults,
  otherCurrencyFaults,
  unknownEvidence,
} from '../refusals';
import { activityFaults } from './activity-faults';
import { flexFaults, isOutsideTarget } from './flex';
import type { RequestFunds } from './funds-wanted';

export interface RequestFacts {
  readonly on: IsoDate;
  readonly rules: ProgramRules | undefined;
  readonly standing: Standing;
  readonly requestedBy: string;
  /** Those of the proofs' hashes under which the partner has sent a document. */
  readonly evidence: ReadonlySet<string>;
}

/**
 * Asks for money for an activity and reserves it (M2), so that no two requests count on the same
 * money. What needs no approval is approved at once (M3). Refusals name every reason at once.
 * Minimum, share and lead time: GitLab MDF page.
 */
export function requestFunds(
  state: Fund,
  command: RequestFunds,
  { on, rules, standing, requestedBy, evidence }: RequestFacts,
): Decision<FundEvent> {
  const open = fundStillOpen(state);
  if (!('fund' in open)) return open;
  const { fund } = open;
  const { requestId, partnerId, amount, cost, proofs } = command;
  if (fund.requests.has(requestId)) {
    return rejected('request-exists', `Request "${requestId}" stands already`, 'requestId');
  }
  const mdf = fundRules(rules, fund.kind);
  if (!rules || !mdf) {
    return rejected('program-without-mdf', `The program has no MDF rules in force on ${on}`);
  }
  const malformed = [
    ...otherCurrencyFaults(fund, rules),
    ...amountFaults(fund, amount),
    ...amountFaults(fund, cost, 'cost'),
  ];
  if (malformed.length > 0) return rejectedFor(malformed);
  const needsApproval = !isBelowApproval(amount, mdf);
  const terms = termsOf(command, fund, rules, mdf, on);
  const refusals = [
    ...partnerFaults(fund, partnerId, standing, rules),
    ...audienceFaults(mdf, standing),
    ...moneyFaults(fund, command, rules, mdf, on),
    ...activityFaults(fund, command, { rules, mdf, on, needsApproval }),
    ...flexFaults(fund, command, rules, mdf),
    ...unknownEvidence(proofs, evidence),
  ];
  if (!terms || refusals.length > 0) return rejectedFor(refusals);
  const requested: FundEvent = {
    type: 'FundsRequested',
    data: {
      ...command,
      amount: toJson(amount),
      cost: toJson(cost),
      outsideTarget: isOutsideTarget(fund, command, mdf),
      requestedOn: on,
      requestedBy,
      decideBy: plusBusinessDays(on, mdf.decisionBusinessDays, rules),
      posting: posting('M2', { debit: 'B30', credit: 'B20', amount }),
    },
  };
  if (needsApproval) return accepted(requested);
  return accepted<FundEvent>(requested, {
    type: 'FundsRequestApproved',
    data: {
      requestId,
      partnerId,
      amount: toJson(amount),
      approvedOn: on,
      by: 'rule',
      terms,
      posting: posting('M3', { debit: 'B40', credit: 'B30', amount }),
    },
  });
}

const isBelowApproval = (amount: Money, { preApprovalAbove }: MdfRules): boolean =>
  preApprovalAbove !== undefined &&
  amount.minor <= parseAmount(preApprovalAbove, amount.currency).minor;

/** A partner's fund is its own; a region's is for the program's partners with an agreement there. */
function partnerFaults(
  fund: KnownFund,
  partnerId: string,
  standing: Standing,
  rules: ProgramRules,
): Rejection[] {
  if (fund.partnerId !== null) {
    if (fund.partnerId === partnerId) return [];
    const message = `The fund is for "${fund.partnerId}"`;
    return [{ code: 'fund-of-other-partner', message, path: 'partnerId' }];
  }
  if (!standing.enrolled || standing.programId !== fund.programId) {
    const message = `The program has no partner "${partnerId}"`;
    return [{ code: 'partner-unknown', message, path: 'partnerId' }];
  }
  if (fund.region !== null && coversTerritory(rules, standing.territories, fund.region)) return [];
  const message = `The partner has no agreement for ${fund.region}`;
  return [{ code: 'outside-agreement', message, path: 'partnerId' }];
}

function moneyFaults(
  fund: KnownFund,
  { amount, cost, activity }: RequestFunds,
  { payout, currency }: ProgramRules,
  mdf: MdfRules,
  on: IsoDate,
): Rejection[] {
  const least = parseAmount(mdf.minRequest, currencyOf(currency));
  const share = shareOf(mdf, activity);
  const limit = round(times(cost, ratio(share)), payout.rounding);
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
    ...limitFaults(amount, limit, 'above-share', `${share} of the cost`),
    ...limitFaults(amount, availableOn(fund, on), 'fund-exhausted', 'the fund has available'),
  ];
}
