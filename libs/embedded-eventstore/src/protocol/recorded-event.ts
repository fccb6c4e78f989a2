import { type EventContent, type NewEvent, TOMBSTONE_REVISION } from '../engine/event';
import { WireReader } from './wire-reader';
import { lengthDelimitedSize, type WireWriter } from './wire-writer';

// ReadResp.ReadEvent.RecordedEvent of streams.proto
const ID = 1;
const STREAM_IDENTIFIER = 2;
const REVISION = 3;
const PREPARE_POSITION = 4;
const COMMIT_POSITION = 5;
const SYSTEM_METADATA = 6;
const CUSTOM_METADATA = 7;
const DATA = 8;
// shared.proto
const UUID_STRING = 2;
const STREAM_NAME = 3;

const UUID_LENGTH = 36;
const TICKS_PER_MILLISECOND = '0000';

/** Writes the event as a RecordedEvent message, the form in which it is stored and sent. */
export function writeRecordedEvent(
  writer: WireWriter,
  event: NewEvent,
  position: number,
  created: number,
): void {
  writer.head(ID, lengthDelimitedSize(UUID_LENGTH)).string(UUID_STRING, event.id, UUID_LENGTH);
  const nameLength = Buffer.byteLength(event.stream);
  writer.head(STREAM_IDENTIFIER, lengthDelimitedSize(nameLength));
  writer.string(STREAM_NAME, event.stream, nameLength);
  if (event.revision === TOMBSTONE_REVISION) writer.largestInt64(REVISION);
  else writer.varint(REVISION, event.revision);
  writer.varint(PREPARE_POSITION, position).varint(COMMIT_POSITION, position);
  writeEntry(writer, 'type', event.type);
  writeEntry(writer, 'content-type', event.contentType);
  writeEntry(writer, 'created', `${created}${TICKS_PER_MILLISECOND}`);
  if (event.metadata.length > 0) writer.bytes(CUSTOM_METADATA, event.metadata);
  if (event.data.length > 0) writer.bytes(DATA, event.data);
}

function writeEntry(writer: WireWriter, key: string, value: string): void {
  const valueLength = Buffer.byteLength(value);
  writer.head(SYSTEM_METADATA, lengthDelimitedSize(key.length) + lengthDelimitedSize(valueLength));
  writer.string(1, key, key.length).string(2, value, valueLength);
}

/** @throws MalformedMessage */
export function readRecordedEvent(encoded: Buffer): EventContent {
  const event = {
    id: '',
    stream: '',
    revision: 0,
    type: '',
    data: encoded.subarray(0, 0),
    created: 0,
  };
  const reader = new WireReader(encoded);
  while (reader.next()) {
    if (reader.field === ID) event.id = readSingle(reader.message());
    else if (reader.field === STREAM_IDENTIFIER) event.stream = readSingle(reader.message());
    else if (reader.field === REVISION) event.revision = reader.varint();
    else if (reader.field === DATA) event.data = reader.slice();
    else if (reader.field === SYSTEM_METADATA) readEntry(reader.message(), event);
    else reader.skip();
  }
  return event;
}

function readSingle(reader: WireReader): string {
  return reader.next() ? reader.string() : '';
}

function readEntry(reader: WireReader, event: { type: string; created: number }): void {
  const key = readSingle(reader);
  if (key === 'type') event.type = readSingle(reader);
  else if (key === 'created') {
    event.created = Number(readSingle(reader).slice(0, -TICKS_PER_MILLISECOND.length));
  }
}
