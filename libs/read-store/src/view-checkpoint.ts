import type { LogPosition } from '@accord/kernel';

/** Where a view stands in the log. */
export interface ViewCheckpoint {
  readonly position: LogPosition | undefined;
  readonly eventId: string | undefined;
  readonly status: 'active' | 'stopped';
  readonly current: boolean;
  readonly error: string | null;
}
