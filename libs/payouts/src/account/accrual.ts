import { fromJson, type IsoDate, type MoneyJson } from '@accord/kernel';
import { EXPENSES, type Expense } from '../statement/expense-of';

/** What a program's rule has earned a payee, and what of it statements have said. */
export interface EstimatePart {
  /** A rule of the program, or `dispute`: what was granted to disputes. */
  readonly rule: string;
  /** What it is booked against. */
  readonly expense: Expense;
  /** Lines that it has earned by. */
  readonly lines: number;
  /** In all, by the facts through the position. */
  readonly earned: MoneyJson;
  /** On statements, held or not; below what was earned once statements have said too much. */
  readonly settled: MoneyJson;
}

/** What of 2100 stands for one expense, and what is to stand. */
export interface EstimateTarget {
  readonly expense: Expense;
  readonly before: MoneyJson;
  readonly target: MoneyJson;
}

/** What 2100 is to be for one program and payee, and how that is known. */
export type Estimate = {
  /** Facts through this log position are in. */
  readonly position: string;
  readonly estimatedOn: IsoDate;
  /** Empty where a statement says it. */
  readonly parts: readonly EstimatePart[];
  readonly targets: readonly EstimateTarget[];
} & (
  | {
      /** By what the rules give for the facts so far: earned less settled, never below zero. */
      readonly method: 'earned-to-date';
      readonly estimateId: string;
    }
  | {
      /** By what a statement earns, just before it does. */
      readonly method: 'as-stated';
      readonly statementId: string;
      readonly page: number;
    }
);

/** What a page of a statement takes out of the accrual. */
export interface Drawn {
  readonly expense: Expense;
  readonly amount: MoneyJson;
}

/** What of 2100 stands for one program. */
export interface Accrual {
  /** By what it was booked against, in minor units; none is ever below zero. */
  readonly open: Readonly<Record<Expense, bigint>>;
  /** Log position of the last estimate; an older one has nothing to say. */
  readonly position: bigint;
  /** A statement was issued since the last estimate. */
  readonly isSettled: boolean;
}

/** By program; none where there never was an estimate. */
export type Accruals = ReadonlyMap<string, Accrual>;

const NONE: Accrual = {
  open: { '4900': 0n, '6100': 0n, '6300': 0n, '1300': 0n },
  position: -1n,
  isSettled: false,
};

/** @returns what stands for the program, zero where nothing was ever estimated */
export const accrualOf = (accruals: Accruals, book: string): Accrual => accruals.get(book) ?? NONE;

/** Once the books are brought to the estimate. */
export function afterEstimate(accruals: Accruals, book: string, estimate: Estimate): Accruals {
  const before = accrualOf(accruals, book);
  const open = { ...before.open };
  for (const { expense, target } of estimate.targets) open[expense] = fromJson(target).minor;
  if (estimate.method === 'as-stated') return new Map(accruals).set(book, { ...before, open });
  const position = BigInt(estimate.position);
  return new Map(accruals).set(book, { open, position, isSettled: false });
}

/** Once a page of a statement was issued. */
export function afterPage(
  accruals: Accruals,
  book: string,
  { drawn = [], isLast }: { readonly drawn?: readonly Drawn[] | undefined; isLast: boolean },
): Accruals {
  const before = accruals.get(book);
  if (!before) return accruals;
  const taken = (expense: Expense): bigint =>
    drawn
      .filter((one) => one.expense === expense)
      .reduce((so, { amount }) => so + fromJson(amount).minor, 0n);
  const open = { ...before.open };
  for (const expense of EXPENSES) open[expense] -= taken(expense);
  const isSettled = before.isSettled || isLast;
  return new Map(accruals).set(book, { ...before, open, isSettled });
}
