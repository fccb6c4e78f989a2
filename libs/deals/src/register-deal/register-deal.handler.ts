import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under, type Decision, type IsoDate } from '@accord/kernel';
import type { Outcome, Sight, Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory, type ProgramRules } from '@accord/programs';
import { OpportunityDirectory } from '@accord/sales';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { consultsSales, type Reported } from '../route-deal/route-deal';
import { OpenRegistrations } from './open-registrations.query';
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
    private readonly open: OpenRegistrations,
  ) {}

  async execute({ body, context }: RegisterDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const { envelope, options } = context;
    const register = (open: number | null): Promise<Outcome<Deal, DealEvent>> =>
      this.deals.transact(
        body.dealId,
        envelope,
        async (state, sight) => {
          const decision = await this.decide(state, { body, context }, open, sight);
          // A denial on the spot is a refusal too: only the store may say so.
          return !sight.fresh && deniedAtOnce(decision)
            ? this.decide(state, { body, context }, open, { fresh: true })
            : decision;
        },
        options,
      );
    const isLimited = await this.isLimited(body, envelope.occurredOn);
    return isLimited ? this.open.counted(body, register) : register(null);
  }

  private async decide(
    state: Deal,
    { body, context }: Pick<RegisterDealCommand, 'body' | 'context'>,
    open: number | null,
    sight: Sight,
  ): Promise<Decision<DealEvent>> {
    const { occurredOn: on, actor } = context.envelope;
    const program = await this.programs.inForce(body.programId, on, sight);
    const { standing, revision } = await this.partners.standing(body.partnerId, on, sight);
    const { distributorId } = body;
    const distributor =
      distributorId === undefined
        ? null
        : (await this.partners.standing(distributorId, on, sight)).standing;
    const facts = {
      on,
      rules: program?.rules,
      standing,
      distributor,
      filedBy: actor.role,
      partnerRevision: revision,
      submitted: context.moment,
      open,
      reported: await this.reported(body, program?.rules, sight),
    };
    return under(program?.label, registerDeal(state, body, facts));
  }

  private async isLimited({ programId, partnerId }: RegisterDeal, on: IsoDate): Promise<boolean> {
    const program = await this.programs.inForce(programId, on, { fresh: false });
    const limit = program?.rules.registration.openLimit;
    if (!limit) return false;
    const { standing } = await this.partners.standing(partnerId, on, { fresh: false });
    return !standing.enrolled || (limit.partnerKinds?.includes(standing.kind) ?? true);
  }

  private async reported(
    { opportunity, dealType }: RegisterDeal,
    rules: ProgramRules | undefined,
    sight: Sight,
  ): Promise<Reported | null> {
    if (!opportunity || !rules || !consultsSales(rules, dealType)) return null;
    return this.opportunities.reported(opportunity, sight);
  }
}

const deniedAtOnce = (decision: Decision<DealEvent>): boolean =>
  decision.kind === 'accepted' && decision.events.some(({ type }) => type === 'DealDenied');
