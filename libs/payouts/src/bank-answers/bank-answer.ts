import type { PaymentState } from '../account/account';

/** What the bank says of a payment. */
export type Verdict =
  | { readonly kind: 'confirmed' }
  | {
      readonly kind: 'returned';
      readonly how: Extract<PaymentState['status'], 'rejected' | 'sent-back'>;
      /** ISO 20022 external code; null where the bank gives none. */
      readonly reasonCode: string | null;
    }
  /** On its way: nothing to record yet. */
  | { readonly kind: 'pending' };

/** One line of a bank's file. */
export interface BankAnswer {
  /** Counts the lines of the file, from 1. */
  readonly line: number;
  /** A payment by its end-to-end id, or all payments of a message. */
  readonly about: { readonly paymentId: string } | { readonly messageId: string };
  readonly verdict: Verdict;
  /** As the bank writes it; null where it does not repeat it. */
  readonly amount: { readonly text: string; readonly currency: string } | null;
}

/** The bank's file is not one that Accord can read. Nothing was recorded. */
export class BankFileFault extends Error {
  override readonly name = 'BankFileFault';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
