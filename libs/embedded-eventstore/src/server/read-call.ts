import { once } from 'node:events';
import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { Engine } from '../engine/engine';
import { readFiltered } from '../engine/filtered-read';
import {
  subscribeToAll,
  subscribeToStream,
  type SubscriptionMessage,
} from '../engine/subscription';
import { CallError, streamDeleted } from '../protocol/errors';
import { parseReadRequest, type ReadRequest } from '../protocol/read-request';
import {
  encodeCaughtUp,
  encodeCheckpoint,
  encodeConfirmation,
  encodeReadEvent,
  encodeStreamNotFound,
} from '../protocol/read-response';
import { callFailed } from './call-failed';

type ReadCall = ServerWritableStream<ReadReq, Buffer>;

/** Streams/Read: reads of one stream or of all, and subscriptions. */
export const readCall =
  (engine: Engine, newId: () => string) =>
  (call: ReadCall): void => {
    const gone = new AbortController();
    for (const event of ['cancelled', 'close']) call.once(event, () => gone.abort());
    serve(engine, newId, call, gone.signal).catch((error: unknown) => {
      if (!gone.signal.aborted) call.emit('error', callFailed(error));
    });
  };

async function serve(
  engine: Engine,
  newId: () => string,
  call: ReadCall,
  gone: AbortSignal,
): Promise<void> {
  const request = parseReadRequest(call.request);
  if (request.count === 'subscription') await subscribe(engine, newId, call, request, gone);
  else await read(engine, call, request, request.count, gone);
  if (!gone.aborted) call.end();
}

async function read(
  { reader }: Engine,
  call: ReadCall,
  request: ReadRequest,
  count: number,
  gone: AbortSignal,
): Promise<void> {
  const { stream, from, direction, resolveLinks, filter } = request;
  if (count === 0) throw new CallError(status.UNKNOWN, 'the number of events to read is 0');
  if (stream !== undefined) {
    const state = reader.streamState(stream);
    if (state === 'tombstoned') throw streamDeleted(stream);
    if (state === 'missing') return send(call, encodeStreamNotFound(stream), gone);
  }
  const all = () =>
    filter
      ? readFiltered(reader, from, direction, resolveLinks, filter)
      : reader.all(from, direction, resolveLinks);
  const events =
    stream === undefined ? all() : reader.stream(stream, from, direction, resolveLinks);
  let left = count;
  for await (const event of events) {
    if (gone.aborted) return;
    await send(call, encodeReadEvent(event, request.structuredIds), gone);
    if (--left === 0) return;
  }
}

async function subscribe(
  { reader, changed }: Engine,
  newId: () => string,
  call: ReadCall,
  request: ReadRequest,
  gone: AbortSignal,
): Promise<void> {
  const { stream, from, resolveLinks, filter, structuredIds } = request;
  const messages =
    stream === undefined
      ? subscribeToAll(reader, changed, from, resolveLinks, filter, gone)
      : subscribeToStream(reader, changed, stream, from, resolveLinks, gone);
  for await (const message of messages) {
    if (gone.aborted) return;
    if (message.kind === 'stream-deleted') throw streamDeleted(stream ?? '');
    await send(call, encodeMessage(message, structuredIds, newId), gone);
  }
}

function encodeMessage(
  message: Exclude<SubscriptionMessage, { kind: 'stream-deleted' }>,
  structuredIds: boolean,
  newId: () => string,
): Buffer {
  switch (message.kind) {
    case 'confirmation':
      return encodeConfirmation(newId());
    case 'event':
      return encodeReadEvent(message.event, structuredIds);
    case 'checkpoint':
      return encodeCheckpoint(message.position);
    case 'caught-up':
      return encodeCaughtUp();
  }
}

/** So many messages wait in a call before it says so; large ones would be too much by then. */
const LARGE = 16 * 1024;

/** Writes, and waits while the client does not keep up: hardly anything is held for it in memory. */
async function send(call: ReadCall, message: Buffer, gone: AbortSignal): Promise<void> {
  if (message.length >= LARGE) return sent(call, message, gone);
  if (!call.write(message) && !gone.aborted) await once(call, 'drain', { signal: gone });
}

/** Resolves when the message has left the call, or nobody wants it any more. */
function sent(call: ReadCall, message: Buffer, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      gone.removeEventListener('abort', done);
      resolve();
    };
    gone.addEventListener('abort', done, { once: true });
    call.write(message, done);
  });
}
