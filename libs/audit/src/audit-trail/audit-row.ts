import type { Recorded } from '@accord/kernel';

/** One event of the trail: who, when, why and where; what it says is read from the log. */
export interface AuditRow {
  readonly position: bigint;
  readonly event_id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly schema_version: number;
  readonly recorded_at: string;
  readonly occurred_on: string;
  readonly actor: string;
  readonly role: string;
  readonly on_behalf_of: string | null;
  readonly public_reason: string | null;
  readonly internal_reason: string | null;
  readonly command_id: string;
  readonly correlation_id: string;
  readonly causation_id: string;
  readonly program_version: string | null;
  readonly subjects: readonly string[];
}

export function auditRow(event: Recorded, subjects: readonly string[]): AuditRow {
  const { actor, reason, occurredOn, programVersion } = event.envelope;
  return {
    position: event.position,
    event_id: event.id,
    stream: event.stream,
    revision: event.revision,
    type: event.type,
    schema_version: event.schemaVersion,
    recorded_at: event.recordedAt,
    occurred_on: occurredOn,
    actor: actor.principal,
    role: actor.role,
    on_behalf_of: actor.onBehalfOf ?? null,
    public_reason: reason?.public ?? null,
    internal_reason: reason?.internal ?? null,
    command_id: event.envelope.commandId,
    correlation_id: event.envelope.correlationId,
    causation_id: event.envelope.causationId,
    program_version: programVersion ?? null,
    subjects,
  };
}
