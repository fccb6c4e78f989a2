import { formatAmount, fromJson, type MoneyJson } from '@accord/kernel';
import { SourceBody } from '@accord/incentives';
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
}

interface Place {
  readonly statementId: string | null;
  readonly postsIn: string;
  readonly isPosted: boolean;
  readonly seen: {
    readonly acknowledgedOn: string;
    readonly acknowledgedBy: { readonly principal: string };
  } | null;
}

export function lateChangeBody(change: LateChange, { seen, ...place }: Place): LateChangeBody {
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
  };
}
