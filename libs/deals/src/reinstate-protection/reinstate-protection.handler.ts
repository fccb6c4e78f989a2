import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { fold, isBefore, rejected, under, type Decision, type IsoDate } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { OpportunityDirectory } from '@accord/sales';
import { lookAhead, recordAfter } from '../ahead-of-deal';
import { GrantProtocol } from '../approve-deal/grant-protocol';
import { deal as dealStream, type Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { ReleaseOfDeal } from '../exclusivity/release-of-deal';
import { scopeOf } from '../exclusivity/scope';
import { ExtendDealCommand } from '../extend-deal/extend-deal.handler';
import { notOpen } from '../refusals';
import { ApproverRegistry } from '../review/approver-registry';
import { RulesOfDeals } from '../rules-registry';
import { lastApproval, reinstateProtection } from './reinstate-protection';

type Told = Outcome<Deal, DealEvent>;

export class ReinstateProtectionCommand extends Command<Told> {
  constructor(
    readonly dealId: string,
    /** Last day; null: the day on which it would have ended anyway. */
    readonly until: IsoDate | null,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * Grants a deal again what it held, through the same protocol as every grant: who has come to hold the
 * customer meanwhile keeps it. What ran out is lengthened instead, as the program lets operations do.
 */
@CommandHandler(ReinstateProtectionCommand)
export class ReinstateProtectionHandler implements ICommandHandler<ReinstateProtectionCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly rules: RulesOfDeals,
    @Inject(GrantProtocol) private readonly protocol: Pick<GrantProtocol, 'grant'>,
    private readonly releases: ReleaseOfDeal,
    private readonly approvers: ApproverRegistry,
    @Inject(OpportunityDirectory)
    private readonly opportunities: Pick<OpportunityDirectory, 'isReported'>,
    @Inject(CommandBus) private readonly commands: Pick<CommandBus, 'execute'>,
  ) {}

  async execute({ dealId, until, context: given }: ReinstateProtectionCommand): Promise<Told> {
    const record = (
      by: CommandContext,
      decide: (state: Deal) => Decision<DealEvent>,
    ): Promise<Told> => recordAfter(this.deals, dealId, by, decide);
    const refuse = (code: string, message: string, path?: string): Promise<Told> =>
      record(given, () => rejected(code, message, path));
    const ahead = await lookAhead(this.deals, dealId, given);
    if ('outcome' in ahead) return ahead.outcome;
    const { state: deal } = ahead;
    if (deal.status === 'expired') {
      if (until === null)
        return refuse('until-required', 'Say until when it is protected', 'until');
      const asked = { kind: 'operations', until } as const;
      return this.commands.execute(new ExtendDealCommand(dealId, given, asked));
    }
    if (deal.status !== 'broken' && deal.status !== 'withdrawn') return record(given, notOpen);
    const { registration } = deal;
    const on = given.envelope.occurredOn;
    const { rules, label } = await this.rules.on(deal, on, { fresh: true });
    const entitled = await this.approvers.operations(rules, registration, given);
    if (!('context' in entitled)) return record(given, () => entitled);
    const { context } = entitled;
    const events = await this.deals.events(dealId);
    // Read at one time: what somebody else has put back since the look is no protection that ended.
    const { status } = fold(dealStream, events);
    if (status !== deal.status) return record(given, notOpen);
    const last = lastApproval(events);
    if (!last) return refuse('nothing-to-reinstate', 'The deal never had a protection');

    const expiresOn = until ?? last.expiresOn;
    if (isBefore(expiresOn, on)) {
      return refuse('protection-over', `The protection would have ended on ${expiresOn}`, 'until');
    }
    const { partnerId, dealType, opportunity } = registration;
    const facts = { approvedOn: on, expiresOn, by: 'reinstatement', partnerId, dealType } as const;
    const approval = { ...facts, opportunity, customerId: null, grantId: null };
    const isReported = await this.opportunities.isReported(opportunity);
    const scope = scopeOf(rules, registration, isReported);
    if (scope === null)
      return record(context, (state) => under(label, reinstateProtection(state, approval)));
    // A withdrawal gives its grant back a little later; the new one does not wait for that.
    if (!context.options.dryRun)
      await this.releases.release(dealId, last, on, 'withdrawn', context);
    const wanted = {
      registration,
      scope,
      from: on,
      until: expiresOn,
      by: facts.by,
      rules,
      program: label,
    };
    const result = await this.protocol.grant(wanted, context);
    if (result.kind === 'refused') return { kind: 'rejected', rejections: result.rejections };
    const { customerId, grant } = result;
    const granted = { ...approval, customerId, grantId: grant.grantId, expiresOn: grant.until };
    return record(context, (state) => under(label, reinstateProtection(state, granted)));
  }
}
