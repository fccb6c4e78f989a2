import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { contactPartner } from './contact-partner';

export class ContactPartnerCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ContactPartnerCommand)
export class ContactPartnerHandler implements ICommandHandler<ContactPartnerCommand> {
  constructor(@Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>) {}

  execute({ dealId, context }: ContactPartnerCommand): Promise<Outcome<Deal, DealEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    return this.deals.transact(dealId, envelope, (state) => contactPartner(state, { on }), options);
  }
}
