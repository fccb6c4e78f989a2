import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { Engine } from '../engine/engine';
import type { ExpectedRevision, ProposedEvent } from '../engine/event';
import { appendSuccess, appendWrongVersion, proposedEvent } from '../protocol/append-codec';
import { streamDeleted, tooLarge } from '../protocol/errors';
import { expectedRevision, invalid, streamName } from '../protocol/request-parts';
import { callFailed } from './call-failed';

/** Streams/Append: one append per call, its events one message each. */
export const appendCall =
  ({ writer }: Engine) =>
  (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void => {
    append(writer, call).then(
      (response) => answer(null, response),
      (error: unknown) => answer(callFailed(error)),
    );
  };

async function append(
  writer: Engine['writer'],
  requests: AsyncIterable<AppendReq>,
): Promise<AppendResp> {
  let target: { stream: string; expected: ExpectedRevision } | undefined;
  const events: ProposedEvent[] = [];
  for await (const request of requests) {
    const options = request.getOptions();
    const message = request.getProposedMessage();
    if (options) {
      const stream = streamName(options.getStreamIdentifier());
      target = { stream, expected: expectedRevision(options) };
    } else if (message) events.push(proposedEvent(message));
  }
  if (!target) throw invalid('the append has no options');
  const { stream, expected } = target;
  const outcome = await writer.append(stream, expected, events);
  switch (outcome.kind) {
    case 'written':
      return appendSuccess(outcome);
    case 'wrong-version':
      return appendWrongVersion(expected, outcome.current);
    case 'stream-deleted':
      throw streamDeleted(stream);
    case 'too-large':
      throw tooLarge(outcome.limit);
  }
}
