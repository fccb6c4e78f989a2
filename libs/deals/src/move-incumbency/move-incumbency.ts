import {
  accepted,
  rejected,
  uuidFrom,
  type Decision,
  type IsoDate,
  type StreamType,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import {
  incumbencyEvents,
  type IncumbencyEvent,
  type IncumbencyEvidence,
} from './incumbency.events';

/** What one customer has said about its partners in one program, and who served it before. */
export interface Incumbency {
  readonly movedTo: string | null;
  /** Orders that were taken over. */
  readonly recorded: readonly string[];
}

export const incumbency: StreamType<Incumbency, IncumbencyEvent> = {
  catalog: incumbencyEvents,
  initial: { movedTo: null, recorded: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'IncumbencyMoved':
        return { ...state, movedTo: event.data.to };
      case 'IncumbentRecorded':
        return { ...state, recorded: [...state.recorded, event.data.reference] };
    }
  },
};

export const incumbencyIdOf = (programId: string, customerId: string): string =>
  uuidFrom('incumbency', programId, customerId);

export interface MoveIncumbency {
  readonly programId: string;
  readonly customerId: string;
  readonly to: string;
  readonly evidence: IncumbencyEvidence;
  readonly on: IsoDate;
}

/**
 * GitLab channel operations: incumbency moves only on a written statement of an authorised
 * representative of the customer; what the challenger writes itself moves nothing.
 * @param seen who is the incumbent, by the log up to a position
 */
export function moveIncumbency(
  rules: ProgramRules['incumbency'],
  { programId, customerId, to, evidence, on }: MoveIncumbency,
  seen: { readonly incumbent: string | null; readonly through: string },
): Decision<IncumbencyEvent> {
  if (!rules) return rejected('not-in-program', 'The program knows no incumbents');
  if (rules.transferEvidence === 'customerStatement' && evidence.kind !== 'customer-statement') {
    const message = 'Only a written statement of the customer moves it';
    return rejected('customer-statement-required', message, 'evidence.kind');
  }
  if (evidence.kind === 'customer-statement' && evidence.statedBy === undefined) {
    return rejected('statement-unsigned', 'Name who signed for the customer', 'evidence.statedBy');
  }
  if (seen.incumbent === null) {
    return rejected('no-incumbent', 'Nobody has sold anything to such a customer');
  }
  if (seen.incumbent === to) {
    return rejected('incumbent-already', `"${to}" is the incumbent`, 'partnerId');
  }
  const moved = { programId, customerId, from: seen.incumbent, to, evidence, movedOn: on };
  return accepted({ type: 'IncumbencyMoved', data: { ...moved, seenThrough: seen.through } });
}
