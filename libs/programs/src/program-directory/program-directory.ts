import { Inject, Injectable } from '@nestjs/common';
import type { IsoDate } from '@accord/kernel';
import type { Sight, Streams } from '@accord/event-store';
import { labelOf, versionOn, type Program, type ProgramVersion } from '../program';
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
    const found = versionOn(state, day);
    return found && { rules: found.rules, version: found.version, label: labelOf(found), revision };
  }

  /** @returns who decides approval steps; undefined when there is no such program */
  async deciders(
    programId: string,
    sight: Sight,
  ): Promise<Pick<Program, 'approvers' | 'delegations'> | undefined> {
    const { state } = await this.programs.look(programId, sight);
    return state.versions.length > 0 ? state : undefined;
  }

  /** @returns every version in the order published; empty when there is no such program */
  async versions(programId: string, sight: Sight): Promise<readonly ProgramVersion[]> {
    return (await this.programs.look(programId, sight)).state.versions;
  }
}
