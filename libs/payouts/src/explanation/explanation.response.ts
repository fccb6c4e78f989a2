import { LineBody } from '../statement/line.response';

/** An event that a line rests on, as the log holds it. */
export class ExplainedEventBody {
  eventId: string;
  stream: string;
  revision: number;
  position: string;
  type: string;
  /** When the store recorded it. */
  recordedAt: string;
  /** The business date on which it happened. */
  occurredOn: string;
  /** Principal that gave the command; null for partners. */
  actor: string | null;
  role: string;
  /** The program version under which it was decided, where rules applied. */
  programVersion: string | null;
  /** What a person gave as the reason, as far as this caller may read it. */
  reason: string | null;
}

/** Who let the money go. */
export class ApprovalBody {
  payoutId: string;
  /** Facts through this log position are in. */
  position: string;
  /** What was approved: SHA-256 over everything proposed. */
  root: string;
  proposedBy: string | null;
  approvedBy: string | null;
  issuedOn: string;
}

/** One line of a statement down to its events. */
export class ExplanationBody {
  statementId: string;
  partnerId: string;
  line: LineBody;
  events: ExplainedEventBody[];
  approval: ApprovalBody;
}
