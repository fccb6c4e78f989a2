import { Inject, Injectable } from '@nestjs/common';
import type { IsoDate } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { BusinessClock } from '@accord/platform';
import type { Program } from '../program';
import type { ProgramEvent } from '../program.events';
import { PROGRAMS } from '../programs.token';
import { zoneNow } from './zone-now';

/** Which business date a program has: the wall clock's in its time zone. */
@Injectable()
export class ProgramClock {
  constructor(
    @Inject(PROGRAMS) private readonly programs: Streams<Program, ProgramEvent>,
    private readonly clock: BusinessClock,
  ) {}

  /** @returns undefined when there is no such program: the installation's zone counts then */
  async zone(programId: string): Promise<string | undefined> {
    const { state } = await this.programs.look(programId, { fresh: false });
    const zones = new Set(state.versions.map(({ rules }) => rules.timeZone));
    const days = new Map<string, IsoDate>();
    // One zone needs no telling apart, and so no reading of the clock.
    if (zones.size > 1) for (const zone of zones) days.set(zone, await this.clock.today(zone));
    return zoneNow(state, days);
  }

  async today(programId: string): Promise<IsoDate> {
    return this.clock.today(await this.zone(programId));
  }
}
