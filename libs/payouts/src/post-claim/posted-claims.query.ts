import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import { Problem } from '@accord/platform';
import { ReadStore } from '@accord/read-store';
import { POST_CLAIM } from './post-claim.reactor';

const LIMIT_MS = 10_000;
const POLL_MS = 25;

/** Whether claims on funds have reached the payees' accounts. */
@Injectable()
export class PostedClaims {
  constructor(private readonly store: ReadStore) {}

  /** @throws Problem 503 when the worker has not come so far within 10 s */
  async waitFor(position: LogPosition): Promise<void> {
    const until = Date.now() + LIMIT_MS;
    for (;;) {
      const reached = await this.store.reactorCheckpoint(POST_CLAIM);
      if (reached && reached.position >= position) return;
      if (Date.now() >= until) {
        const message = 'Claims on funds are still being posted; is a worker running? Try again';
        throw new Problem(503, 'claims-not-posted', message);
      }
      await delay(POLL_MS);
    }
  }
}
