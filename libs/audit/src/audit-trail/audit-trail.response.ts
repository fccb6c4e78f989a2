import type { AuditRow } from './audit-row';

/** Who did what, when, why, and where it stands in the log. */
export class AuditEventBody {
  position: string;
  eventId: string;
  stream: string;
  revision: number;
  type: string;
  schemaVersion: number;
  /** When the store recorded it. */
  recordedAt: string;
  /** The business date on which it happened. */
  occurredOn: string;
  actor: string;
  role: string;
  onBehalfOf: string | null;
  publicReason: string | null;
  internalReason: string | null;
  commandId: string;
  correlationId: string;
  causationId: string;
  /** The program version that was applied, where rules applied. */
  programVersion: string | null;
  /** What it is about, each as `<kind>:<id>`. */
  subjects: string[];
}

export const auditEventBody = (row: AuditRow): AuditEventBody => ({
  position: row.position.toString(),
  eventId: row.event_id,
  stream: row.stream,
  revision: row.revision,
  type: row.type,
  schemaVersion: row.schema_version,
  recordedAt: row.recorded_at,
  occurredOn: row.occurred_on,
  actor: row.actor,
  role: row.role,
  onBehalfOf: row.on_behalf_of,
  publicReason: row.public_reason,
  internalReason: row.internal_reason,
  commandId: row.command_id,
  correlationId: row.correlation_id,
  causationId: row.causation_id,
  programVersion: row.program_version,
  subjects: [...row.subjects],
});
