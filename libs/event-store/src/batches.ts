import { setImmediate } from 'node:timers/promises';

/**
 * Gathers what is at hand: a batch ends when it is full or when the next record is not there yet, so
 * that catching up goes in large steps and a single live event does not wait.
 */
export async function* batches<T>(
  records: AsyncGenerator<T, void, undefined>,
  maxSize: number,
): AsyncGenerator<readonly T[], void, undefined> {
  let next = records.next();
  try {
    for (;;) {
      const first = await next;
      if (first.done) return;
      const batch = [first.value];
      next = records.next();
      while (batch.length < maxSize) {
        const more = await Promise.race([next, setImmediate(undefined)]);
        if (!more || more.done) break;
        batch.push(more.value);
        next = records.next();
      }
      yield batch;
    }
  } finally {
    // The record asked for last may still be on its way; nobody waits for it any more.
    next.catch(() => undefined);
    await records.return();
  }
}
