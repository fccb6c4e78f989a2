import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { IsoDate } from '@accord/kernel';
import { CommandContexts, type DueItem, type DueWork } from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { MissMilestoneCommand } from '../miss-milestone/miss-milestone.handler';
import { SaleClock } from '../sale-clock';
import type { MilestoneDueRow } from './milestones-due.projection';

/** Milestones that a program wants by a day: on the day after, they are missed. */
@Injectable()
export class MilestoneDueWork implements DueWork {
  readonly view = 'milestones_due';

  constructor(
    private readonly store: ReadStore,
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: SaleClock,
  ) {}

  async due(through: IsoDate): Promise<DueItem[]> {
    const { value } = await this.store.views.read([this.view], (db) =>
      sql<MilestoneDueRow>`
        select * from milestones_due where next_on <= ${through}
        order by next_on, sale_id`.execute(db),
    );
    return value.rows.flatMap(({ sale_id, milestones }) =>
      milestones
        .filter(({ missedOn }) => missedOn <= through)
        .map(({ milestone, missedOn }) => ({
          kind: 'milestone-missed',
          subject: `${sale_id}/${milestone}`,
          dueOn: missedOn,
        })),
    );
  }

  programOf({ subject }: DueItem): Promise<string | undefined> {
    return this.clock.programOf(subject.split('/')[0] ?? '');
  }

  async work({ kind, subject, dueOn }: DueItem, today: IsoDate): Promise<void> {
    const context = this.contexts.ofSystem([`sale-${kind}`, subject, dueOn], { today });
    const [saleId = '', milestone = ''] = subject.split('/');
    await this.commands.execute(new MissMilestoneCommand(saleId, milestone, context));
  }
}
