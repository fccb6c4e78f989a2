import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';
import { PARTNERS } from '../partners.token';
import { signAgreement, type SignAgreement } from './sign-agreement';

export class SignAgreementCommand extends Command<Outcome<Partner, PartnerEvent>> {
  constructor(
    readonly partnerId: string,
    readonly body: SignAgreement,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(SignAgreementCommand)
export class SignAgreementHandler implements ICommandHandler<SignAgreementCommand> {
  constructor(@Inject(PARTNERS) private readonly partners: Streams<Partner, PartnerEvent>) {}

  execute({
    partnerId,
    body,
    context,
  }: SignAgreementCommand): Promise<Outcome<Partner, PartnerEvent>> {
    const { envelope, options } = context;
    return this.partners.transact(
      partnerId,
      envelope,
      (state) => signAgreement(state, body),
      options,
    );
  }
}
