import { DatabaseError } from 'pg';

/** PostgreSQL does not answer. */
export class ReadStoreUnavailable extends Error {
  override readonly name = 'ReadStoreUnavailable';
}

/** Whether the server is away or about to be, or has no views yet: nothing is wrong with the question. */
export const cannotAnswer = (error: unknown): boolean => {
  if (error instanceof ReadStoreUnavailable) return true;
  if (error instanceof DatabaseError) return /^(08|53|57|42P01$)/.test(error.code ?? '');
  return error instanceof Error && ('code' in error || /connection|timeout/i.test(error.message));
};

const LOST_SOCKETS: readonly unknown[] = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

/** Whether the connection broke while the server was asked, which says nothing of the question either. */
export const isConnectionLost = (error: unknown): boolean => {
  if (error instanceof DatabaseError) return /^(08|57P0)/.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  const isOfSocket = 'code' in error && LOST_SOCKETS.includes(error.code);
  return isOfSocket || error.message.startsWith('Connection terminated');
};

/**
 * Whether the server had no connection, peace, room or disk for a statement, was told to stop it, or had
 * waited for it too long: that says nothing of what was to be written, and is over some time.
 */
export const isPassing = (error: unknown): boolean =>
  error instanceof DatabaseError && /^(08|25P03$|40|53|55|57|58)/.test(error.code ?? '');

/** The read models have not reached the wanted position in time. Nothing is wrong but the wait. */
export class BehindError extends Error {
  override readonly name = 'BehindError';
  constructor(wanted: bigint, reached: bigint, views: readonly string[]) {
    super(`${views.join(', ')} reached log position ${reached}, wanted is ${wanted}. Try again.`);
  }
}

/** A view that has stopped cannot be waited for, and money is not decided on it. */
export class ViewStopped extends Error {
  override readonly name = 'ViewStopped';
  constructor(views: readonly string[]) {
    super(`Stopped and not following the log: ${views.join(', ')}. An operator has to look at it.`);
  }
}

/** Others held the locks for too long. Nothing was changed. */
export class LockUnavailable extends Error {
  override readonly name = 'LockUnavailable';
}

/** Another projector has moved the checkpoint: this one's memory is worth nothing any more. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
}

/** The views were built from another log than the one that is connected. */
export class ForeignCheckpoint extends Error {
  override readonly name = 'ForeignCheckpoint';
  constructor(view: string, position: bigint, eventId: string) {
    super(
      `The view "${view}" has handled event ${eventId} at position ${position}, which this log does not hold: ` +
        'the views belong to another log. Point EVENTSTORE_URL or DATABASE_URL at the pair that belongs together, ' +
        'or give the views an empty database and let them be rebuilt.',
    );
  }
}
