import {
  accepted,
  daysBetween,
  rejected,
  type Decision,
  type IsoDate,
  type Rejection,
} from '@accord/kernel';
import type { BreakRules, LoserOutcome } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import type { BreakCause, BreakEvidence, TakenCause } from '../exclusivity/grounds';
import { notOpen } from '../refusals';

export interface Break {
  readonly cause: BreakCause;
  readonly evidence: BreakEvidence;
  readonly on: IsoDate;
}

/** @returns why the program lets nobody take a protection away for this cause on this evidence */
export function breakRefusals(
  rules: BreakRules | undefined,
  { cause, evidence, on }: Break,
): Rejection[] {
  const refuse = (code: string, message: string, path: string): Rejection[] => [
    { code, message, path },
  ];
  const unknown = refuse('break-not-in-program', `Nothing is broken for "${cause}"`, 'cause');
  switch (cause) {
    case 'customer-letter':
      if (!rules?.customerLetter) return unknown;
      return evidence.statedBy === undefined
        ? refuse('statement-unsigned', 'Name who signed for the customer', 'evidence.statedBy')
        : [];
    case 'non-compliance':
      return rules?.nonCompliance === true ? [] : unknown;
    case 'inactivity': {
      if (!rules?.inactivity) return unknown;
      const { days } = rules.inactivity;
      const { lastActivityOn } = evidence;
      const path = 'evidence.lastActivityOn';
      if (lastActivityOn === undefined) {
        return refuse('activity-unknown', 'Nobody has reported the last activity', path);
      }
      const idle = daysBetween(lastActivityOn, on);
      return idle > days
        ? []
        : refuse('still-active', `The last activity is ${idle} days old, not over ${days}`, path);
    }
  }
}

/**
 * Records that the deal's grant was taken away. The same break again adds nothing. One that ran out between the
 * release, which decides, and this record was taken away all the same: it can be extended no more.
 */
export function breakProtection(
  state: Deal,
  broken: Omit<Break, 'cause'> & {
    readonly cause: TakenCause;
    readonly grantId: string;
    readonly outcome?: LoserOutcome;
  },
): Decision<DealEvent> {
  if (state.status === 'broken') return accepted();
  if (state.status !== 'approved' && state.status !== 'expired') return notOpen(state);
  const { on, ...data } = broken;
  return state.approval.grantId === data.grantId
    ? accepted({ type: 'DealProtectionBroken', data: { ...data, brokenOn: on } })
    : rejected('grant-not-held', 'The deal holds its customer under another grant');
}
