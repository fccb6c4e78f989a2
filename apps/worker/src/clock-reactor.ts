import type { Recorded } from '@accord/kernel';
import type { Jobs } from '@accord/jobs';
import { installationEvents, type Reactor } from '@accord/platform';

export const DUE_SWEEP = 'due-sweep';

/** A sandbox day that has begun may have made something due. */
export class ClockReactor implements Reactor {
  readonly name = 'clock-advanced';

  constructor(private readonly jobs: Jobs) {}

  handles(event: Recorded): boolean {
    return installationEvents.includes(event) && event.type === 'ClockAdvanced';
  }

  async react(): Promise<void> {
    await this.jobs.nudge(DUE_SWEEP);
  }
}
