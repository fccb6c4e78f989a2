import { batches, type EventStore, type LogRecord } from '@accord/event-store';
import { ViewWriter, dropNamespace, type Projection, type ReadStore } from '@accord/read-store';
import type { LogPosition } from '@accord/kernel';
import type { Stretch } from './history';

const BATCH_SIZE = 500;

/**
 * Creates all views anew in a namespace.
 * @returns what fills them from a stretch of the log, as a rebuild does
 */
export async function rebuild(
  store: EventStore,
  reads: ReadStore,
  projections: readonly Projection[],
  namespace: string,
): Promise<(stretch: Stretch) => Promise<void>> {
  await dropNamespace(reads.db, projections, namespace);
  const idAt = (position: LogPosition) => store.idAt(position);
  const writer = await ViewWriter.open(reads.db, projections, idAt, { namespace });
  return async ({ after, through }) => {
    const ending = new AbortController();
    const onBreak = (error: Error): void => ending.abort(error);
    const log = store.follow({ after, signal: ending.signal, onBreak });
    try {
      for await (const records of batches(log, BATCH_SIZE)) {
        const within = records.filter(({ position }) => position <= through);
        await write(writer, within);
        if (within.length < records.length || within.at(-1)?.position === through) return;
      }
    } finally {
      ending.abort();
    }
  };
}

async function write(writer: ViewWriter, records: readonly LogRecord[]): Promise<void> {
  const last = records.at(-1);
  if (!last) return;
  const events = records.flatMap(({ event }) => (event ? [event] : []));
  await writer.write({ events, reached: last.position });
  for (const [view, { status, error }] of writer.states) {
    if (status === 'stopped') throw new Error(`view "${view}" stopped: ${error}`);
  }
}
