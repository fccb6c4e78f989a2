import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accepted, rejectedFor, type Decision, type Rejection } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { awaitConclusion } from '../payout/await-conclusion';
import { personOf } from '../payout/person-of';
import { PERIODS } from '../payouts.token';
import { periodId, type Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';
import { ClosePeriodWork } from './close-period-work';
import { closed, requestClose, type ClosePeriod, type ClosingFacts } from './close-period';
import { ClosingFactsQuery } from './closing-facts.query';

type PeriodOutcome = Outcome<Period, PeriodEvent>;

export class ClosePeriodCommand extends Command<PeriodOutcome> {
  constructor(
    readonly body: ClosePeriod,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Records that a quarter is to be closed; the worker freezes what it has earned, and closes it. */
@CommandHandler(ClosePeriodCommand)
export class ClosePeriodHandler implements ICommandHandler<ClosePeriodCommand> {
  constructor(
    @Inject(PERIODS) private readonly periods: Streams<Period, PeriodEvent>,
    private readonly facts: ClosingFactsQuery,
    private readonly work: ClosePeriodWork,
  ) {}

  async execute({ body, context }: ClosePeriodCommand): Promise<PeriodOutcome> {
    const { envelope, options, today } = context;
    const id = periodId(body);
    const facts = await this.facts.of(body, today);
    const outcome = await this.periods.transact(
      id,
      envelope,
      (state) => {
        if ('rejections' in facts) return rejectedFor(facts.rejections);
        const decision = requestClose(state, body, facts, personOf(envelope));
        return options.dryRun ? this.tried(decision, body, facts) : decision;
      },
      options,
    );
    return awaitConclusion(
      this.periods,
      id,
      outcome,
      ({ type }) => ['PeriodClosed', 'CloseRefused'].includes(type),
      refusalIn,
    );
  }

  /** What it would be closed over, now; nothing is kept. */
  private async tried(
    decision: Decision<PeriodEvent>,
    body: ClosePeriod,
    facts: ClosingFacts,
  ): Promise<Decision<PeriodEvent>> {
    if (decision.kind === 'rejected') return decision;
    const snapshot = await this.work.tried(body);
    return accepted(...decision.events, closed(body, facts, snapshot));
  }
}

function refusalIn(event: PeriodEvent): Rejection | undefined {
  if (event.type !== 'CloseRefused') return undefined;
  const { code, message } = event.data;
  return { code, message };
}
