import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { isoDate, minDate, type IsoDate } from '@accord/kernel';
import { CommandContexts, type DueItem, type DueWork } from '@accord/platform';
import { ProgramClock, ProgramDirectory } from '@accord/programs';
import { ReadStore, sql } from '@accord/read-store';
import { BreakProtectionCommand } from '../break-protection/break-protection.handler';
import { DealClock } from '../clocks/deal-clock';

interface IdleRow {
  readonly deal_id: string;
  readonly opportunity: string;
  /** The later of the last activity and the approval: nobody is idle before. */
  readonly since: string;
  /** First day on which it has been idle for too long. */
  readonly due_on: string;
}

/** Protections that end because nothing has happened for too long, where the program lets its clock do it. */
@Injectable()
export class BreakInactiveWork implements DueWork {
  readonly view = 'deal_inactivity';

  constructor(
    private readonly store: ReadStore,
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly programs: ProgramDirectory,
    private readonly days: ProgramClock,
    private readonly clock: DealClock,
  ) {}

  async due(through: IsoDate): Promise<DueItem[]> {
    const idle = await Promise.all(
      (await this.programIds()).map((programId) => this.idleIn(programId, through)),
    );
    return idle
      .flat()
      .map(({ deal_id, due_on }) => ({ kind: 'inactivity', subject: deal_id, dueOn: due_on }));
  }

  programOf({ subject }: DueItem): Promise<string | undefined> {
    return this.clock.programOf(subject);
  }

  async work({ kind, subject, dueOn }: DueItem, today: IsoDate): Promise<void> {
    const { value } = await this.store.views.read([this.view], (db) =>
      sql<Pick<IdleRow, 'opportunity' | 'since'>>`
        select opportunity, greatest(last_activity_on, approved_on) as since
        from protected_deals join opportunity_activity using (opportunity)
        where deal_id = ${subject}`.execute(db),
    );
    const [row] = value.rows;
    if (!row) return;
    const { envelope, ...rest } = this.contexts.ofSystem([`deal-${kind}`, subject, dueOn], {
      today,
    });
    const told = `Nothing has happened since ${row.since}.`;
    const context = { ...rest, envelope: { ...envelope, reason: { public: told } } };
    const evidence = { document: row.opportunity, lastActivityOn: isoDate(row.since) };
    const body = { cause: 'inactivity', evidence, on: today } as const;
    await this.commands.execute(new BreakProtectionCommand(subject, body, context));
  }

  private async programIds(): Promise<string[]> {
    const { value } = await this.store.views.read([this.view], (db) =>
      sql<{ program_id: string }>`
        select distinct program_id from protected_deals where approved_on is not null`.execute(db),
    );
    return value.rows.map(({ program_id }) => program_id);
  }

  private async idleIn(programId: string, latest: IsoDate): Promise<IdleRow[]> {
    // Its rules of tomorrow end nothing today, though it be tomorrow elsewhere already.
    const through = minDate(latest, await this.days.today(programId));
    const program = await this.programs.inForce(programId, through, { fresh: true });
    const inactivity = program?.rules.exclusivity.breaks?.inactivity;
    if (inactivity?.by !== 'clock') return [];
    const { value } = await this.store.views.read([this.view], (db) =>
      sql<IdleRow>`
        select * from (
          select deal_id, opportunity, greatest(last_activity_on, approved_on) as since,
            greatest(last_activity_on, approved_on) + ${inactivity.days}::integer + 1 as due_on
          from protected_deals join opportunity_activity using (opportunity)
          where program_id = ${programId} and approved_on is not null
        ) idle where due_on <= ${through} order by due_on, deal_id`.execute(db),
    );
    return value.rows;
  }
}
