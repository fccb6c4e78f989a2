import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';
import { PARTNERS } from '../partners.token';
import { endAgreement, type EndAgreement } from './end-agreement';

export class EndAgreementCommand extends Command<Outcome<Partner, PartnerEvent>> {
  constructor(
    readonly body: EndAgreement,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(EndAgreementCommand)
export class EndAgreementHandler implements ICommandHandler<EndAgreementCommand> {
  constructor(@Inject(PARTNERS) private readonly partners: Streams<Partner, PartnerEvent>) {}

  execute({ body, context }: EndAgreementCommand): Promise<Outcome<Partner, PartnerEvent>> {
    const { envelope, options } = context;
    return this.partners.transact(
      body.partnerId,
      envelope,
      (state) => endAgreement(state, body),
      options,
    );
  }
}
