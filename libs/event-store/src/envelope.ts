import type { Envelope } from '@accord/kernel';

/** `$correlationId` and `$causationId` are the server's own names, understood by its tools. */
interface StoredMetadata extends Record<string, unknown> {
  readonly commandId: string;
  readonly commandHash: string;
  readonly $correlationId: string;
  readonly $causationId: string;
  readonly actor: Envelope['actor'];
  readonly reason?: Envelope['reason'];
  readonly occurredOn: Envelope['occurredOn'];
  readonly programVersion?: string;
  readonly schemaVersion: number;
}

export const writeMetadata = (envelope: Envelope, schemaVersion: number): StoredMetadata => ({
  commandId: envelope.commandId,
  commandHash: envelope.commandHash,
  $correlationId: envelope.correlationId,
  $causationId: envelope.causationId,
  actor: envelope.actor,
  ...(envelope.reason && { reason: envelope.reason }),
  occurredOn: envelope.occurredOn,
  ...(envelope.programVersion && { programVersion: envelope.programVersion }),
  schemaVersion,
});

const isOurs = (metadata: unknown): metadata is StoredMetadata =>
  typeof metadata === 'object' &&
  metadata !== null &&
  'commandId' in metadata &&
  typeof metadata.commandId === 'string' &&
  'schemaVersion' in metadata &&
  typeof metadata.schemaVersion === 'number';

/** @returns undefined when the metadata was not written by Accord */
export function readMetadata(
  metadata: unknown,
): { envelope: Envelope; schemaVersion: number } | undefined {
  if (!isOurs(metadata)) return undefined;
  const { $correlationId, $causationId, schemaVersion, ...rest } = metadata;
  return {
    envelope: { ...rest, correlationId: $correlationId, causationId: $causationId },
    schemaVersion,
  };
}
