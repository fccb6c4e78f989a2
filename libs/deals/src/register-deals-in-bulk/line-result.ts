import type { Rejection } from '@accord/kernel';

export const LINE_STATUSES = [
  'accepted',
  'replayed',
  'unchanged',
  'dry-run',
  'refused',
  'invalid',
  'failed',
] as const;
export type LineStatus = (typeof LINE_STATUSES)[number];

/** What became of one line. `failed` may be sent again; the others are final. */
export interface LineResult {
  /** Of the file, from 1; a CSV record is named by its last line. */
  readonly line: number;
  readonly status: LineStatus;
  /** The reference that the line comes from, as it was sent. */
  readonly source?: string;
  readonly ref?: string;
  readonly id?: string;
  readonly position?: string;
  /** At most 50. */
  readonly errors?: readonly Rejection[];
}
