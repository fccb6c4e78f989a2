/** An event as a client asks for it to be written. */
export interface ProposedEvent {
  /** Lower-case UUID. */
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** An event with its place in its stream, not yet in the log. */
export interface NewEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
}

/** Where an event lies. All that has to be known of it to decide about later appends. */
export interface EventPlace {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  /** Byte offset of its record in the log. */
  readonly position: number;
}

/** An event with its place in the log: its record ends at byte `end`. */
export interface PlacedEvent extends EventPlace {
  readonly end: number;
  /** Kept for the sake of metadata streams, whose content matters to the engine. */
  readonly data: Uint8Array;
}

/** A stored event whose content matters to the engine: metadata, links, filters, ages. */
export interface EventContent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: Buffer;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/**
 * Revision of the event that ends a tombstoned stream. EventStoreDB uses 2^63 - 1; this is the
 * nearest double, and the codec writes it as the exact integer.
 */
export const TOMBSTONE_REVISION = 2 ** 63;

export const LINK_TYPE = '$>';
export const METADATA_TYPE = '$metadata';
export const TOMBSTONE_TYPE = '$streamDeleted';
export const JSON_CONTENT = 'application/json';
export const BINARY_CONTENT = 'application/octet-stream';

/** The revision that the stream must have, or what must be true of it. */
export type ExpectedRevision = number | 'any' | 'no-stream' | 'stream-exists';
