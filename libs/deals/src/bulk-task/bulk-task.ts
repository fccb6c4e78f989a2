import { accepted, rejected, type Decision, type StreamType } from '@accord/kernel';
import type { LineResult } from '../register-deals-in-bulk/line-result';
import { bulkTaskEvents, type BulkTaskEvent } from './bulk-task.events';

export type SubmitBulkTask = Extract<BulkTaskEvent, { type: 'BulkTaskSubmitted' }>['data'];

export type BulkTask =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'open' | 'completed';
      readonly submitted: SubmitBulkTask;
      /** The last line of the file that was worked on; 0: none yet. */
      readonly lastLine: number;
    };

export const bulkTask: StreamType<BulkTask, BulkTaskEvent> = {
  catalog: bulkTaskEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    if (event.type === 'BulkTaskSubmitted') {
      return { status: 'open', submitted: event.data, lastLine: 0 };
    }
    if (state.status === 'unknown') return state;
    switch (event.type) {
      case 'BulkLinesWorked':
        return { ...state, lastLine: event.data.results.at(-1)?.line ?? state.lastLine };
      case 'BulkTaskCompleted':
        return { ...state, status: 'completed' };
    }
  },
};

/** Lines of one task. */
export const MAX_TASK_LINES = 10_000;

export function submitBulkTask(state: BulkTask, command: SubmitBulkTask): Decision<BulkTaskEvent> {
  if (state.status !== 'unknown') return rejected('task-exists', 'It was submitted already');
  if (command.lines === 0) return rejected('no-lines', 'The file has no line to register');
  if (command.lines > MAX_TASK_LINES) {
    const message = `The file has ${command.lines} lines; a task has at most ${MAX_TASK_LINES}`;
    return rejected('too-many-lines', message);
  }
  return accepted({ type: 'BulkTaskSubmitted', data: command });
}

/** Results that are recorded together; so many lines may be looked at twice when the process dies. */
const RECORD_EVERY = 100;

/** What they say of wrong lines quotes what was sent, and one append takes 1 MiB. */
const RECORD_BYTES = 256 * 1024;

/** Whether so many results are recorded before the next line is worked on. */
export const areEnough = (results: readonly LineResult[]): boolean =>
  results.length >= RECORD_EVERY || Buffer.byteLength(JSON.stringify(results)) >= RECORD_BYTES;

/** Lines that were recorded before, by a worker that went on elsewhere, are not recorded again. */
export function recordLines(
  state: BulkTask,
  results: readonly LineResult[],
): Decision<BulkTaskEvent> {
  if (state.status !== 'open') return accepted();
  const fresh = results.filter(({ line }) => line > state.lastLine);
  return fresh.length === 0
    ? accepted()
    : accepted({ type: 'BulkLinesWorked', data: { results: fresh } });
}

export const completeBulkTask = (
  state: BulkTask,
  failure: string | null,
): Decision<BulkTaskEvent> =>
  state.status === 'open' ? accepted({ type: 'BulkTaskCompleted', data: { failure } }) : accepted();
