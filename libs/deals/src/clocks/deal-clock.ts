import { Inject, Injectable } from '@nestjs/common';
import type { IsoDate } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { BusinessClock } from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';

/** Which business date a registration has: its program's. */
@Injectable()
export class DealClock {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly programs: ProgramClock,
    private readonly clock: BusinessClock,
  ) {}

  /** @returns undefined when there is no such deal: the installation's zone counts then */
  async zone(dealId: string): Promise<string | undefined> {
    const programId = await this.programOf(dealId);
    return programId === undefined ? undefined : this.programs.zone(programId);
  }

  async today(dealId: string): Promise<IsoDate> {
    return this.clock.today(await this.zone(dealId));
  }

  /** A registration never changes its program, so what was seen of it before is good enough. */
  async programOf(dealId: string): Promise<string | undefined> {
    const { state } = await this.deals.look(dealId, { fresh: false });
    return state.status === 'unknown' ? undefined : state.registration.programId;
  }
}
