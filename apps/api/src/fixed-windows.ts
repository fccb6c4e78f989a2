import type { ThrottlerStorage } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';

interface Window {
  hits: number;
  readonly endsAt: number;
}

/** Callers remembered at once; whom nobody has heard of for longest is forgotten first. */
const MAX_CALLERS = 100_000;

/**
 * Counts requests in fixed windows, at the same cost however many come: the library's own storage keeps
 * every request of the last window and looks through them each time.
 */
export class FixedWindows implements ThrottlerStorage {
  private readonly windows = new LRUCache<string, Window>({ max: MAX_CALLERS });

  increment(
    key: string,
    windowMs: number,
    limit: number,
  ): ReturnType<ThrottlerStorage['increment']> {
    const now = Date.now();
    const found = this.windows.get(key);
    const window = found && found.endsAt > now ? found : { hits: 0, endsAt: now + windowMs };
    window.hits += 1;
    this.windows.set(key, window);
    const secondsLeft = Math.ceil((window.endsAt - now) / 1000);
    const isBlocked = window.hits > limit;
    return Promise.resolve({
      totalHits: window.hits,
      timeToExpire: secondsLeft,
      isBlocked,
      timeToBlockExpire: isBlocked ? secondsLeft : 0,
    });
  }
}
