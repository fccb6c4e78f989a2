import { currency as currencyOf, formatAmount, money } from '@accord/kernel';

/** What one account of the ledger holds. */
export class TrialBalanceLineBody {
  entity: string;
  currency: string;
  code: string;
  name: string;
  /** Gross. */
  debit: string;
  credit: string;
  /** Positive on the side on which the account grows. */
  balance: string;
}

export class TrialBalanceTotalBody {
  entity: string;
  currency: string;
  debit: string;
  credit: string;
  /** Debits are credits. */
  balanced: boolean;
}

export class TrialBalanceBody {
  /** Through this business date; null: everything booked so far. */
  on: string | null;
  accounts: TrialBalanceLineBody[];
  totals: TrialBalanceTotalBody[];
}

/** What one account holds of an entity and currency; positive on the side on which it grows. */
export class LedgerAccountBalanceBody {
  entity: string;
  currency: string;
  /** Before the first day. */
  opening: string;
  /** What was booked in the days; gross. */
  debit: string;
  credit: string;
  /** At the end of the last day. */
  closing: string;
}

export class LedgerAccountBody {
  code: string;
  name: string;
  /** First and last day; null: from the beginning, and everything booked so far. */
  from: string | null;
  to: string | null;
  balances: LedgerAccountBalanceBody[];
}

/** One journal line. */
export class LedgerLineBody {
  position: string;
  line: number;
  eventId: string;
  event: string;
  rule: string;
  accountId: string;
  partnerId: string;
  entity: string;
  book: string;
  currency: string;
  debit: string;
  credit: string;
  /** Day in the books: not before the first one of the periods that were open when it was recorded. */
  bookedOn: string;
  /** Business date. */
  occurredOn: string;
  recordedAt: string;
}

/**
 * What is open on one payee account, by how long it has been, in days. Below zero: more has come of a
 * co-funding party than it owes.
 */
export class AgeingBody {
  accountId: string;
  partnerId: string;
  currency: string;
  total: string;
  upTo30: string;
  upTo60: string;
  upTo90: string;
  over90: string;
  /** Since when the oldest part has been open. */
  oldest: string;
}

export const amountOf = (minor: bigint, currency: string): string =>
  formatAmount(money(minor, currencyOf(currency)));
