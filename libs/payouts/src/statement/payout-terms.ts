import type { MoneyJson } from '@accord/kernel';
import type { WithholdingTerms } from './withheld';

/** What a program says of paying out, as it holds for one account. */
export interface PayoutTerms {
  /** Less than this is carried forward; null: any amount is paid. */
  readonly minimum: MoneyJson | null;
  /** Whether what the partner owes is taken from what it is owed. */
  readonly setOff: boolean;
  /** Absent: nothing is kept back as tax. */
  readonly withholding?: WithholdingTerms;
}

/** Of programs that say nothing. */
export const USUAL_TERMS: PayoutTerms = { minimum: null, setOff: true };
