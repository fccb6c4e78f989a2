import { fromJson, isNegative, isZero, toJson, type Money, type MoneyJson } from '@accord/kernel';

/**
 * Accounts of the budget ledger, one set per fund: B10 allocated (credit), and on its other side
 * B20 available, B30 reserved, B40 committed, B50 claimed, B60 consumed, B70 expired (debit).
 */
export type BudgetAccount = 'B10' | 'B20' | 'B30' | 'B40' | 'B50' | 'B60' | 'B70';

/**
 * Why money moves: M1 allocate, M2 request, M3 approve, M4 reject, M5 claim, M6 approve a claim,
 * M7 return a claim, M8 expire, M9 claw back.
 */
export type PostingRule = 'M1' | 'M2' | 'M3' | 'M4' | 'M5' | 'M6' | 'M7' | 'M8' | 'M9';

export interface JournalLine {
  readonly account: BudgetAccount;
  readonly side: 'debit' | 'credit';
  /** Above zero, in the fund's currency. */
  readonly amount: MoneyJson;
}

/** The journal lines of one event; debits equal credits. */
export interface Posting {
  readonly rule: PostingRule;
  /** Version of the posting rule. */
  readonly version: 1;
  readonly lines: readonly JournalLine[];
}

/** An amount that the credited account gives to the debited one. */
export interface Move {
  readonly debit: BudgetAccount;
  readonly credit: BudgetAccount;
  readonly amount: Money;
}

/**
 * Writes moves as journal lines, two for each; a move of nothing leaves none.
 * @throws RangeError when an amount is negative
 */
export function posting(rule: PostingRule, ...moves: readonly Move[]): Posting {
  if (moves.some(({ amount }) => isNegative(amount))) {
    throw new RangeError(`${rule} moves a negative amount`);
  }
  const lines = moves
    .filter(({ amount }) => !isZero(amount))
    .flatMap(({ debit, credit, amount }): JournalLine[] => [
      { account: debit, side: 'debit', amount: toJson(amount) },
      { account: credit, side: 'credit', amount: toJson(amount) },
    ]);
  return { rule, version: 1, lines };
}

/** @returns what the posting debits to the account less what it credits, in minor units */
export const debited = ({ lines }: Posting, account: BudgetAccount): bigint =>
  lines
    .filter((line) => line.account === account)
    .map(({ side, amount }) => (side === 'debit' ? 1n : -1n) * fromJson(amount).minor)
    .reduce((so, minor) => so + minor, 0n);
