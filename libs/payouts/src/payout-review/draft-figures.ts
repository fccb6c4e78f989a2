import { add, fromJson, subtract, toJson, zero, type Money, type MoneyJson } from '@accord/kernel';
import { isOwnLine } from '../statement/own-lines';
import { owedFor, ruleOf, type StatementLine } from '../statement/statement-line';

/** What the lines of one rule come to in a draft. */
export interface RuleFigure {
  readonly rule: string;
  readonly lines: number;
  readonly amount: MoneyJson;
}

/** What a reviewer asks of a draft without reading its lines. */
export interface DraftFigures {
  /** Sum of its lines: what it pays, or takes back. */
  readonly total: MoneyJson;
  /** What holds keep back once it is issued. */
  readonly held: MoneyJson;
  /** What is earned and waits for its day. */
  readonly waiting: MoneyJson;
  /** What late facts would change besides, and what somebody rejected. */
  readonly rejected: MoneyJson;
  /** Carried forward by earlier statements, and in this one. */
  readonly brought: MoneyJson;
  /** Carried forward by this one. */
  readonly carried: MoneyJson;
  readonly lines: number;
  /** Lines that say an amount for the first time. */
  readonly fresh: number;
  /** Lines that change what a statement said, those that are gone among them. */
  readonly corrected: number;
  /** Lines of which a statement said something and nothing is left. */
  readonly gone: number;
  /** Lines that come to nothing and say why. */
  readonly excluded: number;
  /** By name. */
  readonly rules: readonly RuleFigure[];
}

export function noFigures(currency: MoneyJson['currency']): DraftFigures {
  const nothing: MoneyJson = { minor: '0', currency };
  return {
    total: nothing,
    held: nothing,
    waiting: nothing,
    rejected: nothing,
    brought: nothing,
    carried: nothing,
    lines: 0,
    fresh: 0,
    corrected: 0,
    gone: 0,
    excluded: 0,
    rules: [],
  };
}

/** The figures with one more line in them. */
export function withLine(so: DraftFigures, line: StatementLine): DraftFigures {
  const { basis, amount, posted, target } = line;
  const carry = basis.kind === 'carryForward' ? basis.carry : null;
  const stood = posted.minor !== '0';
  const moves = amount.minor !== '0';
  return {
    total: sum(so.total, amount),
    held: sum(so.held, toJson(heldOf(line))),
    waiting: sum(so.waiting, toJson(waitingOf(line))),
    rejected: sum(so.rejected, toJson(rejectedOf(line))),
    brought: carry ? sum(so.brought, carry.brought) : so.brought,
    carried: carry ? sum(so.carried, carry.carried) : so.carried,
    lines: so.lines + 1,
    fresh: so.fresh + (moves && !stood ? 1 : 0),
    corrected: so.corrected + (moves && stood ? 1 : 0),
    gone: so.gone + (stood && target.minor === '0' ? 1 : 0),
    excluded: so.excluded + (isExcluded(line) ? 1 : 0),
    rules: withRule(so.rules, ruleOf(basis), amount),
  };
}

/** What a hold keeps back of a line. */
export const heldOf = ({ aside, amount }: StatementLine): Money =>
  aside ? fromJson(aside.held) : zero(fromJson(amount).currency);

/** What of a line is earned and not due, beside what is held of it. */
export function waitingOf(line: StatementLine): Money {
  const rest = subtract(fromJson(owedFor(line.basis)), fromJson(line.target));
  return isOwnLine(line) || line.rejected ? zero(rest.currency) : subtract(rest, heldOf(line));
}

/** What a rejected change would add to a line, or take from it. */
export function rejectedOf({ basis, rejected }: StatementLine): Money {
  const owed = fromJson(owedFor(basis));
  return rejected ? subtract(owed, fromJson(rejected.was)) : zero(owed.currency);
}

/** Whether a line says why something comes to nothing: not a line that the statement has of its own. */
export const isExcluded = (line: StatementLine): boolean =>
  line.standing === 'zero' && !isOwnLine(line);

const sum = (a: MoneyJson, b: MoneyJson): MoneyJson => toJson(add(fromJson(a), fromJson(b)));

function withRule(rules: readonly RuleFigure[], rule: string, amount: MoneyJson): RuleFigure[] {
  const known = rules.find((one) => one.rule === rule);
  const others = rules.filter((one) => one !== known);
  const figure = known
    ? { rule, lines: known.lines + 1, amount: sum(known.amount, amount) }
    : { rule, lines: 1, amount };
  return [...others, figure].toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}
