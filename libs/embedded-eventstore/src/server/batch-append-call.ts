import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { Engine } from '../engine/engine';
import type { ProposedEvent } from '../engine/event';
import type { WriteOutcome } from '../engine/writer';
import type { BatchAppendFrame, BatchAppendOptions } from '../protocol/batch-append-request';
import {
  encodeBatchFailure,
  encodeBatchSuccess,
  type BatchFailure,
} from '../protocol/batch-append-response';
import { checkProposed, requireStreamName } from '../protocol/request-parts';
import { callFailed } from './call-failed';

/** EventStoreDB's own limit for a write, whatever the client asks for. */
const WRITE_LIMIT_MS = 2_000;

interface OpenAppend {
  readonly options: BatchAppendOptions;
  readonly events: ProposedEvent[];
}

type BatchCall = ServerDuplexStream<BatchAppendFrame, Buffer>;

/** Streams/BatchAppend: many appends on one call, each answered exactly once, in any order. */
export const batchAppendCall =
  ({ writer }: Engine) =>
  (call: BatchCall): void => {
    const open = new Map<string, OpenAppend>();
    const answering = new Set<Promise<void>>();
    call.on('data', (frame: BatchAppendFrame) => {
      const { correlationId } = frame;
      const append = open.get(correlationId) ?? (frame.options && opened(frame.options));
      if (!append) return void call.emit('error', callFailed(new Error('a frame has no options')));
      for (const event of frame.events) append.events.push(event);
      if (!frame.isFinal) return void open.set(correlationId, append);
      open.delete(correlationId);
      const answered = answer(writer, correlationId, append).then((response) => {
        answering.delete(answered);
        if (call.writable) call.write(response);
      });
      answering.add(answered);
    });
    call.once('end', () => void Promise.all(answering).then(() => call.end()));
  };

const opened = (options: BatchAppendOptions): OpenAppend => ({ options, events: [] });

async function answer(
  writer: Engine['writer'],
  correlationId: string,
  { options, events }: OpenAppend,
): Promise<Buffer> {
  const { stream, expected, deadline } = options;
  const refuse = (failure: BatchFailure): Buffer =>
    encodeBatchFailure(correlationId, stream, expected, failure);
  try {
    requireStreamName(stream);
    if (expected === undefined) return refuse(invalid('the expected revision is missing'));
    const proposed = events.map(checkProposed);
    const limit = Math.min(WRITE_LIMIT_MS, (deadline ?? Infinity) - Date.now());
    const outcome = await within(limit, writer.append(stream, expected, proposed));
    return outcome.kind === 'written'
      ? encodeBatchSuccess(correlationId, outcome)
      : refuse(outcome);
  } catch (error) {
    return refuse(invalid(callFailed(error).details));
  }
}

const invalid = (message: string): BatchFailure => ({ kind: 'invalid', message });

/** The outcome, or a time-out; the write may still happen then. */
async function within(
  limit: number,
  outcome: Promise<WriteOutcome>,
): Promise<WriteOutcome | { readonly kind: 'timeout' }> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<{ kind: 'timeout' }>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'timeout' }), Math.max(0, limit));
  });
  try {
    return await Promise.race([outcome, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
