import type { IsoDate } from './dates';

/** What happened, in the words of the business. `type` is a storage contract: never renamed. */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** Place of an event in the global order of the log. Strictly increasing, never dense. */
export type LogPosition = bigint & { readonly __brand: 'LogPosition' };
export const logPosition = (value: bigint | string): LogPosition => BigInt(value) as LogPosition;

export const ROLES = [
  'admin',
  'sales-system',
  'program-manager',
  'finance',
  'finance-approver',
  'auditor',
  'partner',
  'system',
] as const;
export type Role = (typeof ROLES)[number];

/** Who gave a command. `onBehalfOf` names the principal for whom a system acted. */
export interface Actor {
  readonly principal: string;
  readonly role: Role;
  readonly onBehalfOf?: string;
}

/** A reason given by a person: what the partner may read, and what stays inside. */
export interface Reason {
  readonly public?: string;
  readonly internal?: string;
}

/** What a command brings along beside its body; stored in the metadata of every event it causes. */
export interface Envelope {
  /** Derived from caller, resource and idempotency key: the same command has the same id for ever. */
  readonly commandId: string;
  /** SHA-256 of the canonical body: tells a retry from another command under the same key. */
  readonly commandHash: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: Actor;
  readonly reason?: Reason;
  /** The business date on which it happened; may lie before the day it was recorded. */
  readonly occurredOn: IsoDate;
  /** `<program>@<version>` of the rules that were applied, where rules were applied. */
  readonly programVersion?: string;
}

/** Where and when the log holds an event. */
export interface RecordInfo {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: LogPosition;
  /** ISO 8601 instant at which the store recorded it. */
  readonly recordedAt: string;
  readonly schemaVersion: number;
  readonly envelope: Envelope;
}

export type Recorded<E extends DomainEvent = DomainEvent> = E & RecordInfo;
