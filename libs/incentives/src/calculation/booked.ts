import type { IncentiveAccount, IncentiveRule } from '@accord/programs';
import type { EarningLine } from '../earning-line';

/** Says of a line what it is booked against where its kind alone does not. */
export function booked(rule: IncentiveRule, line: EarningLine): EarningLine {
  const account = accountOf(rule);
  return account ? { ...line, account } : line;
}

function accountOf(rule: IncentiveRule): IncentiveAccount | undefined {
  if (rule.accounting) return rule.accounting.account;
  return rule.kind === 'formula' && rule.payee === 'person' ? '6300' : undefined;
}
