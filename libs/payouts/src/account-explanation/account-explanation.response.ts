/** What is in an account, or by how much it changed. Balances that did not change are absent. */
export class BalancesBody {
  /** Estimated to be earned and on no statement yet; partners do not see it. */
  accrued?: string;
  earned?: string;
  approved?: string;
  held?: string;
  payable?: string;
  carried?: string;
  withheld?: string;
  inFlight?: string;
  paid?: string;
  receivable?: string;
}

/** One event of an account: what it did to the balances. */
export class AccountLineBody {
  position: string;
  revision: number;
  eventId: string;
  type: string;
  /** Business date. */
  occurredOn: string;
  recordedAt: string;
  /** Rules under which money was booked, for example "R5". */
  rules: string[];
  /** What happened, in words. */
  text: string;
  /** Where it is explained further: a statement, payment, claim on a fund, opening, or hold. */
  statementId: string | null;
  paymentId: string | null;
  claimId: string | null;
  openingId: string | null;
  holdId: string | null;
  /** With a sign. */
  changes: BalancesBody;
  after: BalancesBody;
}
