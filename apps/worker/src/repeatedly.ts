import { setTimeout as delay } from 'node:timers/promises';

/**
 * Does the work, waits, and does it again until the signal says stop. Work that fails is done again
 * like any other.
 */
export async function repeatedly(
  everyMs: number,
  signal: AbortSignal,
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
    await pause(everyMs, signal);
  }
}

/** Resolves after so many milliseconds, or as soon as the signal says stop. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
