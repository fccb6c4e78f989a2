import { currency as currencyOf, fromJson, money, posting, toJson } from '@accord/kernel';
import type { AccountBalances } from '../account/account-balances';
import type { FinancialPosting } from '../account/financial-posting';
import type { PayoutTerms } from './payout-terms';
import type { StatementLine } from './statement-line';

export const CARRY_FORWARD = 'carry-forward';

/** Whether everything that was carried forward is payable now. */
export const isBroughtInOnly = ({ basis }: StatementLine): boolean =>
  basis.kind === 'carryForward' && basis.carry.carried.minor === '0';

/** What was carried forward is payable first. */
export const broughtIn = (brought: bigint, currency: string): FinancialPosting[] => {
  const amount = money(brought, currencyOf(currency));
  return brought === 0n ? [] : [posting('R5', { debit: '2135', credit: '2130', amount })];
};

/**
 * What of a statement is carried forward: all that it adds, where less than the minimum is payable.
 * @param before balances without the statement; @param after with it, what was carried being in
 */
export function toCarry(
  before: AccountBalances,
  after: AccountBalances,
  { minimum }: PayoutTerms,
): bigint {
  if (minimum === null || after.payable >= fromJson(minimum).minor) return 0n;
  const added = after.payable - before.payable;
  return added > 0n ? added : 0n;
}

export const carriedOut = (carried: bigint, currency: string): FinancialPosting[] => {
  const amount = money(carried, currencyOf(currency));
  return carried === 0n ? [] : [posting('R5', { debit: '2130', credit: '2135', amount })];
};

/** The line of zero that explains it. */
export function carryForwardLine(
  programId: string,
  { minimum }: PayoutTerms,
  { brought, carried }: { readonly brought: bigint; readonly carried: bigint },
  currency: string,
): StatementLine {
  const of = (minor: bigint) => toJson(money(minor, currencyOf(currency)));
  return {
    lineId: CARRY_FORWARD,
    basis: {
      kind: 'carryForward',
      carry: { programId, minimum, brought: of(brought), carried: of(carried) },
    },
    standing: 'zero',
    target: of(0n),
    posted: of(0n),
    amount: of(0n),
    corrects: null,
  };
}
