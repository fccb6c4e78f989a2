import type { IsoDate } from '@accord/kernel';

/**
 * What a grant rests on: a person, the vendor's silence, its turn in the queue, the customer, what its
 * holder handed over, what the deal held before, or what it held when the business was taken over.
 */
export type GrantedBy =
  'person' | 'silence' | 'queue' | 'customer-letter' | 'transfer' | 'reinstatement' | 'opening';

/** What takes a standing protection away. */
export const BREAK_CAUSES = ['customer-letter', 'inactivity', 'non-compliance'] as const;
export type BreakCause = (typeof BREAK_CAUSES)[number];

/** Why a protection is gone: broken, handed over, or given way when two customers turned out to be one. */
export type TakenCause = BreakCause | 'transferred' | 'customers-merged';

/** What proves the cause. People are named by opaque ids. */
export interface BreakEvidence {
  /** Where the document lies, for example its SHA-256 in the vault or its number in the sales system. */
  readonly document: string;
  /** Customer letters: who signed for the customer. */
  readonly statedBy?: string;
  /** Inactivity: the last day on which the partner or sales worked on it. */
  readonly lastActivityOn?: IsoDate;
}

/** On what a deal takes over from others what they hold. */
export type TakeOver =
  /** The customer wrote it: from whoever holds it, with a window of its own. */
  | { readonly by: 'customer-letter'; readonly evidence: BreakEvidence }
  /** One holder gives it up for this deal: the rest of its window. */
  | { readonly by: 'transfer'; readonly from: string; readonly evidence: BreakEvidence };
