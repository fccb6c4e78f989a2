import fc from 'fast-check';
import { LONGEST_WAIT_MS, retryDelay } from './retry-delay';

describe('The wait before a webhook is tried again', () => {
  it.each([
    [1, 5_000],
    [2, 10_000],
    [3, 20_000],
    [10, 2_560_000],
    [11, LONGEST_WAIT_MS],
    [1_000, LONGEST_WAIT_MS],
  ])('after %s attempts is at most %s ms, and at least half of it', (attempts, most) => {
    expect(retryDelay(attempts, 5_000, 0)).toBe(most / 2);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
        const wait = retryDelay(attempts, 5_000, random);
        expect(wait >= most / 2 && wait <= most).toBe(true);
      }),
    );
  });
});
