import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { opportunityId, type Opportunity } from '../opportunity/opportunity';
import type { OpportunityEvent } from '../opportunity/opportunity.events';
import { OPPORTUNITIES } from '../sales.token';
import { reportOpportunity, type ReportOpportunity } from './report-opportunity';

export class ReportOpportunityCommand extends Command<Outcome<Opportunity, OpportunityEvent>> {
  constructor(
    readonly body: ReportOpportunity,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReportOpportunityCommand)
export class ReportOpportunityHandler implements ICommandHandler<ReportOpportunityCommand> {
  constructor(
    @Inject(OPPORTUNITIES) private readonly opportunities: Streams<Opportunity, OpportunityEvent>,
  ) {}

  execute({
    body,
    context,
  }: ReportOpportunityCommand): Promise<Outcome<Opportunity, OpportunityEvent>> {
    const { envelope, options } = context;
    const decide = (state: Opportunity) => reportOpportunity(state, body, envelope.occurredOn);
    return this.opportunities.transact(opportunityId(body), envelope, decide, options);
  }
}
