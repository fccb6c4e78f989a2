import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';
import { PARTNERS } from '../partners.token';
import { changeDesignation, type ChangeDesignation } from './grant-designation';

export class ChangeDesignationCommand extends Command<Outcome<Partner, PartnerEvent>> {
  constructor(
    readonly partnerId: string,
    readonly body: ChangeDesignation,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeDesignationCommand)
export class ChangeDesignationHandler implements ICommandHandler<ChangeDesignationCommand> {
  constructor(@Inject(PARTNERS) private readonly partners: Streams<Partner, PartnerEvent>) {}

  execute({
    partnerId,
    body,
    context,
  }: ChangeDesignationCommand): Promise<Outcome<Partner, PartnerEvent>> {
    const { envelope, options } = context;
    return this.partners.transact(
      partnerId,
      envelope,
      (state) => changeDesignation(state, body),
      options,
    );
  }
}
