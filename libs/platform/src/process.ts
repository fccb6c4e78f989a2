import type { Logger } from './config/logging';

/** A failure that the operator has to mend; the text says how. Ends the process with this status. */
export const EXIT_FAILED = 1;

/**
 * Runs a process's work until it ends or a signal asks it to. The signal is passed on and the work
 * has the time it needs to finish what it has begun.
 * @param work gets the signal; resolves when everything is closed
 */
export async function runUntilSignalled(
  logger: Logger,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stopping = new AbortController();
  const stop = (name: string): void => {
    logger.info({ signal: name }, 'stopping');
    stopping.abort();
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  // The supervisor's channel closes with it: nobody is left to work for.
  process.once('disconnect', () => stop('supervisor gone'));
  // A rejection that nobody waits for leaves the process in a state that nobody thought of.
  process.on('unhandledRejection', (error) => {
    logger.fatal({ err: error }, 'unhandled rejection');
    process.exit(EXIT_FAILED);
  });
  try {
    await work(stopping.signal);
    logger.info('stopped');
    process.exitCode = 0;
  } catch (error) {
    logger.fatal({ err: error }, error instanceof Error ? error.message : 'failed');
    process.exitCode = EXIT_FAILED;
  }
  // Open handles of libraries must not keep a process alive that has done its work.
  setImmediate(() => process.exit());
}

/** Tells the supervisor, if there is one, that this process can be used. */
export const reportReady = (details: object = {}): void =>
  void process.send?.({ ready: true, ...details });
