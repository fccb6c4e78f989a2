import { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { ReadEvent } from '../engine/reader';
import { toStructuredId } from './structured-id';
import { lengthDelimitedSize, varintSize, WireWriter } from './wire-writer';

const writer = new WireWriter();
const encode = (response: ReadResp): Buffer => Buffer.from(response.serializeBinary());

/** ReadResp.ReadEvent around events that are encoded already. */
export function encodeReadEvent(read: ReadEvent, structuredIds: boolean): Buffer {
  const event = structuredIds && read.event ? toStructuredId(read.event) : read.event;
  const link = structuredIds && read.link ? toStructuredId(read.link) : read.link;
  const size =
    (event ? lengthDelimitedSize(event.length) : 0) +
    (link ? lengthDelimitedSize(link.length) : 0) +
    1 +
    varintSize(read.position);
  writer.restart().head(1, size);
  if (event) writer.bytes(1, event);
  if (link) writer.bytes(2, link);
  return writer.varint(3, read.position).finish();
}

export const encodeStreamNotFound = (stream: string): Buffer =>
  encode(
    new ReadResp().setStreamNotFound(
      new ReadResp.StreamNotFound().setStreamIdentifier(
        new StreamIdentifier().setStreamName(Buffer.from(stream)),
      ),
    ),
  );

export const encodeConfirmation = (subscriptionId: string): Buffer =>
  encode(
    new ReadResp().setConfirmation(
      new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId),
    ),
  );

export const encodeCaughtUp = (): Buffer =>
  encode(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));

export const encodeCheckpoint = (position: number): Buffer =>
  encode(
    new ReadResp().setCheckpoint(
      new ReadResp.Checkpoint()
        .setCommitPosition(String(position))
        .setPreparePosition(String(position)),
    ),
  );
