import type { IsoDate, MoneyJson } from '@accord/kernel';
import type { Expense } from '../statement/expense-of';

/** What a partner says is wrong with a statement: one of its lines, or something that has none. */
export type Disputed =
  | { readonly kind: 'line'; readonly lineId: string }
  /** `ref` is the partner's own name of what it misses, for example a deal's id. */
  | { readonly kind: 'missing'; readonly ref: string };

/** What a partner asks for, and of which statement as it was issued. */
export interface Dispute {
  readonly disputeId: string;
  readonly statementId: string;
  /** What was approved with the statement: it stays what is disputed, whatever comes later. */
  readonly root: string;
  readonly disputed: Disputed;
  /** How much more it says that it is owed. */
  readonly amount: MoneyJson;
  /** Why, in the partner's words. */
  readonly reason: string;
  readonly openedOn: IsoDate;
  /** Last day for the vendor's answer. */
  readonly answerBy: IsoDate;
}

/** Money that is owed since a dispute was accepted; paid with the next statement. */
export interface AdjustmentLine {
  /** `adjustment:<dispute>`. */
  readonly lineId: string;
  readonly programId: string;
  readonly disputeId: string;
  /** The statement that it corrects, and what of it. */
  readonly statementId: string;
  readonly disputed: Disputed;
  /** What is owed for it: what was given, less what the line itself gives by now. */
  readonly amount: MoneyJson;
  /** What had been earned for the line when this was given; absent where there was no such line. */
  readonly stood?: MoneyJson;
  /** What of it the line itself gives by now, so that it is not owed twice; absent: nothing. */
  readonly givenByLine?: MoneyJson;
  /** What it is booked against. */
  readonly contra: Expense;
  readonly reason: string;
  readonly decidedOn: IsoDate;
}
