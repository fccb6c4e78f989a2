import type { IsoDate, MoneyJson } from '@accord/kernel';
import type { EarningLine, SourceEvent } from '@accord/incentives';

/** An approved claim on a fund: to be paid with the next statement. */
export interface ClaimLine {
  readonly lineId: string;
  readonly programId: string;
  readonly fundId: string;
  readonly requestId: string;
  readonly claimId: string;
  /** What is to be paid for it in all: approved less clawed back. */
  readonly amount: MoneyJson;
  readonly approvedOn: IsoDate;
  readonly sources: readonly SourceEvent[];
}

/** What a line rests on. */
export type Basis =
  | { readonly kind: 'earning'; readonly earning: EarningLine }
  | { readonly kind: 'fundClaim'; readonly claim: ClaimLine };

/** One line of a statement. It posts the difference between what should stand and what stood. */
export interface StatementLine {
  readonly lineId: string;
  readonly basis: Basis;
  /** Not yet due: earned, shown, and paid by a later statement. */
  readonly standing: 'payable' | 'not-yet-due' | 'zero';
  /** What stands for this line once the statement is issued. */
  readonly target: MoneyJson;
  /** What stood before. */
  readonly posted: MoneyJson;
  /** Target less posted. */
  readonly amount: MoneyJson;
  /** The statement whose figure this line corrects; null when it is the first. */
  readonly corrects: string | null;
}

/** @returns what is owed for it in all */
export const owedFor = (basis: Basis): MoneyJson =>
  basis.kind === 'earning' ? basis.earning.amount : basis.claim.amount;

/** @returns the day on which it is to be paid; null while that day is not known */
export const dueOn = (basis: Basis): IsoDate | null =>
  basis.kind === 'earning' ? basis.earning.dueOn : basis.claim.approvedOn;

export const programOf = (basis: Basis): string =>
  basis.kind === 'earning' ? basis.earning.programId : basis.claim.programId;
