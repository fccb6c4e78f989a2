import type { MoneyJson, RoundingMode } from '@accord/kernel';

/** Tax that is kept back from a payee on the day of payment. */
export interface WithholdingTerms {
  /** As the program writes it. */
  readonly rate: string;
  readonly legalBasis: string;
  readonly rounding: RoundingMode;
}

/** What a statement says of tax that is kept back. */
export interface Withheld extends Omit<WithholdingTerms, 'rounding'> {
  readonly programId: string;
  /** What the statement adds to what the payee is owed, before offsetting; below zero: takes back. */
  readonly gross: MoneyJson;
  /** Of that, kept back; below zero: given back with what is taken back. */
  readonly withheld: MoneyJson;
}
