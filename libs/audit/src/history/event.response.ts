import { ApiProperty } from '@nestjs/swagger';
import type { Recorded } from '@accord/kernel';
import { principalEvents, type Caller } from '@accord/platform';

/** An event as the log holds it. */
export class LogEventBody {
  position: string;
  eventId: string;
  stream: string;
  revision: number;
  type: string;
  schemaVersion: number;
  recordedAt: string;
  occurredOn: string;
  actor: string;
  role: string;
  onBehalfOf: string | null;
  publicReason: string | null;
  /** What was meant for inside; null for systems that pass events on. */
  internalReason: string | null;
  commandId: string;
  correlationId: string;
  causationId: string;
  programVersion: string | null;
  /** Its form depends on the type. */
  @ApiProperty({ type: Object, additionalProperties: true })
  data: object;
}

/** @param caller whose roles decide whether internal reasons are shown */
export function logEventBody(event: Recorded, caller: Caller): LogEventBody {
  const { actor, reason, occurredOn, programVersion, ...ids } = event.envelope;
  return {
    position: event.position.toString(),
    eventId: event.id,
    stream: event.stream,
    revision: event.revision,
    type: event.type,
    schemaVersion: event.schemaVersion,
    recordedAt: event.recordedAt,
    occurredOn,
    actor: actor.principal,
    role: actor.role,
    onBehalfOf: actor.onBehalfOf ?? null,
    publicReason: reason?.public ?? null,
    internalReason: caller.roles.includes('auditor') ? (reason?.internal ?? null) : null,
    commandId: ids.commandId,
    correlationId: ids.correlationId,
    causationId: ids.causationId,
    programVersion: programVersion ?? null,
    data: shown(event),
  };
}

/** What an API key is known by stays in the log. */
function shown(event: Recorded): object {
  if (!principalEvents.includes(event) || event.type !== 'ApiKeyIssued') return event.data;
  return { keyId: event.data.keyId };
}
