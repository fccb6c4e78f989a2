import { Inject, Injectable } from '@nestjs/common';
import type { FiscalQuarter, IsoDate } from '@accord/kernel';
import type { Sight, Streams } from '@accord/event-store';
import { awaitsEnd } from '../end-quarter/end-quarter';
import { governingOn, labelOf, versionOn, type Program, type ProgramVersion } from '../program';
import type { ProgramEvent } from '../program.events';
import type { ProgramRules } from '../document/program-document';
import { PROGRAMS } from '../programs.token';

/** The rules that hold on a day. */
export interface ProgramInForce {
  readonly rules: ProgramRules;
  readonly version: number;
  /** `<program>@<version>`. */
  readonly label: string;
  /** Revision of the program's stream that this answer reflects. */
  readonly revision: number;
}

/** What other contexts may ask about programs while they decide. */
@Injectable()
export class ProgramDirectory {
  constructor(@Inject(PROGRAMS) private readonly programs: Streams<Program, ProgramEvent>) {}

  /**
   * @param day business date that is asked about
   * @param sight of the decision that asks: a fresh one reads the program's stream first
   * @returns undefined when no version is effective by then
   */
  async inForce(
    programId: string,
    day: IsoDate,
    sight: Sight,
  ): Promise<ProgramInForce | undefined> {
    const { state, revision } = await this.programs.look(programId, sight);
    return answer(versionOn(state, day), revision);
  }

  /**
   * For what was decided and has to be carried out, whatever day it was decided for.
   * @returns the version in force on the day; the first one where the day lies before all
   * @throws Error when there is no such program
   */
  async governing(programId: string, day: IsoDate): Promise<ProgramInForce> {
    const { state, revision } = await this.programs.look(programId, { fresh: true });
    const found = answer(governingOn(state, day), revision);
    if (!found) throw new Error(`There is no program "${programId}"`);
    return found;
  }

  /** @returns who decides approval steps; undefined when there is no such program */
  async deciders(
    programId: string,
    sight: Sight,
  ): Promise<Pick<Program, 'approvers' | 'delegations' | 'versions'> | undefined> {
    const { state } = await this.programs.look(programId, sight);
    return state.versions.length > 0 ? state : undefined;
  }

  /** @returns whether something guaranteed for a quarter waits for it to be noted that the quarter is over */
  async awaitsEnd(programId: string, quarter: FiscalQuarter, sight: Sight): Promise<boolean> {
    return awaitsEnd((await this.programs.look(programId, sight)).state, quarter);
  }

  /** @returns every version in the order published; empty when there is no such program */
  async versions(programId: string, sight: Sight): Promise<readonly ProgramVersion[]> {
    return (await this.programs.look(programId, sight)).state.versions;
  }
}

const answer = (
  version: ProgramVersion | undefined,
  revision: number,
): ProgramInForce | undefined =>
  version && {
    rules: version.rules,
    version: version.version,
    label: labelOf(version),
    revision,
  };
