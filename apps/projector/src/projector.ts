import { setTimeout as delay } from 'node:timers/promises';
import { batches, type EventStore, type LogRecord } from '@accord/event-store';
import type { Logger } from '@accord/platform';
import {
  CheckpointMoved,
  ForeignCheckpoint,
  ViewWriter,
  type Batch,
  type Projection,
  type ReadStore,
  type Replacement,
} from '@accord/read-store';

const BATCH_SIZE = 500;
const RETRY_MS = 1_000;

/**
 * Reads the log once and feeds every view, until the signal says so. A lost checkpoint or a database
 * that is away drops all memory and starts again from what is stored.
 * @throws ForeignCheckpoint when the views belong to another log
 */
export async function project(
  store: EventStore,
  reads: ReadStore,
  projections: readonly Projection[],
  logger: Logger,
  signal: AbortSignal,
  onReady: () => void,
): Promise<void> {
  const onStopped = (view: string, error: string): void =>
    logger.error({ view, error }, 'a view cannot take an event and has stopped; other views go on');
  const onReplaced = (replacement: Replacement): void =>
    logger.info(replacement, 'a new version of a view has caught up and is read from now on');
  while (!signal.aborted) {
    try {
      const idAt = (position: Parameters<EventStore['idAt']>[0]) => store.idAt(position);
      const writer = await ViewWriter.open(reads.db, projections, idAt, {
        onStopped,
        onReplaced,
      });
      onReady();
      await feed(store, writer, logger, signal);
    } catch (error) {
      if (error instanceof ForeignCheckpoint) throw error;
      const level = error instanceof CheckpointMoved ? 'warn' : 'error';
      logger[level]({ err: error }, 'starting again from the stored checkpoints');
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function feed(
  store: EventStore,
  writer: ViewWriter,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const onBreak = (error: Error): void => logger.warn({ err: error }, 'reading the log again');
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  const log = store.follow({ after: writer.readAfter, signal: either, onBreak });
  try {
    for await (const records of batches(log, BATCH_SIZE)) {
      if (signal.aborted) return;
      const batch = batchOf(records);
      if (batch) await writer.write(batch);
    }
  } finally {
    ending.abort();
  }
}

function batchOf(records: readonly LogRecord[]): Batch | undefined {
  const last = records.at(-1);
  return (
    last && {
      events: records.flatMap(({ event }) => (event ? [event] : [])),
      reached: last.position,
    }
  );
}
