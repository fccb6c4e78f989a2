import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold } from '@accord/kernel';
import {
  areEnough,
  bulkTask,
  completeBulkTask,
  MAX_TASK_LINES,
  recordLines,
  submitBulkTask,
} from './bulk-task';
import type { BulkTaskEvent } from './bulk-task.events';

type Stored<T extends BulkTaskEvent['type']> = Extract<BulkTaskEvent, { type: T }>;
const stored = <T extends BulkTaskEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));

const submitted = stored('BulkTaskSubmitted');
const worked = stored('BulkLinesWorked');
const completed = stored('BulkTaskCompleted');
const { results } = worked.data;
const none = fold(bulkTask, []);
const open = fold(bulkTask, [submitted]);

describe('A bulk task', () => {
  it('names its file and whose lines they are', () => {
    expect(submitBulkTask(none, submitted.data)).toEqual(accepted(submitted));
    expect(submitBulkTask(open, submitted.data)).toMatchObject({
      rejections: [{ code: 'task-exists' }],
    });
  });

  it.each([
    [0, 'no-lines'],
    [MAX_TASK_LINES + 1, 'too-many-lines'],
  ])('of %s lines is refused: %s', (lines, code) => {
    expect(submitBulkTask(none, { ...submitted.data, lines })).toMatchObject({
      rejections: [{ code }],
    });
    expect(submitBulkTask(none, { ...submitted.data, lines: MAX_TASK_LINES }).kind).toBe(
      'accepted',
    );
  });

  it('has one result for each line, whoever works on it at the same time', () => {
    expect(recordLines(open, results)).toEqual(accepted(worked));
    const behind = fold(bulkTask, [
      submitted,
      { type: 'BulkLinesWorked', data: { results: results.slice(0, 2) } },
    ]);
    expect(recordLines(behind, results)).toEqual(
      accepted({ type: 'BulkLinesWorked', data: { results: results.slice(2) } }),
    );
    expect(recordLines(fold(bulkTask, [submitted, worked]), results)).toEqual(accepted());
  });

  it('records 100 lines together, and fewer where they say too much for one append', () => {
    const short = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ line: i + 1, status: 'accepted' as const }));
    expect([areEnough(short(99)), areEnough(short(100))]).toEqual([false, true]);

    // 50 errors that quote 400 characters each: 100 such lines are over 2 MiB, and the store takes one.
    const error = { code: 'unknown-field', message: 'm'.repeat(400), path: 'p' };
    const wordy = (count: number) =>
      short(count).map((line) => ({ ...line, errors: Array.from({ length: 50 }, () => error) }));
    expect([areEnough(wordy(5)), areEnough(wordy(25))]).toEqual([false, true]);
  });

  it('is completed once, and nothing is recorded afterwards', () => {
    expect(completeBulkTask(open, null)).toEqual(accepted(completed));
    const over = fold(bulkTask, [submitted, worked, completed]);
    expect(completeBulkTask(over, null)).toEqual(accepted());
    expect(recordLines(over, [{ line: 99, status: 'accepted' }])).toEqual(accepted());
    expect(recordLines(none, results)).toEqual(accepted());
  });
});
