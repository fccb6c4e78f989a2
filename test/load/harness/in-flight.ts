import { setTimeout as delay } from 'node:timers/promises';

/** What one contender did in one round. */
export interface Round {
  readonly perSecond: number;
  /** Of single pieces of work, in milliseconds; empty where none was timed alone. */
  readonly latencies: readonly number[];
}

/**
 * Does `count` pieces of work, always `width` of them at a time, and times each.
 * @param work gets the number of the piece, from 0 on
 */
export async function inFlight(
  count: number,
  width: number,
  work: (i: number) => Promise<unknown>,
): Promise<Round> {
  const latencies: number[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const i = next++;
      const start = performance.now();
      await work(i);
      latencies.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
  return { perSecond: perSecond(count, start), latencies };
}

/** Times one piece of work that handles `count` things. */
export async function timed(count: number, work: () => Promise<unknown>): Promise<Round> {
  const start = performance.now();
  await work();
  return { perSecond: perSecond(count, start), latencies: [] };
}

const perSecond = (count: number, start: number): number =>
  (count / (performance.now() - start)) * 1000;

/**
 * Begins a piece of work at fixed intervals, however long the earlier ones take, and times each from
 * the moment when it was due: who comes while this process is busy waits as well.
 */
export async function paced(
  count: number,
  rate: number,
  work: (i: number) => Promise<unknown>,
): Promise<Round> {
  const latencies: number[] = [];
  const running = new Set<Promise<void>>();
  const start = performance.now();
  let failure: { readonly error: unknown } | undefined;
  for (let i = 0; i < count && !failure;) {
    const due = Math.floor(((performance.now() - start) / 1000) * rate) + 1;
    for (; i < Math.min(due, count); i++) {
      const begun = start + (i / rate) * 1000;
      const piece = work(i).then(
        () => void latencies.push(performance.now() - begun),
        (error: unknown) => void (failure ??= { error }),
      );
      running.add(piece);
      void piece.finally(() => running.delete(piece));
    }
    await delay(1);
  }
  await Promise.all(running);
  if (failure) throw failure.error;
  return { perSecond: perSecond(count, start), latencies };
}
