import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { nextQuarter, uuidFrom, type Decision, type Rejection } from '@accord/kernel';
import { EventStore, type Outcome, type Sight, type Streams } from '@accord/event-store';
import { EarningsQuery } from '@accord/incentives';
import { Problem, type CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { PERIODS } from '../payouts.token';
import { cutPages } from '../statement/cut-pages';
import { periodId, type Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';
import {
  closePeriod,
  freezeEarnings,
  interrupted,
  isFrozen,
  mayClose,
  type ClosePeriod,
  type ClosingFacts,
  type Snapshot,
} from './close-period';

export class ClosePeriodCommand extends Command<Outcome<Period, PeriodEvent>> {
  constructor(
    readonly body: ClosePeriod,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Takes the snapshot, freezes it page by page beside the period, then closes over it. */
@CommandHandler(ClosePeriodCommand)
export class ClosePeriodHandler implements ICommandHandler<ClosePeriodCommand> {
  constructor(
    @Inject(PERIODS) private readonly periods: Streams<Period, PeriodEvent>,
    private readonly log: EventStore,
    private readonly earnings: EarningsQuery,
    private readonly programs: ProgramDirectory,
  ) {}

  async execute({ body, context }: ClosePeriodCommand): Promise<Outcome<Period, PeriodEvent>> {
    const { envelope, options } = context;
    const id = periodId(body);
    const facts = await this.facts(body, context, { fresh: true });
    if ('rejections' in facts) return { kind: 'rejected', ...facts };
    const { state } = await this.periods.look(id, { fresh: true });
    const may = mayClose(state, body, facts);
    // A refusal is left to the loop: the same command sent again is answered with what it did.
    if (may.kind === 'rejected') return this.periods.transact(id, envelope, () => may, options);

    const snapshot = await this.snapshot(body, context);
    return this.periods.transact(
      id,
      envelope,
      (current): Decision<PeriodEvent> =>
        options.dryRun || current.status === 'closed' || isFrozen(current, snapshot)
          ? closePeriod(current, body, facts, snapshot)
          : interrupted(),
      options,
    );
  }

  private async facts(
    { book, quarter }: ClosePeriod,
    { today }: CommandContext,
    sight: Sight,
  ): Promise<ClosingFacts | { readonly rejections: readonly Rejection[] }> {
    const program = await this.programs.inForce(book, today, sight);
    if (!program) {
      const message = `There is no program "${book}" in force on ${today}`;
      return { rejections: [{ code: 'book-unknown', message, path: 'book' }] };
    }
    const next = periodId({ book, quarter: nextQuarter(quarter) });
    const { state } = await this.periods.look(next, sight);
    const calendar = program.rules.fiscalYear;
    const { graceDays = 0 } = program.rules.payout;
    return { today, calendar, graceDays, nextIsClosed: state.status === 'closed' };
  }

  /**
   * The lines as they stand at or after the head of the log now, so that whatever was acknowledged before is
   * in. Each portion is frozen before the next is read: no more than one is in memory.
   */
  private async snapshot(
    body: ClosePeriod,
    { envelope, options }: CommandContext,
  ): Promise<Snapshot> {
    const { book, quarter } = body;
    const id = periodId(body);
    const { position: head } = await this.log.head();
    return this.earnings.snapshot(
      book,
      quarter,
      async (portions, { position, stale, ...summary }) => {
        if (stale) throw new Problem(503, 'view-stopped', 'The view of earnings has stopped');
        if (options.dryRun) return { position, ...summary };
        let page = 0;
        for await (const portion of portions) {
          for (const lines of cutPages(portion)) {
            page += 1;
            const data = { position: position.toString(), page, lines };
            const commandId = uuidFrom('freeze', envelope.commandId, data.position, String(page));
            await this.periods.transact(id, { ...envelope, commandId }, (state) =>
              freezeEarnings(state, data),
            );
          }
        }
        return { position, ...summary };
      },
      head,
    );
  }
}
