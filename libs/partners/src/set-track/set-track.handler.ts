import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';
import { PARTNERS } from '../partners.token';
import { setTrack, type SetTrack } from './set-track';

export class SetTrackCommand extends Command<Outcome<Partner, PartnerEvent>> {
  constructor(
    readonly partnerId: string,
    readonly body: SetTrack,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(SetTrackCommand)
export class SetTrackHandler implements ICommandHandler<SetTrackCommand> {
  constructor(@Inject(PARTNERS) private readonly partners: Streams<Partner, PartnerEvent>) {}

  execute({ partnerId, body, context }: SetTrackCommand): Promise<Outcome<Partner, PartnerEvent>> {
    const { envelope, options } = context;
    return this.partners.transact(partnerId, envelope, (state) => setTrack(state, body), options);
  }
}
