import { setTimeout as delay } from 'node:timers/promises';
import { answered, type AccordClient } from '@accord/client';

const POLL_MS = 20;
/** Only what hangs runs into it: the work of a year takes its time on a busy machine. */
const LIMIT_MS = 600_000;

/** Moves the sandbox clock and waits until the due work of every day passed is done. */
export async function advanceTo(admin: AccordClient, day: string): Promise<void> {
  const { today } = await answered(admin.GET('/v1/clock'));
  if (today === day) return;
  await answered(admin.POST('/v1/clock/advance', { body: { to: day } }));
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const { workedThrough } = await answered(admin.GET('/v1/clock'));
    if (workedThrough === day) return;
    if (Date.now() > until)
      throw new Error(`The due work of ${day} is not done after ${LIMIT_MS / 1000} s`);
    await delay(POLL_MS);
  }
}
