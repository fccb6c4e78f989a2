import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Code } from '@eventstore/db-client/generated/code_pb';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { ExpectedRevision } from '../engine/event';
import type { Refusal, Written } from '../engine/writer';
import { lengthDelimitedSize, varintSize, WireWriter } from './wire-writer';

const writer = new WireWriter();

/** BatchAppendResp of streams.proto with a success. */
export function encodeBatchSuccess(correlationId: string, written: Written): Buffer {
  const id = Buffer.byteLength(correlationId);
  const { revision, position } = written;
  const place = position === undefined ? 0 : 2 * (1 + varintSize(position));
  writer.restart();
  writer.head(1, lengthDelimitedSize(id)).string(2, correlationId, id);
  writer.head(3, 1 + varintSize(revision) + lengthDelimitedSize(place));
  writer.varint(1, revision);
  if (position === undefined) writer.head(4, 0);
  else writer.head(3, place).varint(1, position).varint(2, position);
  return writer.finish();
}

export type BatchFailure = Refusal | { readonly kind: 'timeout' | 'not-ready' } | InvalidAppend;
export interface InvalidAppend {
  readonly kind: 'invalid';
  readonly message: string;
}

/** BatchAppendResp with the google.rpc.Status that says why nothing was written. */
export function encodeBatchFailure(
  correlationId: string,
  stream: string,
  expected: ExpectedRevision | undefined,
  failure: BatchFailure,
): Buffer {
  const response = new BatchAppendResp()
    .setCorrelationId(new shared.UUID().setString(correlationId))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
    .setError(failureStatus(stream, expected, failure));
  return Buffer.from(response.serializeBinary());
}

function failureStatus(
  stream: string,
  expected: ExpectedRevision | undefined,
  failure: BatchFailure,
): Status {
  switch (failure.kind) {
    case 'wrong-version':
      return packed(
        Code.FAILED_PRECONDITION,
        'Wrong expected version',
        wrongVersion(expected, failure.current),
        'WrongExpectedVersion',
      );
    case 'stream-deleted': {
      const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
      const details = new shared.StreamDeleted().setStreamIdentifier(identifier);
      return packed(Code.FAILED_PRECONDITION, 'Stream deleted', details, 'StreamDeleted');
    }
    case 'too-large': {
      const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(failure.limit);
      return packed(Code.INVALID_ARGUMENT, 'Too large', details, 'MaximumAppendSizeExceeded');
    }
    case 'timeout':
      return packed(Code.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout(), 'Timeout');
    case 'not-ready': {
      const nothing = new Any();
      nothing.pack(new Empty().serializeBinary(), 'google.protobuf.Empty');
      return new Status().setMessage('Server Is Not Ready').setDetails(nothing);
    }
    case 'invalid': {
      const details = new shared.BadRequest().setMessage(failure.message);
      return packed(Code.INVALID_ARGUMENT, failure.message, details, 'BadRequest');
    }
  }
}

function packed(
  code: Code,
  message: string,
  details: { serializeBinary(): Uint8Array },
  name: string,
): Status {
  const any = new Any();
  any.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new Status().setCode(code).setMessage(message).setDetails(any);
}

function wrongVersion(
  expected: ExpectedRevision | undefined,
  current: number,
): shared.WrongExpectedVersion {
  const details = new shared.WrongExpectedVersion();
  if (current < 0) details.setCurrentNoStream(new Empty());
  else details.setCurrentStreamRevision(String(current));
  if (typeof expected === 'number') return details.setExpectedStreamPosition(exactly(expected));
  if (expected === 'no-stream') return details.setExpectedNoStream(new Empty());
  if (expected === 'stream-exists') return details.setExpectedStreamExists(new Empty());
  return details.setExpectedAny(new Empty());
}

const exactly = (revision: number): string => BigInt(revision).toString();
