import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  answered,
  everyItem,
  type AccordClient,
  type BulkTaskBody,
  type LineResultBody,
} from '@accord/client';
import type { ExportLine } from './read-export';

/** A task takes at most so many lines, and 16 MiB: fields are held to far less than 3 kB a line. */
export const LINES_OF_TASK = 5_000;

const NDJSON = 'application/x-ndjson';
const POLL_MS = 500;
/** How long the API may be gone before the import gives up; the task itself goes on. */
const PATIENCE_MS = 60_000;

/**
 * Registers lines as one bulk task, which goes on when this process ends: the same lines sent again
 * while it is open are followed, not registered beside it.
 * @param onWorked is told how many lines have a result
 * @returns a result for each line, in their order
 * @throws Refused, or Error when the task failed or the API stayed away
 */
export async function registered(
  api: AccordClient,
  lines: readonly ExportLine[],
  onWorked: (lines: number) => void,
): Promise<LineResultBody[]> {
  const file = lines.map(({ body }) => `${JSON.stringify(body)}\n`).join('');
  const taskId = (await openTask(api, file)) ?? (await submit(api, file));
  const { status, failure } = await followed(api, taskId, onWorked);
  if (status === 'failed') throw new Error(`The bulk task ${taskId} failed: ${failure}`);
  return patiently(() =>
    everyItem((query) =>
      api.GET('/v1/bulk-tasks/{taskId}/results', { params: { path: { taskId }, query } }),
    ),
  );
}

/** @returns the task that was begun with this file before and is not done */
async function openTask(api: AccordClient, file: string): Promise<string | undefined> {
  const digest = createHash('sha256').update(file).digest('hex');
  const tasks = await patiently(() =>
    everyItem((query) => api.GET('/v1/bulk-tasks', { params: { query } })),
  );
  return tasks.find(({ status, sha256 }) => status === 'open' && sha256 === digest)?.taskId;
}

async function submit(api: AccordClient, file: string): Promise<string> {
  // Sent again after a broken connection it is the same command.
  const headers = { 'content-type': NDJSON, 'idempotency-key': randomUUID() };
  const { id } = await patiently(() =>
    answered(api.POST('/v1/bulk-tasks', { headers, body: file })),
  );
  return id;
}

async function followed(
  api: AccordClient,
  taskId: string,
  onWorked: (lines: number) => void,
): Promise<BulkTaskBody> {
  for (;;) {
    const task = await patiently(() =>
      answered(api.GET('/v1/bulk-tasks/{taskId}', { params: { path: { taskId } } })),
    );
    onWorked(task.worked);
    if (task.status !== 'open') return task;
    await delay(POLL_MS);
  }
}

/** A refusal says so with its own text; what is tried again is a connection that broke. */
async function patiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (const until = Date.now() + PATIENCE_MS; ; await delay(POLL_MS)) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof TypeError) || Date.now() > until) throw error;
    }
  }
}
