import { formatAmount, fromJson, type MoneyJson } from '@accord/kernel';
import { SourceBody } from '@accord/incentives';
import type { ChangeDecision } from '../account/late-change';
import type { LateChange } from './late-changes';

/** What late facts make of one line of a closed period, and where the difference is booked. */
export class LateChangeBody {
  lineId: string;
  partnerId: string;
  /** In which the line was earned. */
  quarter: string;
  /** The statement that said the line last; null: none did. */
  statementId: string | null;
  was: string;
  is: string;
  delta: string;
  currency: string;
  /** The quarter whose run books the difference; it names the line that it corrects. */
  postsIn: string;
  /** That quarter is closed, so that nothing later goes into its run. */
  isPosted: boolean;
  /** The late facts; none where the rules that gave the line do not hold any more. */
  facts: SourceBody[];
  derivation: string;
  acknowledgedOn: string | null;
  acknowledgedBy: string | null;
  /** Of this figure. Undecided it is booked as one that is accepted; rejected the line stays as it was. */
  decision: 'none' | 'rejection-proposed' | 'rejected' | 'accepted';
  /** Why it is to be rejected; null where nobody has asked for it. */
  reason: string | null;
  proposedOn: string | null;
  proposedBy: string | null;
  decidedOn: string | null;
  decidedBy: string | null;
}

interface Place {
  readonly decision: ChangeDecision | null;
  readonly statementId: string | null;
  readonly postsIn: string;
  readonly isPosted: boolean;
  readonly seen: {
    readonly acknowledgedOn: string;
    readonly acknowledgedBy: { readonly principal: string };
  } | null;
}

export function lateChangeBody(
  change: LateChange,
  { seen, decision, ...place }: Place,
): LateChangeBody {
  const text = (json: MoneyJson): string => formatAmount(fromJson(json));
  return {
    lineId: change.lineId,
    partnerId: change.payee,
    quarter: change.quarter,
    was: text(change.was),
    is: text(change.is),
    delta: text(change.delta),
    currency: change.is.currency,
    ...place,
    facts: change.facts.map((one) => ({ ...one })),
    derivation: change.derivation,
    acknowledgedOn: seen?.acknowledgedOn ?? null,
    acknowledgedBy: seen?.acknowledgedBy.principal ?? null,
    ...decisionBody(decision),
  };
}

type DecisionBody = Pick<
  LateChangeBody,
  'decision' | 'reason' | 'proposedOn' | 'proposedBy' | 'decidedOn' | 'decidedBy'
>;

function decisionBody(decision: ChangeDecision | null): DecisionBody {
  const isDecided = decision !== null && decision.status !== 'rejection-proposed';
  const rejection = decision && decision.status !== 'accepted' ? decision.rejection : null;
  return {
    decision: decision?.status ?? 'none',
    reason: rejection?.reason ?? null,
    proposedOn: rejection?.proposedOn ?? null,
    proposedBy: rejection?.proposedBy.principal ?? null,
    decidedOn: isDecided ? decision.decidedOn : null,
    decidedBy: isDecided ? decision.decidedBy.principal : null,
  };
}
