import { compareDates, type Rejection } from '@accord/kernel';
import type { Standing } from '@accord/partners';
import type { ProgramRules } from '@accord/programs';
import type { Opportunity } from '@accord/sales';
import type { Registration } from '../deal';
import type { BreakEvidence } from '../exclusivity/grounds';
import { eligibility } from '../register-deal/register-deal';

/** What the bars are looked up for. */
export interface Approving {
  readonly registration: Pick<
    Registration,
    'tender' | 'registeredOn' | 'partnerId' | 'programId' | 'territory' | 'dealType'
  >;
  /** The partner as it stands, where nobody judges whether it is fit; null where a person does. */
  readonly unjudged: Standing | null;
  /** The customer's statement for the deal, where the approval rests on one. */
  readonly letter: BreakEvidence | undefined;
  /** How the sales system last reported the opportunity; null where the registration names none. */
  readonly opportunity: Opportunity | null;
}

/** Why the program approves nobody in this way, whoever holds the customer. */
export function approvalBars(
  rules: ProgramRules,
  { registration, unjudged, letter, opportunity }: Approving,
): Rejection[] {
  const bars: Rejection[] = [];
  const status = opportunity?.status;
  if (rules.approval?.afterClosing === 'refuse' && (status === 'won' || status === 'lost')) {
    bars.push({ code: 'opportunity-closed', message: `The opportunity is ${status} already` });
  }
  if (isMereBidder(rules, registration)) {
    const message = `Registered on ${registration.registeredOn}, after the tender was published: bidders get the co-sell rate`;
    bars.push({ code: 'tender-bidder', message });
  }
  const unfit = unjudged === null ? [] : eligibility(registration, rules, unjudged);
  bars.push(...unfit.map(({ message }) => ({ code: 'partner-not-eligible', message })));
  if (!letter) return bars;
  if (rules.exclusivity.breaks?.customerLetter !== 'transfer') {
    const message = 'A letter of the customer moves no protection in this program';
    bars.push({ code: 'letter-moves-nothing', message });
  }
  if (letter.statedBy === undefined) {
    const message = 'Name who signed for the customer';
    bars.push({ code: 'statement-unsigned', message, path: 'evidence.statedBy' });
  }
  return bars;
}

/**
 * GitLab channel operations, tenders: who sourced the deal before the tender may hold the sourced
 * discount; everybody else is a bidder, from the day of the publication on.
 */
export const isBidder = ({
  tender,
  registeredOn,
}: Pick<Registration, 'tender' | 'registeredOn'>): boolean =>
  tender !== undefined && compareDates(tender.publishedOn, registeredOn) <= 0;

/** Whether it is a bidder in a program that approves none of them. */
export const isMereBidder = (
  { tender }: Pick<ProgramRules, 'tender'>,
  registration: Pick<Registration, 'tender' | 'registeredOn'>,
): boolean => tender?.bidders === 'cosell' && isBidder(registration);
