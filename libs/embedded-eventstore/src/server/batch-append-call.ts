import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { Engine } from '../engine/engine';
import type { ProposedEvent } from '../engine/event';
import type { BatchAppendFrame, BatchAppendOptions } from '../protocol/batch-append-request';
import {
  encodeBatchFailure,
  encodeBatchSuccess,
  type BatchFailure,
} from '../protocol/batch-append-response';
import { checkProposed, invalid, requireStreamName } from '../protocol/request-parts';
import { callFailed } from './call-failed';
import { sizeOf, type UnfinishedAppends } from './unfinished-appends';
import { within, WRITE_LIMIT_MS } from './write-limit';

/** More than this waiting to be written or read makes the client of the call wait as well. */
const MAX_IN_FLIGHT = 16 * 1024 * 1024;

interface OpenAppend {
  readonly options: BatchAppendOptions;
  readonly events: ProposedEvent[];
  size: number;
}

type BatchCall = ServerDuplexStream<BatchAppendFrame, Buffer>;

/** Streams/BatchAppend: many appends on one call, each answered exactly once, in any order. */
export const batchAppendCall =
  ({ writer }: Engine, unfinished: UnfinishedAppends) =>
  (call: BatchCall): void => {
    const open = new Map<string, OpenAppend>();
    const answering = new Set<Promise<void>>();
    let inFlight = 0;
    let unread = false;
    const giveUp = (): void => {
      for (const { size } of open.values()) unfinished.release(size);
      open.clear();
    };
    const fail = (error: unknown): void => {
      call.pause().removeAllListeners('data');
      giveUp();
      call.emit('error', callFailed(error));
    };
    const take = (): void => void (inFlight <= MAX_IN_FLIGHT && !unread && call.resume());

    call.on('data', (frame: BatchAppendFrame) => {
      const { correlationId } = frame;
      const append = open.get(correlationId) ?? (frame.options && opened(frame.options));
      if (!append) return fail(invalid('the first frame of an append has no options'));
      const size = sizeOf(frame.events);
      if (!frame.isFinal) {
        try {
          unfinished.hold(size);
        } catch (error) {
          return fail(error);
        }
      }
      for (const event of frame.events) append.events.push(event);
      if (!frame.isFinal) {
        append.size += size;
        return void open.set(correlationId, append);
      }
      open.delete(correlationId);
      unfinished.release(append.size);
      const total = append.size + size;
      inFlight += total;
      if (inFlight > MAX_IN_FLIGHT) call.pause();
      const answered = answer(writer, correlationId, append).then((response) => {
        answering.delete(answered);
        inFlight -= total;
        if (!call.writable) return;
        if (!call.write(response)) {
          unread = true;
          call.pause();
        }
        take();
      });
      answering.add(answered);
    });
    call.on('drain', () => {
      unread = false;
      take();
    });
    for (const event of ['cancelled', 'close']) call.once(event, giveUp);
    call.once('end', () => void Promise.all(answering).then(() => call.end()));
  };

const opened = (options: BatchAppendOptions): OpenAppend => ({ options, events: [], size: 0 });

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
    if (expected === undefined) throw invalid('the expected revision is missing');
    const proposed = events.map(checkProposed);
    const limit = Math.min(WRITE_LIMIT_MS, (deadline ?? Infinity) - Date.now());
    const outcome = await within(limit, writer.append(stream, expected, proposed));
    return outcome.kind === 'written'
      ? encodeBatchSuccess(correlationId, outcome)
      : refuse(outcome);
  } catch (error) {
    return refuse({ kind: 'invalid', message: callFailed(error).details });
  }
}
