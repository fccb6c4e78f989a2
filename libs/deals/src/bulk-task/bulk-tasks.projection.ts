import { keyedView } from '@accord/read-store';
import { bulkTaskEvents, type BulkTaskEvent } from './bulk-task.events';
import { foldBulkTask, type BulkTaskRow } from './bulk-task-row';

export const bulkTasksProjection = keyedView<BulkTaskRow, BulkTaskEvent>({
  name: 'bulk_tasks',
  version: 1,
  table: 'bulk_tasks',
  columns: {
    task_id: 'text not null collate "C"',
    position: 'bigint not null',
    principal_id: 'text not null',
    status: 'text not null',
    sha256: 'text not null',
    media_type: 'text not null',
    lines: 'integer not null',
    worked: 'integer not null',
    counts: 'jsonb not null',
    submitted_at: 'text not null',
    completed_at: 'text',
    failure: 'text',
  },
  key: ['task_id'],
  indexes: [['status'], ['position']],
  events: [bulkTaskEvents],
  keysOf: (event) => [[event.stream.slice('bulk-'.length)]],
  fold: foldBulkTask,
});
