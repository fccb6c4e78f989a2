/** How one side says something that the other side says otherwise, or not at all. */
export type FindingKind =
  | 'matched'
  | 'only in ledger'
  | 'only in other'
  | 'amount differs'
  | 'date differs'
  | 'status differs';

/** One thing that both sides were asked about. */
export interface Finding {
  readonly kind: FindingKind;
  /** What it is, as both sides name it. */
  readonly what: string;
  readonly currency: string;
  /** What each side says, null where it says nothing. */
  readonly ledger: string | null;
  readonly other: string | null;
  /** In words, where the amounts alone do not tell; null: they do. */
  readonly note: string | null;
}

export const KINDS: readonly FindingKind[] = [
  'matched',
  'only in ledger',
  'only in other',
  'amount differs',
  'date differs',
  'status differs',
];
