import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { Problem, type AccordRequest } from '@accord/platform';

export const RATE_WINDOW_MS = 60_000;

/** So many requests a minute for each principal, counted by each process; strangers by address. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override getTracker({ caller, ip }: AccordRequest): Promise<string> {
    return Promise.resolve(caller ? `principal ${caller.principalId}` : `address ${ip}`);
  }

  /** One budget for all routes together. */
  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }

  protected override throwThrottlingException(): Promise<void> {
    return Promise.reject(
      new Problem(429, 'too-many-requests', 'The limit per minute is used up; see Retry-After'),
    );
  }
}
