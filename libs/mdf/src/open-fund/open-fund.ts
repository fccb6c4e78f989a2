import {
  accepted,
  daysBetween,
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

export interface OpenFund {
  readonly fundId: string;
  readonly programId: string;
  readonly partnerId: string;
  readonly currency: Currency;
  readonly periodFrom: IsoDate;
  readonly periodTo: IsoDate;
}

/** What was looked up for the decision. */
export interface OpeningFacts {
  readonly on: IsoDate;
  readonly rules: ProgramRules | undefined;
  readonly standing: Standing;
}

/** A fiscal year at most, and not more than ten years ahead. */
const MAX_PERIOD_DAYS = 366;
const MAX_DAYS_AHEAD = 3_660;

/** Opens an empty fund for a partner of the program, in the program's currency. */
export function openFund(
  state: Fund,
  command: OpenFund,
  { on, rules, standing }: OpeningFacts,
): Decision<FundEvent> {
  const { fundId, programId, partnerId, currency, periodFrom, periodTo } = command;
  if (state.status !== 'unknown') {
    return rejected('fund-exists', `Fund "${fundId}" is open already`, 'fundId');
  }
  const refusals: Rejection[] = [];
  const refuse = (code: string, message: string, path: string): void =>
    void refusals.push({ code, message, path });
  if (!rules?.mdf) {
    const message = `Program "${programId}" has no MDF rules in force on ${on}`;
    refuse('program-without-mdf', message, 'programId');
  } else if (rules.currency !== currency) {
    refuse('currency-mismatch', `The program pays in ${rules.currency}`, 'currency');
  }
  if (!standing.enrolled) {
    refuse('partner-unknown', `No partner "${partnerId}"`, 'partnerId');
  } else if (standing.programId !== programId) {
    const message = `The partner belongs to "${standing.programId}"`;
    refuse('partner-of-other-program', message, 'programId');
  }
  const length = daysBetween(periodFrom, periodTo);
  if (length < 0) {
    refuse('period-reversed', 'The period ends before it begins', 'periodTo');
  } else if (length > MAX_PERIOD_DAYS || daysBetween(on, periodTo) > MAX_DAYS_AHEAD) {
    const limits = `${MAX_PERIOD_DAYS} days, ending within ${MAX_DAYS_AHEAD} days`;
    refuse('period-too-long', `A period has at most ${limits}`, 'periodTo');
  } else if (isBefore(periodTo, on)) {
    refuse('period-over', `The period is over on ${on}`, 'periodTo');
  }
  if (refusals.length > 0) return rejectedFor(refusals);
  return accepted({ type: 'FundOpened', data: command });
}
