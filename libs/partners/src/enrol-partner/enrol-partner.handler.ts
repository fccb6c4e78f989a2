import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';
import { PARTNERS } from '../partners.token';
import { enrolPartner, type EnrolPartner } from './enrol-partner';

export class EnrolPartnerCommand extends Command<Outcome<Partner, PartnerEvent>> {
  constructor(
    readonly partnerId: string,
    readonly body: EnrolPartner,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(EnrolPartnerCommand)
export class EnrolPartnerHandler implements ICommandHandler<EnrolPartnerCommand> {
  constructor(@Inject(PARTNERS) private readonly partners: Streams<Partner, PartnerEvent>) {}

  execute({
    partnerId,
    body,
    context,
  }: EnrolPartnerCommand): Promise<Outcome<Partner, PartnerEvent>> {
    const { envelope, options } = context;
    return this.partners.transact(
      partnerId,
      envelope,
      (state) => enrolPartner(state, body),
      options,
    );
  }
}
