import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { Empty, type StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import {
  type DeleteReq,
  DeleteResp,
  type TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';
import type { Engine } from '../engine/engine';
import type { ExpectedRevision } from '../engine/event';
import type { WriteOutcome } from '../engine/writer';
import { refusedDelete, timedOut } from '../protocol/errors';
import { expectedRevision, invalid, streamName } from '../protocol/request-parts';
import { callFailed } from './call-failed';
import { within, WRITE_LIMIT_MS } from './write-limit';

/** Streams/Delete: hides the stream's events. */
export const deleteCall =
  ({ writer }: Engine) =>
  (call: ServerUnaryCall<DeleteReq, DeleteResp>, answer: sendUnaryData<DeleteResp>): void => {
    deleted(call.request, (stream, expected) => writer.delete(stream, expected)).then(
      (position) => {
        const response = new DeleteResp();
        if (position === undefined) return answer(null, response.setNoPosition(new Empty()));
        const place = new DeleteResp.Position().setCommitPosition(position);
        answer(null, response.setPosition(place.setPreparePosition(position)));
      },
      (error: unknown) => answer(callFailed(error)),
    );
  };

/** Streams/Tombstone: ends the stream for good. */
export const tombstoneCall =
  ({ writer }: Engine) =>
  (
    call: ServerUnaryCall<TombstoneReq, TombstoneResp>,
    answer: sendUnaryData<TombstoneResp>,
  ): void => {
    deleted(call.request, (stream, expected) => writer.tombstone(stream, expected)).then(
      (position) => {
        const response = new TombstoneResp();
        if (position === undefined) return answer(null, response.setNoPosition(new Empty()));
        const place = new TombstoneResp.Position().setCommitPosition(position);
        answer(null, response.setPosition(place.setPreparePosition(position)));
      },
      (error: unknown) => answer(callFailed(error)),
    );
  };

interface DeleteRequest {
  getOptions():
    | (Parameters<typeof expectedRevision>[0] & {
        getStreamIdentifier(): StreamIdentifier | undefined;
      })
    | undefined;
}

async function deleted(
  request: DeleteRequest,
  write: (stream: string, expected: ExpectedRevision) => Promise<WriteOutcome>,
): Promise<string | undefined> {
  const options = request.getOptions();
  if (!options) throw invalid('the request has no options');
  const stream = streamName(options.getStreamIdentifier());
  const expected = expectedRevision(options);
  const outcome = await within(WRITE_LIMIT_MS, write(stream, expected));
  if (outcome.kind === 'timeout') throw timedOut();
  if (outcome.kind !== 'written') throw refusedDelete(stream, expected, outcome);
  return outcome.position === undefined ? undefined : String(outcome.position);
}
