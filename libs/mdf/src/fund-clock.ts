import { Inject, Injectable } from '@nestjs/common';
import type { Streams } from '@accord/event-store';
import { ProgramClock } from '@accord/programs';
import type { Fund } from './fund';
import type { FundEvent } from './fund.events';
import { FUNDS } from './funds.token';

/** In which zone a fund's business dates are read: its program's. */
@Injectable()
export class FundClock {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly programs: ProgramClock,
  ) {}

  /** @returns undefined when there is no such fund: the installation's zone counts then */
  async zone(fundId: string): Promise<string | undefined> {
    const programId = await this.programOf(fundId);
    return programId === undefined ? undefined : this.programs.zone(programId);
  }

  /** A fund never changes its program, so what was seen of it before is good enough. */
  async programOf(fundId: string): Promise<string | undefined> {
    const { state } = await this.funds.look(fundId, { fresh: false });
    return state.status === 'unknown' ? undefined : state.programId;
  }
}
