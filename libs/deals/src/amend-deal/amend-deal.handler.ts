import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under, type Decision } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { AmendmentChanges, DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { onOwn } from '../own-deals';
import { notOpen } from '../refusals';
import { ApproverRegistry } from '../review/approver-registry';
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
    private readonly approvers: ApproverRegistry,
  ) {}

  async execute({
    dealId,
    amendment,
    context,
  }: AmendDealCommand): Promise<Outcome<Deal, DealEvent>> {
    if (amendment.kind === 'decide') return this.decide(dealId, amendment, context);
    const { envelope, options, moment, caller } = context;
    return this.deals.transact(
      dealId,
      envelope,
      onOwn(caller, async (state, sight) => {
        if (state.status === 'unknown') return notOpen(state);
        const { rules, label } = await this.rules.on(state, envelope.occurredOn, sight);
        return under(label, amendDeal(state, amendment.changes, rules, moment));
      }),
      options,
    );
  }

  /** Who approved the registration in the end, by role, decides about its changes as well. */
  private async decide(
    dealId: string,
    amendment: Extract<Amendment, { kind: 'decide' }>,
    context: CommandContext,
  ): Promise<Outcome<Deal, DealEvent>> {
    const { state: deal } = await this.deals.look(dealId, { fresh: true });
    const record = (
      { envelope, options }: CommandContext,
      by: (state: Deal) => Decision<DealEvent>,
    ) => this.deals.transact(dealId, envelope, by, options);
    if (deal.status === 'unknown') return record(context, notOpen);
    const { rules, label } = await this.rules.on(deal, context.envelope.occurredOn, {
      fresh: true,
    });
    const last = deal.review?.steps.at(-1);
    const role = last === undefined ? undefined : rules.approval?.steps[last]?.role;
    const entitled = await this.approvers.holder(role, deal.registration, context);
    if (!('context' in entitled)) return record(context, () => entitled);
    return record(entitled.context, (state) =>
      under(label, decideAmendment(state, amendment, rules)),
    );
  }
}
