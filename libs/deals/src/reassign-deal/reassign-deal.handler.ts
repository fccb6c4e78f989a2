import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { notOpen } from '../refusals';
import { RulesOfDeals } from '../rules-registry';
import { reassignDeal } from './reassign-deal';

export class ReassignDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    /** Who has it now where that stays: absent. */
    readonly body: { readonly partnerId?: string; readonly contactId: string | null },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReassignDealCommand)
export class ReassignDealHandler implements ICommandHandler<ReassignDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly partners: PartnerDirectory,
    private readonly rules: RulesOfDeals,
  ) {}

  execute({ dealId, body, context }: ReassignDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const { envelope, options } = context;
    return this.deals.transact(
      dealId,
      envelope,
      async (state, sight) => {
        if (state.status === 'unknown') return notOpen(state);
        const { partnerId = state.registration.partnerId, contactId } = body;
        const on = envelope.occurredOn;
        const { rules, label } = await this.rules.on(state, on, sight);
        const { standing, revision } = await this.partners.standing(partnerId, on, sight);
        const facts = { rules, standing, partnerRevision: revision };
        return under(label, reassignDeal(state, { partnerId, contactId }, facts));
      },
      options,
    );
  }
}
