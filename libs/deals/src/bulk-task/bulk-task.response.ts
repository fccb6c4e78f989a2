import type { LineResult, LineStatus } from '../register-deals-in-bulk/line-result';
import type { BulkTaskRow } from './bulk-task-row';

export class BulkCountsBody {
  accepted: number;
  /** Were there already, under the same reference. */
  replayed: number;
  unchanged: number;
  /** The program refused them; the reasons stand in the results. */
  refused: number;
  /** Not in the form of a registration. */
  invalid: number;
  /** Accord could not say; send them again. */
  failed: number;
}

/** A task and how far it has come. */
export class BulkTaskBody {
  taskId: string;
  principalId: string;
  status: 'open' | 'completed' | 'failed';
  mediaType: string;
  /** SHA-256 of the file, hex. */
  sha256: string;
  lines: number;
  /** Lines that have a result. */
  worked: number;
  counts: BulkCountsBody;
  submittedAt: string;
  completedAt: string | null;
  /** Why it ended before its last line. */
  failure: string | null;
}

export class LineErrorBody {
  code: string;
  message: string;
  /** Of the field in the line. */
  path?: string;
}

/** What became of one line of the file. */
export class LineResultBody {
  line: number;
  status: LineStatus;
  source: string | null;
  ref: string | null;
  /** The deal. */
  id: string | null;
  /** Log position of its registration. */
  position: string | null;
  errors: LineErrorBody[];
}

export const bulkTaskBody = (row: BulkTaskRow): BulkTaskBody => {
  const count = (status: LineStatus): number => row.counts[status] ?? 0;
  return {
    taskId: row.task_id,
    principalId: row.principal_id,
    status: row.status,
    mediaType: row.media_type,
    sha256: row.sha256,
    lines: row.lines,
    worked: row.worked,
    counts: {
      accepted: count('accepted'),
      replayed: count('replayed'),
      unchanged: count('unchanged'),
      refused: count('refused'),
      invalid: count('invalid'),
      failed: count('failed'),
    },
    submittedAt: row.submitted_at,
    completedAt: row.completed_at,
    failure: row.failure,
  };
};

export const lineResultBody = (result: LineResult): LineResultBody => ({
  line: result.line,
  status: result.status,
  source: result.source ?? null,
  ref: result.ref ?? null,
  id: result.id ?? null,
  position: result.position ?? null,
  errors: (result.errors ?? []).map((error) => ({ ...error })),
});
