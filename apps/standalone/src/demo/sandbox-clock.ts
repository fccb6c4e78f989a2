import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from './api-client';

const POLL_MS = 20;
const LIMIT_MS = 60_000;

/** Moves the sandbox clock and waits until the due work of every day passed is done. */
export async function advanceTo(admin: ApiClient, day: string): Promise<void> {
  const { today } = await admin.get('/v1/clock');
  if (today === day) return;
  await admin.must('/v1/clock/advance', { to: day });
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const clock = await admin.get('/v1/clock');
    if (clock['workedThrough'] === day) return;
    if (Date.now() > until) throw new Error(`The due work of ${day} is not done after 60 s`);
    await delay(POLL_MS);
  }
}
