import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailable } from './errors';

/**
 * The client's own deadline only travels to the server; a stalled server leaves the promise pending
 * for ever. This one holds.
 * @throws StoreUnavailable after `limitMs`
 */
export const within = <T>(limitMs: number, what: string, work: Promise<T>): Promise<T> =>
  limited(limitMs, what, () => work);

/**
 * The same for work that goes on for long and tells whenever it has got further: what it is limited to is
 * silence.
 * @returns milliseconds from the first time that it was heard of to the last
 * @throws StoreUnavailable after `limitMs` without a word
 */
export async function whileHeard(
  limitMs: number,
  what: string,
  work: (heard: () => void) => Promise<void>,
): Promise<number> {
  let [first, last] = [0, 0];
  await limited(limitMs, what, (again) =>
    work(() => {
      again();
      last = Date.now();
      first ||= last;
    }),
  );
  return last - first;
}

/** @param work gets a function that gives it the whole limit again */
async function limited<T>(
  limitMs: number,
  what: string,
  work: (again: () => void) => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new StoreUnavailable(`${what}: no answer within ${limitMs} ms`)),
      limitMs,
    );
  });
  try {
    return await Promise.race([work(() => timer?.refresh()), limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits between attempts: twice as long each time up to a limit, spread so that rivals part. */
export async function backOff(attempt: number, limitMs: number): Promise<void> {
  const ceiling = Math.min(limitMs, 5 * 2 ** Math.min(attempt, 16));
  await delay(ceiling / 2 + (Math.random() * ceiling) / 2);
}
