import { nextQuarter, plusDays, quarterStart } from '@accord/kernel';
import type { EarningLine } from '../earning-line';
import type { GrantedException } from '../facts/sale-fact';
import type { Refusal } from './because';
import type { Claim } from './claim';

/** @returns the exception that was granted to a claim; undefined where there is none */
export const exceptionOf = ({ sale, deal, rule }: Claim): GrantedException | undefined =>
  sale.exceptions.find((one) => one.dealId === deal.dealId && one.rule === rule.rule);

/**
 * Says with a line that it stands by an exception, who pays for it, and when (GitLab Channel Operations:
 * so many days from the start of the next quarter).
 * @param from what the rule alone says; null: it gives the line by itself
 */
export function byException(claim: Claim, line: EarningLine, from: Refusal | null): EarningLine {
  const granted = exceptionOf(claim);
  if (!granted || !from || line.zeroReason !== null) return line;
  const { fundedBy, decidedOn } = granted;
  const { quarter, rules } = claim;
  const start = quarterStart(nextQuarter(quarter), rules.fiscalYear);
  const later = rules.exceptions?.due.quarterStartPlusDays;
  return {
    ...line,
    exception: { fundedBy, decidedOn, from: from.reason },
    derivation: `${line.derivation}; by exception, paid for by ${fundedBy}`,
    dueOn: later === undefined ? line.dueOn : plusDays(start, later),
  };
}
