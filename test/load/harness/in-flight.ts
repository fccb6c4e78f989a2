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
