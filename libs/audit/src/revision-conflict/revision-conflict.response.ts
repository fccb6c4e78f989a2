import type { Recorded } from '@accord/kernel';

/** An event that came between the revision that a caller knew and the one that is. */
export class EventBetween {
  type: string;
  revision: number;
  position: string;
  recordedAt: string;
  occurredOn: string;
  /** Who did it; null for partners. */
  actor: string | null;
  role: string | null;
}

/** What a 412 says beside its code. */
export class RevisionConflictBody {
  expected: number;
  /** -1: there is no such stream. */
  actual: number;
  /** The first 100, without what the caller may not see. */
  between: EventBetween[];
}

/** @param isInside whether the caller works for the vendor */
export const eventBetween = (event: Recorded, isInside: boolean): EventBetween => ({
  type: event.type,
  revision: event.revision,
  position: event.position.toString(),
  recordedAt: event.recordedAt,
  occurredOn: event.envelope.occurredOn,
  actor: isInside ? event.envelope.actor.principal : null,
  role: isInside ? event.envelope.actor.role : null,
});
