import { Inject, Injectable } from '@nestjs/common';
import type { IsoDate } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { BusinessClock } from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import type { Partner } from './partner';
import type { PartnerEvent } from './partner.events';
import { PARTNERS } from './partners.token';

/** In which zone a partner's business dates are read: its program's. */
@Injectable()
export class PartnerClock {
  constructor(
    @Inject(PARTNERS) private readonly partners: Streams<Partner, PartnerEvent>,
    private readonly programs: ProgramClock,
    private readonly clock: BusinessClock,
  ) {}

  /** @returns undefined when there is no such partner: the installation's zone counts then */
  async zone(partnerId: string): Promise<string | undefined> {
    const { state } = await this.partners.look(partnerId, { fresh: false });
    return state.status === 'unknown' ? undefined : this.programs.zone(state.programId);
  }

  async today(partnerId: string): Promise<IsoDate> {
    return this.clock.today(await this.zone(partnerId));
  }
}
