import {
  accepted,
  currency as currencyOf,
  fromJson,
  money,
  toJson,
  type Decision,
  type IsoDate,
} from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { accrualOf, type EstimatePart, type EstimateTarget } from '../account/accrual';
import type { Place } from '../account/late-change';
import type { Payee } from '../account/payee';
import { EXPENSES, expenseOf, type Expense } from '../statement/expense-of';
import { owedFor, programOf, type Basis } from '../statement/statement-line';
import { accrualPostings } from './accrual-postings';
import type { EarnedSum, LineFigure } from './earned-sums';

/** What disputes have granted is no rule's. */
const DISPUTE = 'dispute';

export interface EstimateAccount extends Payee {
  readonly estimateId: string;
  /** Log position that the sums reflect. */
  readonly position: string;
  readonly estimatedOn: IsoDate;
  /** What the payee has earned in the program, by rule. */
  readonly sums: readonly EarnedSum[];
  /** What its lines give of which a late change was rejected; the facts give nothing for one that is not there. */
  readonly figures?: readonly LineFigure[];
  /** Lines of which a rejection was known when it was added up what they give. */
  readonly asked?: readonly string[];
}

/** What 2100 is to be for one account and program, and what makes it so. */
export interface AccountTargets {
  readonly parts: readonly EstimatePart[];
  readonly targets: readonly EstimateTarget[];
}

/**
 * Earned so far and on no statement yet, by expense. What statements have said too much of one line makes
 * less of the others of the same expense, as the next statement does; never below zero: what is to be
 * taken back of paid money is no accrual. Claims on funds and opening balances are booked when they come.
 */
export function accountTargets(
  account: Pick<Account, 'lines' | 'adjustments' | 'accruals' | 'changes'>,
  {
    currency,
    ...earned
  }: Pick<EstimateAccount, 'book' | 'currency' | 'sums' | 'figures' | 'asked'>,
): AccountTargets {
  const { book } = earned;
  const unit = currencyOf(currency);
  const amount = (minor: bigint) => toJson(money(minor, unit));
  const rows = partRows(account, earned);
  const { open } = accrualOf(account.accruals, book);
  const targets = EXPENSES.flatMap((expense) => {
    const net = rows
      .filter((row) => row.expense === expense)
      .reduce((so, { earned, settled }) => so + earned - settled, 0n);
    const [before, target] = [open[expense], net > 0n ? net : 0n];
    return before === 0n && target === 0n
      ? []
      : [{ expense, before: amount(before), target: amount(target) }];
  });
  const parts = rows.map((row) => ({
    ...row,
    earned: amount(row.earned),
    settled: amount(row.settled),
  }));
  return { parts, targets };
}

/** Brings 2100 to what was earned and not settled. On the same facts it books nothing. */
export function estimateAccount(
  state: Account,
  { sums, figures = [], asked = [], ...of }: EstimateAccount,
): Decision<AccountEvent> {
  const { position, isSettled } = accrualOf(state.accruals, of.book);
  if (BigInt(of.position) < position) return accepted();
  const { parts, targets } = accountTargets(state, { ...of, sums, figures, asked });
  const postings = accrualPostings(targets, isSettled ? 'R2b' : 'R1');
  if (postings.length === 0) return accepted();
  return accepted({
    type: 'EstimatePosted',
    data: { ...of, method: 'earned-to-date', parts, targets, postings },
  });
}

interface PartRow {
  readonly rule: string;
  readonly expense: Expense;
  lines: number;
  earned: bigint;
  settled: bigint;
}

/** By rule and expense, in this order. */
function partRows(
  { lines, adjustments, changes }: Pick<Account, 'lines' | 'adjustments' | 'changes'>,
  { book, sums, figures = [], asked = [] }: Omit<Parameters<typeof accountTargets>[1], 'currency'>,
): PartRow[] {
  const rows = new Map<string, PartRow>();
  const rowOf = (rule: string, expense: Expense): PartRow => {
    const key = `${rule} ${expense}`;
    const row = rows.get(key) ?? { rule, expense, lines: 0, earned: 0n, settled: 0n };
    rows.set(key, row);
    return row;
  };
  for (const { rule, expense, lines: count, earned } of sums) {
    const row = rowOf(rule, expense);
    row.lines += count;
    row.earned += fromJson(earned).minor;
  }
  for (const { programId, contra, lineId, amount } of adjustments.values()) {
    if (programId !== book) continue;
    const row = rowOf(DISPUTE, contra);
    row.lines += 1;
    // Statements say what is left of it once the disputed line itself gives a part.
    const said = lines.get(lineId)?.basis;
    row.earned += fromJson(said ? owedFor(said) : amount).minor;
  }
  for (const { basis, posted, held, approved } of lines.values()) {
    const place = programOf(basis) === book ? placeOf(basis) : undefined;
    if (place) rowOf(...asReckonedNow(place, sums)).settled += posted + held + approved;
  }
  // What a rejected change would add is not to be paid, and what it would take is not taken.
  for (const [lineId, decision] of changes) {
    if (decision.status !== 'rejected' || decision.book !== book) continue;
    const { was, is, place: atDecision } = decision.rejection;
    const now = figures.find((one) => one.lineId === lineId);
    // Later facts make another figure of the line: that is another change, which nobody has rejected. What was
    // rejected only after it was added up (or before it was asked what such lines give) is taken as it was seen.
    const isTold = now !== undefined || asked.includes(lineId) || sums.length === 0;
    if (isTold && (now?.earned.minor ?? '0') !== is.minor) continue;
    const basis = lines.get(lineId)?.basis;
    const said = basis && programOf(basis) === book ? placeOf(basis) : undefined;
    const place = now ? ([now.rule, now.expense] as const) : (said ?? atDecision);
    if (!place) continue;
    rowOf(...asReckonedNow(place, sums)).settled += fromJson(is).minor - fromJson(was).minor;
  }
  return [...rows.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** What a rule's lines were booked against before finance chose another account lessens what it accrues there. */
function asReckonedNow([rule, expense]: Place, sums: readonly EarnedSum[]): Place {
  const now = sums.filter((one) => one.rule === rule).map((one) => one.expense);
  const [only] = now;
  return [rule, now.length === 1 && only ? only : expense];
}

const keyOf = ({ rule, expense }: PartRow): string => `${rule} ${expense}`;

function placeOf(basis: Basis): Place | undefined {
  switch (basis.kind) {
    case 'earning':
      return [basis.earning.rule, expenseOf(basis.earning)];
    case 'adjustment':
      return [DISPUTE, basis.adjustment.contra];
    case 'fundClaim':
    case 'carryForward':
    case 'withholding':
    case 'opening':
      return undefined;
  }
}
