import type { IsoDate } from '@accord/kernel';

/** What a grant rests on: a person, the vendor's silence, its turn in the queue, or the customer. */
export type GrantedBy = 'person' | 'silence' | 'queue' | 'customer-letter';

/** What takes a standing protection away. */
export const BREAK_CAUSES = ['customer-letter', 'inactivity', 'non-compliance'] as const;
export type BreakCause = (typeof BREAK_CAUSES)[number];

/** What proves the cause. People are named by opaque ids. */
export interface BreakEvidence {
  /** Where the document lies, for example its SHA-256 in the vault or its number in the sales system. */
  readonly document: string;
  /** Customer letters: who signed for the customer. */
  readonly statedBy?: string;
  /** Inactivity: the last day on which the partner or sales worked on it. */
  readonly lastActivityOn?: IsoDate;
}
