import { status } from '@grpc/grpc-js';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import type { ExpectedRevision, ProposedEvent } from '../engine/event';
import { CallError, missingProperty } from './errors';

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NIL_UUID = '00000000-0000-0000-0000-000000000000';

export const invalid = (details: string): CallError =>
  new CallError(status.INVALID_ARGUMENT, details);

/** @throws CallError */
export function streamName(identifier: StreamIdentifier | undefined): string {
  return requireStreamName(Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8'));
}

export function requireStreamName(name: string): string {
  if (name === '') throw invalid('the stream name is empty');
  if (name === '$$') throw invalid('$$ would be the metadata of a stream without a name');
  return name;
}

/** @returns lower-case UUID. @throws CallError */
export function requireEventId(text: string): string {
  const id = text.toLowerCase();
  if (!UUID_FORM.test(id)) throw invalid(`event id '${text.slice(0, 100)}' is no UUID`);
  if (id === NIL_UUID) throw invalid('the event id is the nil UUID');
  return id;
}

/** @throws CallError if something that every event needs is missing */
export function checkProposed(event: ProposedEvent): ProposedEvent {
  if (event.type === '') throw missingProperty('type');
  if (event.contentType === '') throw missingProperty('content-type');
  return { ...event, id: requireEventId(event.id) };
}

/** Either form of a UUID, as text. */
export function uuidText(uuid: UUID | undefined): string {
  const structured = uuid?.getStructured();
  if (!structured) return uuid?.getString() ?? '';
  return uuidFromBits(
    BigInt(structured.getMostSignificantBits()),
    BigInt(structured.getLeastSignificantBits()),
  );
}

export function uuidFromBits(most: bigint, least: bigint): string {
  const half = (bits: bigint): string => BigInt.asUintN(64, bits).toString(16).padStart(16, '0');
  return (half(most) + half(least)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

interface ExpectedRevisionOptions {
  hasRevision(): boolean;
  getRevision(): string;
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

/** @throws CallError */
export function expectedRevision(options: ExpectedRevisionOptions): ExpectedRevision {
  if (options.hasRevision()) return Number(options.getRevision());
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream-exists';
  throw invalid('the expected revision is missing');
}
