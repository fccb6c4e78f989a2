import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { OpportunityDirectory } from '@accord/sales';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { registerDeal, type RegisterDeal } from './register-deal';

export class RegisterDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly body: RegisterDeal,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RegisterDealCommand)
export class RegisterDealHandler implements ICommandHandler<RegisterDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly partners: PartnerDirectory,
    private readonly programs: ProgramDirectory,
    private readonly opportunities: OpportunityDirectory,
  ) {}

  execute({ body, context }: RegisterDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    return this.deals.transact(
      body.dealId,
      envelope,
      async (state, sight) => {
        const program = await this.programs.inForce(body.programId, on, sight);
        const { standing, revision } = await this.partners.standing(body.partnerId, on, sight);
        const { distributorId, opportunity } = body;
        const reported = opportunity && (await this.opportunities.reported(opportunity, sight));
        const distributor =
          distributorId === undefined
            ? null
            : (await this.partners.standing(distributorId, on, sight)).standing;
        const facts = {
          on,
          rules: program?.rules,
          standing,
          distributor,
          filedBy: envelope.actor.role,
          partnerRevision: revision,
          submitted: context.moment,
          reported,
        };
        return under(program?.label, registerDeal(state, body, facts));
      },
      options,
    );
  }
}
