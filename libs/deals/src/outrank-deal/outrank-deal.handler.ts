import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { rejected, rejectedFor, under, type Decision } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory, loserOutcome } from '@accord/programs';
import { OpportunityDirectory } from '@accord/sales';
import { HolderDirectory } from '../approve-deal/holder-directory';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { scopeOf } from '../exclusivity/scope';
import { notOpen } from '../refusals';
import { ApproverRegistry } from '../review/approver-registry';
import { outrankDeal } from './outrank-deal';

export class OutrankDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    /** What the partner is told. */
    readonly publicReason: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Gives a registration what the program gives those who want what another partner holds. */
@CommandHandler(OutrankDealCommand)
export class OutrankDealHandler implements ICommandHandler<OutrankDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly programs: ProgramDirectory,
    private readonly holders: HolderDirectory,
    private readonly approvers: ApproverRegistry,
    private readonly opportunities: OpportunityDirectory,
  ) {}

  async execute({
    dealId,
    publicReason,
    context,
  }: OutrankDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const record = (
      { envelope, options }: CommandContext,
      decide: (state: Deal) => Decision<DealEvent>,
    ) => this.deals.transact(dealId, envelope, decide, options);
    const { state: deal } = await this.deals.look(dealId, { fresh: true });
    if (deal.status !== 'pending' && deal.status !== 'returned') return record(context, notOpen);
    const { registration } = deal;
    const on = context.envelope.occurredOn;
    const program = await this.programs.inForce(registration.programId, on, { fresh: true });
    const entitled = await this.approvers.operations(program?.rules, registration, context);
    if (!('context' in entitled)) return record(context, () => entitled);
    const isReported = await this.opportunities.isReported(registration.opportunity);
    const scope = program && scopeOf(program.rules, registration, isReported);
    if (!program || !scope) {
      const message = 'Nobody can hold what the deal is about';
      return record(context, () => rejected('not-exclusive', message));
    }
    const found = await this.holders.find({ registration, scope, on, rules: program.rules });
    switch (found.kind) {
      case 'unsure':
        return record(context, () => rejectedFor(found.rejections));
      case 'none':
        return record(context, () =>
          rejected('not-outranked', 'Nobody holds what the deal asks for'),
        );
      case 'held': {
        const { kind: _kind, ...evidence } = found;
        const outcome = loserOutcome(program.rules, registration.territory);
        return record(entitled.context, (state) =>
          under(program.label, outrankDeal(state, { ...evidence, outcome }, publicReason)),
        );
      }
    }
  }
}
