import type { IsoDate, MoneyJson } from '@accord/kernel';
import type { Person } from '../payout/person-of';
import type { Expense } from '../statement/expense-of';
import { owedFor, type StatementLine } from '../statement/statement-line';

/** What late facts make of a line of a closed period, named by both figures. */
export interface ChangedFigure {
  readonly lineId: string;
  readonly quarter: string;
  /** As it was closed. */
  readonly was: MoneyJson;
  /** As late facts have it. Other facts that come later make another change of it. */
  readonly is: MoneyJson;
}

/** Of a line: its rule, and what it is booked against. */
export type Place = readonly [rule: string, expense: Expense];

/** That a line is to stay as it was closed. */
export interface ChangeRejection extends ChangedFigure {
  /** Why; the partner reads it. */
  readonly reason: string;
  /** The line's rule, and what it is booked against; absent in what was proposed before that was kept. */
  readonly place?: Place;
  readonly proposedOn: IsoDate;
  readonly proposedBy: Person;
}

/** What was decided of a change of a line last. */
export type ChangeDecision =
  | { readonly status: 'rejection-proposed'; readonly rejection: ChangeRejection }
  | ({
      readonly status: 'rejected';
      readonly rejection: ChangeRejection;
      readonly book: string;
    } & Decided)
  | ({ readonly status: 'accepted'; readonly change: ChangedFigure } & Decided);

interface Decided {
  readonly decidedOn: IsoDate;
  readonly decidedBy: Person;
}

/** By line. */
export type ChangeDecisions = ReadonlyMap<string, ChangeDecision>;

const figureOf = (decision: ChangeDecision): ChangedFigure =>
  decision.status === 'accepted' ? decision.change : decision.rejection;

/** @returns what was decided of a line's change to this figure; undefined: nothing, or of another figure */
export function decisionOn(
  decisions: ChangeDecisions,
  lineId: string,
  is: MoneyJson,
): ChangeDecision | undefined {
  const decision = decisions.get(lineId);
  const figure = decision && figureOf(decision).is;
  return figure?.minor === is.minor && figure.currency === is.currency ? decision : undefined;
}

/** @returns the rejection by which a line stays as it was closed while facts have it at this figure */
export function rejectionOf(
  decisions: ChangeDecisions,
  lineId: string,
  is: MoneyJson,
): ChangeRejection | undefined {
  const decision = decisionOn(decisions, lineId, is);
  return decision?.status === 'rejected' ? decision.rejection : undefined;
}

/** @returns the decisions without those on figures that a statement has left behind */
export function withoutOthers(
  decisions: ChangeDecisions,
  said: readonly StatementLine[],
): ChangeDecisions {
  const others = said.filter(
    ({ lineId, basis }) => decisions.has(lineId) && !decisionOn(decisions, lineId, owedFor(basis)),
  );
  if (others.length === 0) return decisions;
  const kept = new Map(decisions);
  for (const { lineId } of others) kept.delete(lineId);
  return kept;
}
