import { formatAmount, fromJson, subtract } from '@accord/kernel';
import type { EstimateTarget } from '../account/accrual';
import type { AccountEstimate } from '../estimate/estimate.events';
import { ledgerAccount } from '../ledger/ledger-account';
import type { EstimateRow } from './estimate-row';

/** What of the accrual (2100) stands for one expense account. */
export class EstimatedExpenseBody {
  /** Of the chart of accounts. */
  code: string;
  name: string;
  before: string;
  /** What is to stand. */
  target: string;
  /** What the estimate books: target less before. */
  change: string;
}

/** Whose accruals are estimated, as of which facts, and what that comes to. */
export class EstimateBody {
  estimateId: string;
  book: string;
  /** Until it is `finished` the worker is at it. */
  status: 'summing' | 'estimating' | 'finished';
  currency: string;
  /** The business date on which it is booked. */
  estimatedOn: string;
  /** What is earned in later periods is not in. */
  through: string;
  /** Facts through this log position are in; null while they are added up. */
  position: string | null;
  /** Accounts that are estimated so far. */
  accounts: number;
  /** Of all accounts; null until it is finished. */
  expenses: EstimatedExpenseBody[] | null;
  requestedBy: string;
}

/** What one rule has earned a payee, and what of it is accrued. */
export class EstimatedRuleBody {
  /** A rule of the program, or `dispute`. */
  rule: string;
  /** The expense account. */
  code: string;
  lines: number;
  earned: string;
  /** On statements, held or not. */
  settled: string;
  /** Earned less settled; below zero: statements have said too much, which lessens what other rules accrue. */
  open: string;
}

/** What one account is estimated at, by expense account and by rule. */
export class AccountEstimateBody {
  accountId: string;
  partnerId: string;
  /** How: `earned-to-date`, what the rules give for the facts so far, less what statements have said. */
  method: 'earned-to-date';
  expenses: EstimatedExpenseBody[];
  rules: EstimatedRuleBody[];
}

export function estimateBody({ request, ...row }: EstimateRow): EstimateBody {
  return {
    estimateId: row.estimate_id,
    book: row.book,
    status: row.status,
    currency: request.currency,
    estimatedOn: request.estimatedOn,
    through: request.through,
    position: row.facts_through,
    accounts: row.accounts,
    expenses: row.targets && row.targets.all.map(expenseBody),
    requestedBy: request.requestedBy.principal,
  };
}

export const accountEstimateBody = ({
  accountId,
  partnerId,
  parts,
  targets,
}: AccountEstimate): AccountEstimateBody => ({
  accountId,
  partnerId,
  method: 'earned-to-date',
  expenses: targets.map(expenseBody),
  rules: parts.map(({ rule, expense, lines, earned, settled }) => ({
    rule,
    code: expense,
    lines,
    earned: formatAmount(fromJson(earned)),
    settled: formatAmount(fromJson(settled)),
    open: formatAmount(subtract(fromJson(earned), fromJson(settled))),
  })),
});

const expenseBody = ({ expense, before, target }: EstimateTarget): EstimatedExpenseBody => ({
  code: expense,
  name: ledgerAccount(expense).name,
  before: formatAmount(fromJson(before)),
  target: formatAmount(fromJson(target)),
  change: formatAmount(subtract(fromJson(target), fromJson(before))),
});
