import type { IsoDate, MoneyJson } from '@accord/kernel';
import type { EarningLine, SourceEvent } from '@accord/incentives';
import type { AdjustmentLine } from '../account/dispute';
import type { Withheld } from './withheld';

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
  /** Present: what the partner owes is not taken from it, as the program said when it was approved. */
  readonly setOff?: false;
}

/** What became of the balance that is carried forward. */
export interface CarryForward {
  readonly programId: string;
  /** Less than this is not paid out; null: any amount is. */
  readonly minimum: MoneyJson | null;
  /** Carried forward by earlier statements, and in this one. */
  readonly brought: MoneyJson;
  /** Carried forward by this one. */
  readonly carried: MoneyJson;
}

/** What the books that came before owed: to be paid with the next statement. */
export interface OpeningLine {
  readonly lineId: string;
  readonly programId: string;
  readonly openingId: string;
  readonly amount: MoneyJson;
  /** The day with whose end those books ended. */
  readonly cutoverOn: IsoDate;
  readonly sources: readonly SourceEvent[];
}

/** What a line rests on. */
export type Basis =
  | { readonly kind: 'earning'; readonly earning: EarningLine }
  | { readonly kind: 'fundClaim'; readonly claim: ClaimLine }
  | { readonly kind: 'adjustment'; readonly adjustment: AdjustmentLine }
  | { readonly kind: 'carryForward'; readonly carry: CarryForward }
  | { readonly kind: 'withholding'; readonly tax: Withheld }
  | { readonly kind: 'opening'; readonly opening: OpeningLine };

/** What of a line is kept back, apart from what statements say is payable. */
export interface Aside {
  /** Null: it was released. */
  readonly hold: { readonly holdId: string; readonly reason: string } | null;
  /** What is held once the statement is issued. */
  readonly held: MoneyJson;
  /** What was held before (2125). */
  readonly heldBefore: MoneyJson;
  /** What was released since the statement before (2120). */
  readonly released: MoneyJson;
}

/** One line of a statement. It posts the difference between what should stand and what stood. */
export interface StatementLine {
  readonly lineId: string;
  readonly basis: Basis;
  /** Not yet due, held: earned, shown, and paid by a later statement. */
  readonly standing: 'payable' | 'not-yet-due' | 'held' | 'zero';
  /** What stands for this line once the statement is issued. */
  readonly target: MoneyJson;
  /** What stood before. */
  readonly posted: MoneyJson;
  /** Target less posted. */
  readonly amount: MoneyJson;
  /** The statement whose figure this line corrects; null when it is the first. */
  readonly corrects: string | null;
  /** Absent where nothing is held and nothing was. */
  readonly aside?: Aside;
  /** Absent where the line stands as facts have it. */
  readonly rejected?: RejectedChange;
}

/** That a line stays as it was closed although late facts have it otherwise. */
export interface RejectedChange {
  readonly was: MoneyJson;
  readonly reason: string;
}

/** Why a line comes to nothing that the facts do not give any more. */
export const GONE = 'The rules that gave it do not hold any more';

/** @returns what is owed for it in all */
export function owedFor(basis: Basis): MoneyJson {
  switch (basis.kind) {
    case 'earning':
      return basis.earning.amount;
    case 'fundClaim':
      return basis.claim.amount;
    case 'adjustment':
      return basis.adjustment.amount;
    case 'carryForward':
      return { minor: '0', currency: basis.carry.carried.currency };
    case 'withholding':
      return { minor: '0', currency: basis.tax.gross.currency };
    case 'opening':
      return basis.opening.amount;
  }
}

/** @returns the day on which it is to be paid; null while that day is not known */
export function dueOn(basis: Basis): IsoDate | null {
  switch (basis.kind) {
    case 'earning':
      return basis.earning.dueOn;
    case 'fundClaim':
      return basis.claim.approvedOn;
    case 'adjustment':
      return basis.adjustment.decidedOn;
    case 'carryForward':
    case 'withholding':
      return null;
    case 'opening':
      return basis.opening.cutoverOn;
  }
}

export function programOf(basis: Basis): string {
  switch (basis.kind) {
    case 'earning':
      return basis.earning.programId;
    case 'fundClaim':
      return basis.claim.programId;
    case 'adjustment':
      return basis.adjustment.programId;
    case 'carryForward':
      return basis.carry.programId;
    case 'withholding':
      return basis.tax.programId;
    case 'opening':
      return basis.opening.programId;
  }
}

/** @returns the rule that gave it, or what stands for one where no rule has reckoned */
export function ruleOf(basis: Basis): string {
  switch (basis.kind) {
    case 'earning':
      return basis.earning.rule;
    case 'fundClaim':
      return 'mdf';
    case 'adjustment':
      return 'dispute';
    case 'carryForward':
      return 'carry-forward';
    case 'withholding':
      return 'withholding';
    case 'opening':
      return 'opening-balance';
  }
}
