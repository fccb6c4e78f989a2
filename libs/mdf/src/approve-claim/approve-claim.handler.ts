import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { approveClaim, type ApproveClaim } from './approve-claim';

export class ApproveClaimCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: ApproveClaim,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ApproveClaimCommand)
export class ApproveClaimHandler implements ICommandHandler<ApproveClaimCommand> {
  constructor(@Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>) {}

  execute({ fundId, body, context }: ApproveClaimCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    const facts = { on: envelope.occurredOn, approvedBy: envelope.actor.principal };
    return this.funds.transact(
      fundId,
      envelope,
      (state) => approveClaim(state, body, facts),
      options,
    );
  }
}
