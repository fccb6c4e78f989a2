import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { rejected, rejectedFor, under, type Decision } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory, loserOutcome } from '@accord/programs';
import { HolderDirectory } from '../approve-deal/holder-directory';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { scopeOf } from '../exclusivity/scope';
import { notOpen } from '../refusals';
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
  ) {}

  async execute({
    dealId,
    publicReason,
    context,
  }: OutrankDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const record = (decide: (state: Deal) => Decision<DealEvent>) =>
      this.deals.transact(dealId, context.envelope, decide, context.options);
    const { state: deal } = await this.deals.look(dealId, { fresh: true });
    if (deal.status !== 'pending' && deal.status !== 'returned') return record(notOpen);
    const { registration } = deal;
    const on = context.envelope.occurredOn;
    const program = await this.programs.inForce(registration.programId, on, { fresh: true });
    const scope = program && scopeOf(program.rules, registration);
    if (!program || !scope) {
      return record(() => rejected('not-exclusive', 'Nobody can hold what the deal is about'));
    }
    const found = await this.holders.find({ registration, scope, on, rules: program.rules });
    switch (found.kind) {
      case 'unsure':
        return record(() => rejectedFor(found.rejections));
      case 'none':
        return record(() => rejected('not-outranked', 'Nobody holds what the deal asks for'));
      case 'held': {
        const { kind: _kind, ...evidence } = found;
        const outcome = loserOutcome(program.rules.exclusivity, registration.territory);
        return record((state) =>
          under(program.label, outrankDeal(state, { ...evidence, outcome }, publicReason)),
        );
      }
    }
  }
}
