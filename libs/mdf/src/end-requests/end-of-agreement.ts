import { accepted, isAfter, type Decision, type IsoDate } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { endsUnder } from '../approve-request/terms';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { fundRules } from '../fund-rules';
import { knownFund } from '../refusals';
import { endRequest } from './end-request';
import { ENDED_AT_ONCE } from './ended-at-once';

export interface EndOfAgreement {
  readonly partnerId: string;
  /** The last agreement's last day. */
  readonly endedOn: IsoDate;
}

/**
 * What becomes of a partner's open requests when its last agreement has ended: all are gone (GitLab MDF
 * page), or only those whose activity had not taken place (Pondurance terms), as the program
 * said when they were approved. Where that is more than one append takes, the first of them: decided again
 * on what is left, until it is fewer than `ENDED_AT_ONCE`.
 */
export function endOfAgreement(
  state: Fund,
  { partnerId, endedOn }: EndOfAgreement,
  { on, rules }: { readonly on: IsoDate; readonly rules: ProgramRules | undefined },
): Decision<FundEvent> {
  const known = knownFund(state);
  if (!('fund' in known)) return known;
  const { fund } = known;
  const mdf = fundRules(rules, fund.kind);
  const reason = `The agreement ended on ${endedOn}`;
  const ended = [...fund.requests]
    .filter(([, request]) => request.partnerId === partnerId)
    .filter(([, request]) => {
      const { status, endsOn } = request;
      switch (endsUnder(request, mdf).onTermination) {
        case 'forfeit':
          return true;
        case 'honourExecuted':
          return status === 'requested' || isAfter(endsOn, endedOn);
        case null:
          return false;
      }
    })
    .flatMap((entry) => endRequest(fund, entry, 'agreement-ended', reason, on));
  return accepted(...ended.slice(0, ENDED_AT_ONCE));
}
