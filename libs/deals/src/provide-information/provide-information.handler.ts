import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { onOwn } from '../own-deals';
import { RulesOfDeals } from '../rules-registry';
import { notOpen } from '../refusals';
import { provideInformation } from './provide-information';

export class ProvideInformationCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly body: { readonly answer: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ProvideInformationCommand)
export class ProvideInformationHandler implements ICommandHandler<ProvideInformationCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly rules: RulesOfDeals,
  ) {}

  execute({ dealId, body, context }: ProvideInformationCommand): Promise<Outcome<Deal, DealEvent>> {
    const { envelope, options, moment, caller } = context;
    return this.deals.transact(
      dealId,
      envelope,
      onOwn(caller, async (state, sight) => {
        if (state.status === 'unknown') return notOpen(state);
        const { rules, label } = await this.rules.on(state, envelope.occurredOn, sight);
        return under(label, provideInformation(state, body, rules, moment));
      }),
      options,
    );
  }
}
