import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { IsoDate } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type DueItem, type DueWork } from '@accord/platform';
import { ProgramDirectory, registrationType } from '@accord/programs';
import { ReadStore, sql } from '@accord/read-store';
import { ApproveDealCommand } from '../approve-deal/approve-deal.handler';
import { lapseSilence } from '../approve-deal/lapse-silence';
import { DealClock } from '../clocks/deal-clock';
import { isSilenceAt } from '../clocks/deal-clocks';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { ExpireDealCommand } from '../expire-deal/expire-deal.handler';
import { stepOf } from '../review/review';

/** Deals whose day has come. The table is the truth; a job is only the nudge to look. */
@Injectable()
export class DealDueWork implements DueWork {
  readonly view = 'deal_due';

  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly store: ReadStore,
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly programs: ProgramDirectory,
    private readonly clock: DealClock,
  ) {}

  async due(through: IsoDate): Promise<DueItem[]> {
    const { value } = await this.store.views.read([this.view], (db) =>
      sql<{
        kind: string;
        deal_id: string;
        due_on: string;
      }>`select * from deal_due where due_on <= ${through} order by due_on, deal_id`.execute(db),
    );
    return value.rows.map(({ kind, deal_id, due_on }) => ({
      kind,
      subject: deal_id,
      dueOn: due_on,
    }));
  }

  programOf({ subject }: DueItem): Promise<string | undefined> {
    return this.clock.programOf(subject);
  }

  async work({ kind, subject, dueOn }: DueItem, today: IsoDate): Promise<void> {
    const context = this.contexts.ofSystem([`deal-${kind}`, subject, dueOn], { today });
    if (kind === 'expiry') {
      await this.commands.execute(new ExpireDealCommand(subject, { on: today }, context));
      return;
    }
    const { state } = await this.deals.look(subject, { fresh: true });
    if (state.status !== 'pending') return;
    const { programId, dealType, registeredOn } = state.registration;
    const program = await this.programs.inForce(programId, registeredOn, { fresh: true });
    const silence = program && registrationType(program.rules, dealType)?.silence;
    // It was sent back since the clock was read: nobody has been silent at the step where it waits.
    if (silence && silence.effect !== 'none' && !isSilenceAt(silence, stepOf(state.review) ?? null))
      return;
    const decidedOn = silence?.effect === 'approve' ? state : null;
    const lapsed = await this.silence(subject, decidedOn, context);
    if (!lapsed) return;
    const escalatedTo = silence?.effect === 'escalate' ? silence.escalateTo : undefined;
    const why = { ...lapsed, ...(escalatedTo !== undefined && { escalatedTo }) };
    const noted = this.contexts.ofSystem(['deal-silence-lapsed', subject, dueOn], { today });
    await this.deals.transact(subject, noted.envelope, (deal) => lapseSilence(deal, why));
  }

  /**
   * @param decidedOn the deal that silence approves; null: it approves none
   * @returns why silence did not approve; undefined when it did
   */
  private async silence(
    dealId: string,
    decidedOn: Deal | null,
    context: ReturnType<CommandContexts['ofSystem']>,
  ): Promise<{ code: string; why: string } | undefined> {
    if (!decidedOn) return { code: 'escalated', why: 'The program wants a person to decide now' };
    const command = new ApproveDealCommand(dealId, 'silence', context, undefined, decidedOn);
    const outcome = await this.commands.execute(command);
    if (outcome.kind !== 'rejected') return undefined;
    const [first] = outcome.rejections;
    return { code: first?.code ?? 'refused', why: first?.message ?? 'Refused' };
  }
}
