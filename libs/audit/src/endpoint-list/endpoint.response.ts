import type { DeliveryRow } from '@accord/read-store';
import { CommandReply } from '@accord/platform';
import type { DisabledCode } from '../endpoint/endpoint.events';
import type { EndpointRow } from './endpoint-row';

export class SecretReply extends CommandReply {
  /** Signs the events; shown this once. Null when the command was a repetition or a dry run. */
  secret: string | null;
}

export class DisabledBody {
  code: DisabledCode;
  why: string;
}

/** An endpoint and how far it has been told. */
export class EndpointBody {
  endpointId: string;
  principalId: string;
  url: string;
  /** Null: every type. */
  types: string[] | null;
  status: 'active' | 'paused' | 'disabled';
  /** Why Accord gave up on it. */
  disabled: DisabledBody | null;
  registeredAt: string;
  secretRotatedAt: string | null;
  /** Everything up to this log position has been told. */
  toldThrough: string;
  /** The last position of the log. */
  head: string;
}

/** What became of one event. */
export class DeliveryBody {
  eventId: string;
  position: string;
  stream: string;
  type: string;
  delivered: boolean;
  attempts: number;
  firstAttemptAt: string;
  lastAttemptAt: string;
  /** HTTP status of the last answer; null when there was none. */
  lastStatus: number | null;
  lastError: string | null;
}

export const endpointBody = (
  row: EndpointRow,
  toldThrough: bigint | undefined,
  head: bigint,
): EndpointBody => ({
  endpointId: row.endpoint_id,
  principalId: row.principal_id,
  url: row.url,
  types: row.types && [...row.types],
  status: row.status,
  disabled: row.disabled && { ...row.disabled },
  registeredAt: row.registered_at,
  secretRotatedAt: row.rotated_at,
  toldThrough: toldThrough?.toString() ?? row.start_after,
  head: head.toString(),
});

export const deliveryBody = (row: DeliveryRow): DeliveryBody => ({
  eventId: row.event_id,
  position: row.position.toString(),
  stream: row.stream,
  type: row.type,
  delivered: row.delivered,
  attempts: row.attempts,
  firstAttemptAt: row.first_at,
  lastAttemptAt: row.last_at,
  lastStatus: row.status,
  lastError: row.error,
});
