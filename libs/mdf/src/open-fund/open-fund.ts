import {
  accepted,
  daysBetween,
  isAfter,
  isBefore,
  rejected,
  rejectedFor,
  type Currency,
  type Decision,
  type IsoDate,
  type Rejection,
} from '@accord/kernel';
import type { Standing } from '@accord/partners';
import type { ProgramRules } from '@accord/programs';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { fundRules } from '../fund-rules';
import { daysOfQuarter, lastClaimDay, type FundDays } from './fund-calendar';
import { sharedFundId } from './shared-fund-id';

export interface OpenFund {
  readonly fundId: string;
  readonly programId: string;
  /** Null: the fund of a region's quarter, which its partners share. */
  readonly partnerId: string | null;
  readonly region: string | null;
  readonly quarter: string | null;
  readonly currency: Currency;
  /** Null: the quarter's first and last day. */
  readonly periodFrom: IsoDate | null;
  readonly periodTo: IsoDate | null;
  /** Null: the quarter's last day, or the period's where there is no quarter. */
  readonly requestBy: IsoDate | null;
  /** Null: what the program says, if anything. */
  readonly claimBy: IsoDate | null;
}

/** What was looked up for the decision. */
export interface OpeningFacts {
  readonly on: IsoDate;
  readonly rules: ProgramRules | undefined;
  /** Of the partner whose fund it is to be; null for a region's. */
  readonly standing: Standing | null;
}

/** A fiscal year at most, and not more than ten years ahead. */
const MAX_PERIOD_DAYS = 366;
const MAX_DAYS_AHEAD = 3_660;

/** Opens an empty fund for a partner of the program, or for a region's quarter, in its currency. */
export function openFund(state: Fund, command: OpenFund, facts: OpeningFacts): Decision<FundEvent> {
  if (state.status !== 'unknown') {
    return rejected('fund-exists', `Fund "${command.fundId}" is open already`, 'fundId');
  }
  const { rules } = facts;
  const mdf = fundRules(rules, 'mdf');
  if (!rules || !mdf) {
    const message = `Program "${command.programId}" has no MDF rules in force on ${facts.on}`;
    return rejected('program-without-mdf', message, 'programId');
  }
  const days = daysOf(command, rules);
  const refusals = [
    ...ownerFaults(command, facts, rules),
    ...(days
      ? dayFaults(days, facts.on)
      : [{ code: 'period-missing', message: 'Name a period or a quarter', path: 'periodFrom' }]),
  ];
  if (!days || refusals.length > 0) return rejectedFor(refusals);
  const claimBy = command.claimBy ?? lastClaimDay(mdf, days);
  if (claimBy !== null && isBefore(claimBy, days.periodFrom)) {
    return rejected('claim-by-too-early', 'Claims end before activities begin', 'claimBy');
  }
  return accepted({
    type: 'FundOpened',
    data: { ...command, ...days, kind: 'mdf', claimBy, earns: null },
  });
}

function daysOf(command: OpenFund, rules: ProgramRules): FundDays | undefined {
  const mdf = fundRules(rules, 'mdf');
  const ofQuarter =
    mdf && command.quarter !== null ? daysOfQuarter(command.quarter, mdf, rules) : undefined;
  const periodFrom = command.periodFrom ?? ofQuarter?.periodFrom;
  const periodTo = command.periodTo ?? ofQuarter?.periodTo;
  if (!periodFrom || !periodTo) return undefined;
  const usual = command.periodTo ?? ofQuarter?.requestBy ?? periodTo;
  return { periodFrom, periodTo, requestBy: command.requestBy ?? usual };
}

function ownerFaults(
  { fundId, programId, partnerId, region, quarter, currency }: OpenFund,
  { standing }: OpeningFacts,
  rules: ProgramRules,
): Rejection[] {
  const faults: Rejection[] = [];
  const refuse = (code: string, message: string, path: string): void =>
    void faults.push({ code, message, path });
  if (rules.currency !== currency) {
    refuse('currency-mismatch', `The program pays in ${rules.currency}`, 'currency');
  }
  if (region !== null && !rules.territories.includes(region)) {
    refuse('region-unknown', `The program knows: ${rules.territories.join(', ')}`, 'region');
  }
  if (partnerId === null) {
    if (region === null || quarter === null) {
      refuse('owner-missing', 'Name a partner, or a region and a quarter', 'partnerId');
    } else if (fundId !== sharedFundId({ programId, region, quarter, currency })) {
      const message = 'The fund of a region`s quarter has an id of its own: leave it out';
      refuse('fund-id-fixed', message, 'fundId');
    }
  } else if (!standing?.enrolled) {
    refuse('partner-unknown', `No partner "${partnerId}"`, 'partnerId');
  } else if (standing.programId !== programId) {
    const message = `The partner belongs to "${standing.programId}"`;
    refuse('partner-of-other-program', message, 'programId');
  }
  return faults;
}

function dayFaults({ periodFrom, periodTo, requestBy }: FundDays, on: IsoDate): Rejection[] {
  const length = daysBetween(periodFrom, periodTo);
  const fault = (code: string, message: string, path: string): Rejection[] => [
    { code, message, path },
  ];
  if (length < 0) return fault('period-reversed', 'The period ends before it begins', 'periodTo');
  if (length > MAX_PERIOD_DAYS || daysBetween(on, periodTo) > MAX_DAYS_AHEAD) {
    const limits = `${MAX_PERIOD_DAYS} days, ending within ${MAX_DAYS_AHEAD} days`;
    return fault('period-too-long', `A period has at most ${limits}`, 'periodTo');
  }
  if (isAfter(requestBy, periodTo)) {
    return fault('request-by-too-late', 'Nothing is asked for after the period', 'requestBy');
  }
  return isBefore(requestBy, on)
    ? fault('period-over', `The last day for requests, ${requestBy}, is over on ${on}`, 'periodTo')
    : [];
}
