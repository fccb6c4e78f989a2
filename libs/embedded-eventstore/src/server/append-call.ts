import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { Engine } from '../engine/engine';
import type { ExpectedRevision, ProposedEvent } from '../engine/event';
import { appendSuccess, appendWrongVersion, proposedEvent } from '../protocol/append-codec';
import { streamDeleted, timedOut, tooLarge } from '../protocol/errors';
import { expectedRevision, invalid, streamName } from '../protocol/request-parts';
import { callFailed } from './call-failed';
import { sizeOf, type UnfinishedAppends } from './unfinished-appends';
import { within, WRITE_LIMIT_MS } from './write-limit';

/** Streams/Append: one append per call, its events one message each. */
export const appendCall =
  ({ writer }: Engine, unfinished: UnfinishedAppends) =>
  (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void => {
    // A cancelled call never ends by itself, and what was held for it would stay.
    call.once('cancelled', () => call.destroy());
    append(writer, call, unfinished).then(
      (response) => answer(null, response),
      (error: unknown) => answer(callFailed(error)),
    );
  };

async function append(
  writer: Engine['writer'],
  requests: AsyncIterable<AppendReq>,
  unfinished: UnfinishedAppends,
): Promise<AppendResp> {
  const { stream, expected, events } = await gather(requests, unfinished);
  const outcome = await within(WRITE_LIMIT_MS, writer.append(stream, expected, events));
  switch (outcome.kind) {
    case 'written':
      return appendSuccess(outcome);
    case 'wrong-version':
      return appendWrongVersion(expected, outcome.current);
    case 'stream-deleted':
      throw streamDeleted(stream);
    case 'too-large':
      throw tooLarge(outcome.limit);
    case 'timeout':
      throw timedOut();
  }
}

interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly ProposedEvent[];
}

async function gather(
  requests: AsyncIterable<AppendReq>,
  unfinished: UnfinishedAppends,
): Promise<Append> {
  let target: Omit<Append, 'events'> | undefined;
  const events: ProposedEvent[] = [];
  let held = 0;
  try {
    for await (const request of requests) {
      const options = request.getOptions();
      const message = request.getProposedMessage();
      if (options) {
        const stream = streamName(options.getStreamIdentifier());
        target = { stream, expected: expectedRevision(options) };
      } else if (message) {
        const event = proposedEvent(message);
        const size = sizeOf([event]);
        unfinished.hold(size);
        held += size;
        events.push(event);
      }
    }
  } finally {
    unfinished.release(held);
  }
  if (!target) throw invalid('the append has no options');
  return { ...target, events };
}
