import { Inject, Injectable } from '@nestjs/common';
import { PartnerClock, PartnerDirectory } from '@accord/partners';
import type { Caller } from '@accord/platform';
import { ProgramDirectory, coversTerritory } from '@accord/programs';
import type { KnownFund } from '../fund';

/** The funds that a partner shares with others: its program's, in the regions of its agreements. */
export interface SharedWith {
  readonly partnerId: string;
  readonly programId: string;
  readonly regions: readonly string[];
}

/** Whose eyes may rest on a fund. */
@Injectable()
export class FundAccess {
  constructor(
    @Inject(PartnerDirectory) private readonly partners: Pick<PartnerDirectory, 'standing'>,
    @Inject(PartnerClock) private readonly clock: Pick<PartnerClock, 'today'>,
    @Inject(ProgramDirectory) private readonly programs: Pick<ProgramDirectory, 'inForce'>,
  ) {}

  /** Whether the caller may know of the fund: a partner of its own and of those that it shares. */
  async sees(
    caller: Caller,
    fund: Pick<KnownFund, 'partnerId' | 'programId' | 'region'>,
  ): Promise<boolean> {
    if (caller.partnerId === null || caller.partnerId === fund.partnerId) return true;
    if (fund.partnerId !== null || fund.region === null) return false;
    const { programId, regions } = await this.sharedWith(caller.partnerId);
    return programId === fund.programId && regions.includes(fund.region);
  }

  async sharedWith(partnerId: string): Promise<SharedWith> {
    const today = await this.clock.today(partnerId);
    const { standing } = await this.partners.standing(partnerId, today, { fresh: true });
    if (!standing.enrolled) return { partnerId, programId: '', regions: [] };
    const { programId, territories: signed } = standing;
    const program = await this.programs.inForce(programId, today, { fresh: true });
    const within = (program?.rules.territories ?? []).filter(
      (one) => program && coversTerritory(program.rules, signed, one),
    );
    return { partnerId, programId, regions: [...new Set([...signed, ...within])] };
  }
}
