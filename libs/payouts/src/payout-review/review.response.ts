import { currency as currencyOf, formatAmount, fromJson, money } from '@accord/kernel';
import type { RuleFigure } from './draft-figures';
import type { ReviewRow, ReviewTotalsRow } from './review-rows';

/** What a rule pays one payee in this run and paid in the last one. */
export class ReviewRuleBody {
  rule: string;
  amount: string;
  last: string;
  difference: string;
}

/** What a run pays one payee, beside what the last one did. */
export class ReviewItemBody {
  partnerId: string;
  accountId: string;
  /** `new`: not paid by the last run; `gone`: paid by it and not by this one. */
  change: 'new' | 'gone' | 'more' | 'less' | 'same';
  amount: string;
  last: string;
  difference: string;
  /** The statement of the last run; null: it has none. */
  lastStatementId: string | null;
  /** What holds keep back, what waits for its day, what is carried forward below the minimum. */
  held: string;
  waiting: string;
  /** What late facts would change besides, and what was rejected. */
  rejected: string;
  brought: string;
  carried: string;
  lines: number;
  /** Lines that say an amount for the first time, that change what a statement said, that are gone. */
  newLines: number;
  correctedLines: number;
  goneLines: number;
  /** Lines that come to nothing and say why. */
  excludedLines: number;
  /** By rule, those of either run. */
  rules: ReviewRuleBody[];
}

/** What all payees of a run come to, whatever page is asked for. */
export class ReviewTotalsBody {
  payees: number;
  newPayees: number;
  gonePayees: number;
  changedPayees: number;
  samePayees: number;
  amount: string;
  last: string;
  difference: string;
  held: string;
  waiting: string;
  /** What late facts would change besides, and what was rejected. */
  rejected: string;
  brought: string;
  carried: string;
  excludedLines: number;
}

/** A proposed run beside the last one that was issued, the largest difference first. */
export class ReviewBody {
  payoutId: string;
  /** What an approval names. */
  root: string;
  /** The issued run of the same book, kind and currency before this one; null: there is none. */
  lastPayoutId: string | null;
  currency: string;
  totals: ReviewTotalsBody;
  /** Where each line that is held, waits, is excluded or carried is told with its reason. */
  setAside: string;
  items: ReviewItemBody[];
  /** Cursor of the next page of payees; null on the last one. */
  next: string | null;
}

export function reviewItemBody(row: ReviewRow, code: string): ReviewItemBody {
  const text = textIn(code);
  const { figures, last_figures: before } = row;
  return {
    partnerId: row.partner_id,
    accountId: row.account_id,
    change: row.change,
    amount: text(row.amount),
    last: text(row.last),
    difference: text(row.difference),
    lastStatementId: row.last_statement_id,
    held: text(figures?.held.minor ?? '0'),
    waiting: text(figures?.waiting.minor ?? '0'),
    rejected: text(figures?.rejected.minor ?? '0'),
    brought: text(figures?.brought.minor ?? '0'),
    carried: text(figures?.carried.minor ?? '0'),
    lines: figures?.lines ?? 0,
    newLines: figures?.fresh ?? 0,
    correctedLines: figures?.corrected ?? 0,
    goneLines: figures?.gone ?? 0,
    excludedLines: figures?.excluded ?? 0,
    rules: ruleBodies(figures?.rules ?? [], before?.rules ?? [], text),
  };
}

export function reviewTotalsBody(row: ReviewTotalsRow, code: string): ReviewTotalsBody {
  const text = textIn(code);
  return {
    payees: Number(row.payees),
    newPayees: Number(row.new_payees),
    gonePayees: Number(row.gone_payees),
    changedPayees: Number(row.changed_payees),
    samePayees: Number(row.same_payees),
    amount: text(row.amount),
    last: text(row.last),
    difference: text(row.difference),
    held: text(row.held),
    waiting: text(row.waiting),
    rejected: text(row.rejected),
    brought: text(row.brought),
    carried: text(row.carried),
    excludedLines: Number(row.excluded),
  };
}

type Text = (minor: string) => string;

const textIn =
  (code: string): Text =>
  (minor) =>
    formatAmount(money(BigInt(minor), currencyOf(code)));

function ruleBodies(
  now: readonly RuleFigure[],
  before: readonly RuleFigure[],
  text: Text,
): ReviewRuleBody[] {
  const minorIn = (figures: readonly RuleFigure[], rule: string): bigint => {
    const figure = figures.find((one) => one.rule === rule);
    return figure ? fromJson(figure.amount).minor : 0n;
  };
  const rules = [...new Set([...now, ...before].map(({ rule }) => rule))].toSorted();
  return rules.map((rule) => {
    const [amount, last] = [minorIn(now, rule), minorIn(before, rule)];
    return {
      rule,
      amount: text(String(amount)),
      last: text(String(last)),
      difference: text(String(amount - last)),
    };
  });
}
