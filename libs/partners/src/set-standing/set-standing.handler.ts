import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';
import { PARTNERS } from '../partners.token';
import { setStanding, type SetStanding } from './set-standing';

export class SetStandingCommand extends Command<Outcome<Partner, PartnerEvent>> {
  constructor(
    readonly partnerId: string,
    readonly body: SetStanding,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(SetStandingCommand)
export class SetStandingHandler implements ICommandHandler<SetStandingCommand> {
  constructor(@Inject(PARTNERS) private readonly partners: Streams<Partner, PartnerEvent>) {}

  execute({
    partnerId,
    body,
    context,
  }: SetStandingCommand): Promise<Outcome<Partner, PartnerEvent>> {
    const { envelope, options } = context;
    return this.partners.transact(
      partnerId,
      envelope,
      (state) => setStanding(state, body),
      options,
    );
  }
}
