import { fromJson, isNegative, isZero, toJson, type Money, type MoneyJson } from './money';

export interface JournalLine<Account extends string = string> {
  readonly account: Account;
  readonly side: 'debit' | 'credit';
  /** Above zero. */
  readonly amount: MoneyJson;
}

/** The journal lines that one rule gives for one event; debits equal credits. */
export interface Posting<Account extends string = string, Rule extends string = string> {
  readonly rule: Rule;
  /** Version of the posting rule. */
  readonly version: 1;
  readonly lines: readonly JournalLine<Account>[];
}

/** An amount that the credited account gives to the debited one. */
export interface Move<Account extends string> {
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: Money;
}

/**
 * Writes moves as journal lines, two for each; a move of nothing leaves none.
 * @throws RangeError when an amount is negative
 */
export function posting<Account extends string, Rule extends string>(
  rule: Rule,
  ...moves: readonly Move<Account>[]
): Posting<Account, Rule> {
  if (moves.some(({ amount }) => isNegative(amount))) {
    throw new RangeError(`${rule} moves a negative amount`);
  }
  const lines = moves
    .filter(({ amount }) => !isZero(amount))
    .flatMap(({ debit, credit, amount }): JournalLine<Account>[] => [
      { account: debit, side: 'debit', amount: toJson(amount) },
      { account: credit, side: 'credit', amount: toJson(amount) },
    ]);
  return { rule, version: 1, lines };
}

/** @returns what the posting debits to the account less what it credits, in minor units */
export const debited = <Account extends string>(
  { lines }: Posting<Account>,
  account: Account,
): bigint =>
  lines
    .filter((line) => line.account === account)
    .map(({ side, amount }) => (side === 'debit' ? 1n : -1n) * fromJson(amount).minor)
    .reduce((so, minor) => so + minor, 0n);
