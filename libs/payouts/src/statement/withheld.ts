import type { MoneyJson, RoundingMode } from '@accord/kernel';

/** Tax that is kept back from a payee on the day of payment. */
export interface WithholdingTerms {
  /** As the program writes it. */
  readonly rate: string;
  readonly legalBasis: string;
  readonly rounding: RoundingMode;
  /** The rate is on what is left to pay once what the payee owes is set off; absent: on all that is added. */
  readonly base?: 'net';
}

/** What a statement says of tax that is kept back. */
export interface Withheld extends Omit<WithholdingTerms, 'rounding' | 'base'> {
  readonly programId: string;
  /** What the statement adds to what the payee is owed, before offsetting; below zero: takes back. */
  readonly gross: MoneyJson;
  /** What is left of that to pay, where tax is on the net; below zero: taken back before it was paid. */
  readonly net?: MoneyJson;
  /** Kept back of that; below zero: given back with what is taken back. */
  readonly withheld: MoneyJson;
}
