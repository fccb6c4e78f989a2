/** Between two attempts at most. */
export const LONGEST_WAIT_MS = 3_600_000;

/**
 * Twice as long after each attempt, up to an hour, spread over its upper half so that receivers which
 * fail together are not tried together.
 * @param attempts made so far, 1 or more
 * @param firstMs about how long after the first one
 * @param random from 0 to below 1
 */
export function retryDelay(attempts: number, firstMs: number, random: number): number {
  const ceiling = Math.min(firstMs * 2 ** Math.min(attempts - 1, 30), LONGEST_WAIT_MS);
  return Math.round(ceiling * (0.5 + random / 2));
}
