import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { rejected, rejectedFor, under, type Decision } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { CustomerRegistry } from '@accord/customers';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory, loserOutcome, type ProgramInForce } from '@accord/programs';
import { ReadStore } from '@accord/read-store';
import { OpportunityDirectory } from '@accord/sales';
import { unlessChanged } from '../ahead-of-deal';
import { asDecided } from '../approve-deal/approve-deal';
import { HolderDirectory, type HolderFound } from '../approve-deal/holder-directory';
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

/**
 * Gives a registration what the program gives those who want what another partner holds. Nothing is granted
 * while it looks and records: what was denied for a holder that is gone would give its own grant back.
 */
@CommandHandler(OutrankDealCommand)
export class OutrankDealHandler implements ICommandHandler<OutrankDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    @Inject(ReadStore) private readonly reads: { readonly locks: Pick<ReadStore['locks'], 'hold'> },
    @Inject(CustomerRegistry) private readonly customers: Pick<CustomerRegistry, 'lockKeys'>,
    private readonly programs: ProgramDirectory,
    private readonly holders: HolderDirectory,
    private readonly approvers: ApproverRegistry,
    @Inject(OpportunityDirectory)
    private readonly opportunities: Pick<OpportunityDirectory, 'isReported'>,
  ) {}

  async execute({
    dealId,
    publicReason,
    context,
  }: OutrankDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const { state: deal } = await this.deals.look(dealId, { fresh: true });
    if (deal.status !== 'pending' && deal.status !== 'returned') {
      return this.record(dealId, context, notOpen);
    }
    const { registration } = deal;
    const on = context.envelope.occurredOn;
    const program = await this.programs.inForce(registration.programId, on, { fresh: true });
    const entitled = await this.approvers.operations(program?.rules, registration, context);
    if (!('context' in entitled)) return this.record(dealId, context, () => entitled);
    const isReported = await this.opportunities.isReported(registration.opportunity);
    const scope = program && scopeOf(program.rules, registration, isReported);
    if (!program || !scope) {
      const message = 'Nobody can hold what the deal is about';
      return this.record(dealId, context, () => rejected('not-exclusive', message));
    }
    const keys = this.customers.lockKeys(registration.claim);
    const outcome = await this.reads.locks.hold(keys, async (locks) => {
      const found = await this.holders.find({ registration, scope, on, rules: program.rules });
      await locks.check();
      return this.record(dealId, entitled.context, (state) =>
        asDecided(state, deal, () => outranked(state, found, program, publicReason)),
      );
    });
    return unlessChanged(dealId, outcome);
  }

  private record(
    dealId: string,
    { envelope, options }: CommandContext,
    decide: (state: Deal) => Decision<DealEvent>,
  ): Promise<Outcome<Deal, DealEvent>> {
    return this.deals.transact(dealId, envelope, decide, options);
  }
}

function outranked(
  state: Deal,
  found: HolderFound,
  { rules, label }: ProgramInForce,
  publicReason: string,
): Decision<DealEvent> {
  switch (found.kind) {
    case 'unsure':
      return rejectedFor(found.rejections);
    case 'none':
      return rejected('not-outranked', 'Nobody holds what the deal asks for');
    case 'held': {
      if (!('registration' in state)) return notOpen(state);
      const { kind: _kind, ...evidence } = found;
      const outcome = loserOutcome(rules, state.registration.territory);
      return under(label, outrankDeal(state, { ...evidence, outcome }, publicReason));
    }
  }
}
