import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { opportunityId, type Opportunity } from '../opportunity/opportunity';
import type { OpportunityEvent } from '../opportunity/opportunity.events';
import { OPPORTUNITIES } from '../sales.token';
import { closeOpportunity, type Closing } from './close-opportunity';

export class CloseOpportunityCommand extends Command<Outcome<Opportunity, OpportunityEvent>> {
  constructor(
    readonly at: { readonly source: string; readonly ref: string },
    readonly result: Closing,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(CloseOpportunityCommand)
export class CloseOpportunityHandler implements ICommandHandler<CloseOpportunityCommand> {
  constructor(
    @Inject(OPPORTUNITIES) private readonly opportunities: Streams<Opportunity, OpportunityEvent>,
  ) {}

  execute({
    at,
    result,
    context,
  }: CloseOpportunityCommand): Promise<Outcome<Opportunity, OpportunityEvent>> {
    const { envelope, options } = context;
    const closing = { result, on: envelope.occurredOn };
    const decide = (state: Opportunity) => closeOpportunity(state, closing);
    return this.opportunities.transact(opportunityId(at), envelope, decide, options);
  }
}
