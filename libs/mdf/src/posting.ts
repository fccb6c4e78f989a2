import type { JournalLine as Line, Posting as PostingOf } from '@accord/kernel';

/**
 * Accounts of the budget ledger, one set per fund: B10 allocated (credit), and on its other side
 * B20 available, B30 reserved, B40 committed, B50 claimed, B60 consumed, B70 expired (debit).
 */
export type BudgetAccount = 'B10' | 'B20' | 'B30' | 'B40' | 'B50' | 'B60' | 'B70';

/**
 * Why money moves: OB taken over, M1 allocate, M2 request, M3 approve, M4 reject, M5 claim, M6 approve a claim,
 * M7 return a claim, M8 expire, M9 claw back, M10 transfer between funds,
 * C1 accrue from a booking, C2 take back with the booking, C3 pay out or let lapse what is too little.
 */
export type PostingRule =
  'OB' | 'M1' | 'M2' | 'M3' | 'M4' | 'M5' | 'M6' | 'M7' | 'M8' | 'M9' | 'M10' | 'C1' | 'C2' | 'C3';

export type JournalLine = Line<BudgetAccount>;
export type Posting = PostingOf<BudgetAccount, PostingRule>;
