import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FiscalQuarter } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { amountOf, type CommandContext } from '@accord/platform';
import { LateChangesQuery } from '../late-changes/late-changes.query';
import { personOf } from '../payout/person-of';
import { PERIODS } from '../payouts.token';
import { periodId, type Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';
import { acknowledgeChange } from './acknowledge-change';

export interface SeenChange {
  readonly book: string;
  readonly quarter: FiscalQuarter;
  readonly lineId: string;
  /** The figure that was seen, in the line's currency. */
  readonly amount: string;
}

export class AcknowledgeChangeCommand extends Command<Outcome<Period, PeriodEvent>> {
  constructor(
    readonly body: SeenChange,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AcknowledgeChangeCommand)
export class AcknowledgeChangeHandler implements ICommandHandler<AcknowledgeChangeCommand> {
  constructor(
    @Inject(PERIODS) private readonly periods: Streams<Period, PeriodEvent>,
    private readonly changes: LateChangesQuery,
  ) {}

  async execute({
    body,
    context,
  }: AcknowledgeChangeCommand): Promise<Outcome<Period, PeriodEvent>> {
    const { book, quarter, lineId, amount } = body;
    const { envelope, options, today } = context;
    const found = await this.changes.of(book, quarter);
    const change = found?.changes.find((one) => one.lineId === lineId);
    const seen = change && amountOf(amount, change.is.currency, 'amount');
    const command = { book, quarter, change, seen, by: personOf(envelope), today };
    return this.periods.transact(
      periodId(body),
      envelope,
      (state) => acknowledgeChange(state, command),
      options,
    );
  }
}
