/** By how much each bucket changed, with its sign; those that did not are left out. */
export class FundChangesBody {
  allocated?: string;
  available?: string;
  reserved?: string;
  committed?: string;
  claimed?: string;
  consumed?: string;
  expired?: string;
}

/** Where the money was after it; null where the asking partner shares the fund. */
export class FundStandBody {
  allocated: string | null;
  available: string | null;
  reserved: string;
  committed: string;
  claimed: string;
  consumed: string;
  expired: string | null;
}

/** One line of a fund's statement: the event behind it, and what it did to the money. */
export class FundLineBody {
  /** Log position of the event. */
  position: string;
  /** Revision of the event in the fund's stream. */
  revision: number;
  eventId: string;
  type: string;
  occurredOn: string;
  recordedAt: string;
  /** Posting rule; null where no money moved. */
  rule: string | null;
  /** Program version that decided; null where none was asked. */
  programVersion: string | null;
  requestId: string | null;
  partnerId: string | null;
  text: string;
  changes: FundChangesBody;
  after: FundStandBody;
}
