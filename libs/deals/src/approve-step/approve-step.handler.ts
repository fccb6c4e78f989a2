import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ApproveDealCommand } from '../approve-deal/approve-deal.handler';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { ApproverRegistry } from '../review/approver-registry';
import { LAST_STEP, approveStep, type ApprovedBy } from './approve-step';

export class ApproveStepCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly by: ApprovedBy,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** An approver's yes: to the next step, and after the last one the approval itself. */
@CommandHandler(ApproveStepCommand)
export class ApproveStepHandler implements ICommandHandler<ApproveStepCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly approvers: ApproverRegistry,
    private readonly commands: CommandBus,
  ) {}

  async execute({ dealId, by, context }: ApproveStepCommand): Promise<Outcome<Deal, DealEvent>> {
    let final = context;
    let decidedOn: Deal | undefined;
    const outcome = await this.approvers.decide(
      this.deals,
      dealId,
      context,
      (state, { context: entitled }, { rules }) => {
        final = entitled;
        decidedOn = state;
        return approveStep(state, rules, context.moment, by);
      },
    );
    // The loop knows a repetition of an earlier step's approval; only a new one goes on from here.
    const isLast = outcome.kind === 'rejected' && outcome.rejections[0]?.code === LAST_STEP;
    if (!isLast) return outcome;
    return this.commands.execute(new ApproveDealCommand(dealId, by, final, undefined, decidedOn));
  }
}
