import type { ExpectedRevision, ProposedEvent } from '../engine/event';
import { uuidFromBits } from './request-parts';
import { WireReader } from './wire-reader';

/** What the first frame of an append says about all of its frames. */
export interface BatchAppendOptions {
  readonly stream: string;
  readonly expected: ExpectedRevision | undefined;
  /** Milliseconds since 1970. */
  readonly deadline: number | undefined;
}

export interface BatchAppendFrame {
  readonly correlationId: string;
  readonly options: BatchAppendOptions | undefined;
  /** Unchecked, as they came. */
  readonly events: readonly ProposedEvent[];
  readonly isFinal: boolean;
}

const NOTHING = Buffer.alloc(0);

/** Decodes BatchAppendReq of streams.proto. @throws MalformedMessage */
export function decodeBatchAppend(bytes: Buffer): BatchAppendFrame {
  const events: ProposedEvent[] = [];
  const frame = { correlationId: '', options: undefinedOptions(), events, isFinal: false };
  const reader = new WireReader(bytes);
  while (reader.next()) {
    if (reader.field === 1) frame.correlationId = decodeUuid(reader.message());
    else if (reader.field === 2) frame.options = decodeOptions(reader.message());
    else if (reader.field === 3) events.push(decodeProposed(reader.message()));
    else if (reader.field === 4) frame.isFinal = reader.varint() === 1;
    else reader.skip();
  }
  return frame;
}

const undefinedOptions = (): BatchAppendOptions | undefined => undefined;

function decodeOptions(reader: WireReader): BatchAppendOptions {
  let stream = '';
  let expected: ExpectedRevision | undefined;
  let deadline: number | undefined;
  while (reader.next()) {
    if (reader.field === 1) stream = decodeSingle(reader.message(), 3);
    else if (reader.field === 2) expected = reader.varint();
    else if (reader.field === 6) deadline = decodeTimestamp(reader.message());
    else {
      if (reader.field === 3) expected = 'no-stream';
      else if (reader.field === 4) expected = 'any';
      else if (reader.field === 5) expected = 'stream-exists';
      reader.skip();
    }
  }
  return { stream, expected, deadline };
}

function decodeProposed(reader: WireReader): ProposedEvent {
  const event = { id: '', type: '', contentType: '', data: NOTHING, metadata: NOTHING };
  while (reader.next()) {
    if (reader.field === 1) event.id = decodeUuid(reader.message());
    else if (reader.field === 2) decodeProperty(reader.message(), event);
    else if (reader.field === 3) event.metadata = Buffer.from(reader.slice());
    else if (reader.field === 4) event.data = Buffer.from(reader.slice());
    else reader.skip();
  }
  return event;
}

function decodeProperty(reader: WireReader, event: { type: string; contentType: string }): void {
  let key = '';
  let value = '';
  while (reader.next()) {
    if (reader.field === 1) key = reader.string();
    else if (reader.field === 2) value = reader.string();
    else reader.skip();
  }
  if (key === 'type') event.type = value;
  else if (key === 'content-type') event.contentType = value;
}

function decodeUuid(reader: WireReader): string {
  let text = '';
  while (reader.next()) {
    if (reader.field === 1) text = decodeStructured(reader.message());
    else if (reader.field === 2) text = reader.string();
    else reader.skip();
  }
  return text;
}

function decodeStructured(reader: WireReader): string {
  let most = 0n;
  let least = 0n;
  while (reader.next()) {
    if (reader.field === 1) most = reader.bigVarint();
    else if (reader.field === 2) least = reader.bigVarint();
    else reader.skip();
  }
  return uuidFromBits(most, least);
}

function decodeSingle(reader: WireReader, field: number): string {
  let text = '';
  while (reader.next()) {
    if (reader.field === field) text = reader.string();
    else reader.skip();
  }
  return text;
}

function decodeTimestamp(reader: WireReader): number {
  let milliseconds = 0;
  while (reader.next()) {
    if (reader.field === 1) milliseconds += reader.varint() * 1000;
    else if (reader.field === 2) milliseconds += reader.varint() / 1e6;
    else reader.skip();
  }
  return milliseconds;
}
