import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accepted, quarterOf, rejected, type Decision } from '@accord/kernel';
import { EventStore, type Outcome, type Streams } from '@accord/event-store';
import { EarningsQuery } from '@accord/incentives';
import { Problem, type CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { EstimateRequest, EstimateRun } from '../estimate/estimate-run';
import type { EstimateEvent } from '../estimate/estimate.events';
import { targetSum } from '../estimate/target-sum';
import { awaitConclusion } from '../payout/await-conclusion';
import { personOf } from '../payout/person-of';
import { ESTIMATES } from '../payouts.token';
import { sumsByPayee } from './earned-sums';
import { EstimateAccountsWork } from './estimate-accounts-work';
import { requestEstimate } from './request-estimate';

type EstimateOutcome = Outcome<EstimateRun, EstimateEvent>;

export class EstimateEarningsCommand extends Command<EstimateOutcome> {
  constructor(
    readonly book: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Records that a book's accruals are to be estimated; the worker does it, account by account. */
@CommandHandler(EstimateEarningsCommand)
export class EstimateEarningsHandler implements ICommandHandler<EstimateEarningsCommand> {
  constructor(
    @Inject(ESTIMATES) private readonly estimates: Streams<EstimateRun, EstimateEvent>,
    private readonly programs: ProgramDirectory,
    private readonly accounts: EstimateAccountsWork,
    private readonly earnings: EarningsQuery,
    private readonly log: EventStore,
  ) {}

  async execute({ book, context }: EstimateEarningsCommand): Promise<EstimateOutcome> {
    const { envelope, options, today } = context;
    const program = await this.programs.inForce(book, today, { fresh: true });
    const outcome = await this.estimates.transact(
      book,
      envelope,
      (state) => {
        if (!program) {
          return rejected('book-unknown', `No program "${book}" is in force on ${today}`, 'book');
        }
        const { entity, currency, fiscalYear } = program.rules;
        const through = quarterOf(today, fiscalYear);
        const of = { book, entity, currency, through, estimatedOn: today };
        const decision = requestEstimate(state, { ...of, requestedBy: personOf(envelope) });
        return options.dryRun ? this.tried(decision) : decision;
      },
      options,
    );
    return awaitConclusion(
      this.estimates,
      book,
      outcome,
      ({ type }) => type === 'EstimateFinished',
    );
  }

  /** What would be booked: as the worker estimates, and nothing is kept. */
  private async tried(decision: Decision<EstimateEvent>): Promise<Decision<EstimateEvent>> {
    if (decision.kind === 'rejected') return decision;
    const { events } = decision;
    const [requested] = events;
    if (requested?.type !== 'EstimateRequested') return decision;
    return accepted(...events, await this.finished(requested.data));
  }

  private async finished(request: EstimateRequest): Promise<EstimateEvent> {
    const { estimateId, book, through, currency } = request;
    const { position: head } = await this.log.head();
    const asked = await this.accounts.asked();
    return this.earnings.snapshot(
      book,
      through,
      async (portions, { position, stale }) => {
        if (stale) throw new Problem(503, 'view-stopped', 'The view of earnings has stopped');
        let [accounts, targets] = [0, targetSum([], currency)];
        for await (const one of this.accounts.each(request, sumsByPayee(portions, asked))) {
          accounts += 1;
          targets = targetSum([...targets, ...one.targets], currency);
        }
        const at = { position: position.toString(), accounts, targets };
        return { type: 'EstimateFinished', data: { estimateId, ...at } };
      },
      head,
    );
  }
}
