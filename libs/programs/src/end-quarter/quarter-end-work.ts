import { Inject, Injectable } from '@nestjs/common';
import type { IsoDate } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type DueItem, type DueWork } from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { Program } from '../program';
import type { ProgramEvent } from '../program.events';
import { PROGRAMS } from '../programs.token';
import { endQuarter } from './end-quarter';
import type { QuarterEndRow } from './quarter-ends.projection';

/** Quarters of programs with a guarantee: on the day after the last one it is noted that they are over. */
@Injectable()
export class QuarterEndWork implements DueWork {
  readonly view = 'quarter_ends';

  constructor(
    @Inject(PROGRAMS) private readonly programs: Streams<Program, ProgramEvent>,
    private readonly store: ReadStore,
    private readonly contexts: CommandContexts,
  ) {}

  async due(through: IsoDate): Promise<DueItem[]> {
    const { value } = await this.store.views.read([this.view], (db) =>
      sql<QuarterEndRow>`
        select * from quarter_ends where ended_on <= ${through}
        order by ended_on, program_id`.execute(db),
    );
    return value.rows.map(({ program_id, ended_on }) => ({
      kind: 'quarter-ended',
      subject: program_id,
      dueOn: ended_on,
    }));
  }

  programOf({ subject }: DueItem): Promise<string | undefined> {
    return Promise.resolve(subject);
  }

  async work({ kind, subject, dueOn }: DueItem, today: IsoDate): Promise<void> {
    const { envelope } = this.contexts.ofSystem([`program-${kind}`, subject, dueOn], { today });
    await this.programs.transact(subject, envelope, (state) => endQuarter(state, { on: today }));
  }
}
