import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { AmendmentChanges, DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { notOpen } from '../refusals';
import { RulesOfDeals } from '../rules-registry';
import { amendDeal, decideAmendment } from './amend-deal';

export type Amendment =
  | { readonly kind: 'amend'; readonly changes: AmendmentChanges }
  | { readonly kind: 'decide'; readonly verdict: 'approve' | 'deny' };

export class AmendDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly amendment: Amendment,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AmendDealCommand)
export class AmendDealHandler implements ICommandHandler<AmendDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly rules: RulesOfDeals,
  ) {}

  execute({ dealId, amendment, context }: AmendDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const { envelope, options, moment } = context;
    return this.deals.transact(
      dealId,
      envelope,
      async (state, sight) => {
        if (state.status === 'unknown') return notOpen(state);
        if (amendment.kind === 'decide') return decideAmendment(state, amendment);
        const { rules, label } = await this.rules.on(state, envelope.occurredOn, sight);
        return under(label, amendDeal(state, amendment.changes, rules, moment));
      },
      options,
    );
  }
}
