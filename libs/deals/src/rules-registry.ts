import { Injectable } from '@nestjs/common';
import type { IsoDate } from '@accord/kernel';
import type { Sight } from '@accord/event-store';
import { ProgramDirectory, type ProgramInForce } from '@accord/programs';
import type { Deal } from './deal';

/** The rules that a registration is decided under. */
@Injectable()
export class RulesOfDeals {
  constructor(private readonly programs: ProgramDirectory) {}

  /**
   * @returns the version in force on the day; that of the registration where the day lies before it
   * @throws Error when there is none: a deal was registered under a version, and versions stay
   */
  async on(
    { registration }: Exclude<Deal, { status: 'unknown' }>,
    day: IsoDate,
    sight: Sight,
  ): Promise<ProgramInForce> {
    const { programId, registeredOn } = registration;
    const found =
      (await this.programs.inForce(programId, day, sight)) ??
      (await this.programs.inForce(programId, registeredOn, sight)) ??
      (await this.programs.inForce(programId, registeredOn, { fresh: true }));
    if (!found) throw new Error(`Program "${programId}" has no rules in force on ${registeredOn}`);
    return found;
  }
}
