import type { Recorded } from '@accord/kernel';
import type { LineStatus } from '../register-deals-in-bulk/line-result';
import type { BulkTaskEvent } from './bulk-task.events';

/** A task as lists show it. */
export interface BulkTaskRow {
  readonly task_id: string;
  /** Log position of its submission: its place in lists. */
  readonly position: bigint;
  readonly principal_id: string;
  readonly status: 'open' | 'completed' | 'failed';
  readonly sha256: string;
  readonly media_type: string;
  readonly lines: number;
  readonly worked: number;
  readonly counts: { readonly [S in LineStatus]?: number };
  readonly submitted_at: string;
  readonly completed_at: string | null;
  readonly failure: string | null;
}

export function foldBulkTask(
  row: BulkTaskRow | undefined,
  event: Recorded<BulkTaskEvent>,
): BulkTaskRow | null {
  if (event.type === 'BulkTaskSubmitted') {
    const { taskId, principalId, sha256, mediaType, lines } = event.data;
    return {
      task_id: taskId,
      position: event.position,
      principal_id: principalId,
      status: 'open',
      sha256,
      media_type: mediaType,
      lines,
      worked: 0,
      counts: {},
      submitted_at: event.recordedAt,
      completed_at: null,
      failure: null,
    };
  }
  if (!row) return null;
  switch (event.type) {
    case 'BulkLinesWorked': {
      const counts = { ...row.counts };
      for (const { status } of event.data.results) counts[status] = (counts[status] ?? 0) + 1;
      return { ...row, counts, worked: row.worked + event.data.results.length };
    }
    case 'BulkTaskCompleted':
      return {
        ...row,
        status: event.data.failure === null ? 'completed' : 'failed',
        failure: event.data.failure,
        completed_at: event.recordedAt,
      };
  }
}
