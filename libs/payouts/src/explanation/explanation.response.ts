import { MeasureBody } from '@accord/incentives';
import { DisputeBody } from '../dispute-list/dispute.response';
import { HoldBody } from '../hold-list/hold.response';
import { PaymentBody } from '../payment-list/payment.response';
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

/** An event beside the line's own that decided which rules hold, for whom, whether its registration was in
 * force, or at which rate. */
export class GroundBody extends ExplainedEventBody {
  decides:
    | 'rules'
    | 'enrolment'
    | 'track'
    | 'designation'
    | 'agreement'
    | 'credential'
    | 'tax-form'
    | 'rate'
    | 'registration'
    | 'quarter-end';
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
  /** Of the deal and the sale. */
  events: ExplainedEventBody[];
  /** Of the program, the partner and the exchange rate, as they were known when it was reckoned. */
  grounds: GroundBody[];
  /** What was counted or summed over more than its own sale, each with where its members are listed. */
  measures: MeasureBody[];
  approval: ApprovalBody;
  /** What has ever kept the line back, in the order placed. */
  holds: HoldBody[];
  /** About the line, or those that gave it. */
  disputes: DisputeBody[];
  /** Of the whole statement, the first one first; none while it is not paid. */
  payments: PaymentBody[];
}

/** What a rule comes to on a statement. */
export class RuleTotalBody {
  rule: string;
  lines: number;
  /** How many of them come to nothing. */
  zero: number;
  amount: string;
}

/** What the statement has booked under a rule of the ledger. */
export class BookedBody {
  /** For example "R8": offset against what the partner owes. */
  rule: string;
  debit: string;
  credit: string;
  amount: string;
}

/** A statement as a whole: what makes its total, and what became of it. Its lines are explained one by one. */
export class StatementExplanationBody {
  statementId: string;
  partnerId: string;
  currency: string;
  total: string;
  payable: string;
  rules: RuleTotalBody[];
  booked: BookedBody[];
  /** Program versions that its lines were reckoned under. */
  programVersions: string[];
  approval: ApprovalBody;
  /** The first one first; none while it is not paid. */
  payments: PaymentBody[];
}
