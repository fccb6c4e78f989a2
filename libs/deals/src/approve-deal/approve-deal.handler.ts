import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isBefore, rejected, rejectedFor, under, type Decision } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory, protectedUntil } from '@accord/programs';
import { OpportunityDirectory } from '@accord/sales';
import { busy, lookAhead, recordAfter, unlessChanged } from '../ahead-of-deal';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import type { GrantedBy, TakeOver } from '../exclusivity/grounds';
import { ReleaseOfDeal } from '../exclusivity/release-of-deal';
import { scopeOf } from '../exclusivity/scope';
import { notOpen } from '../refusals';
import { ApproverRegistry } from '../review/approver-registry';
import { approvalBars } from './approval-bars';
import { approveAsDecided, approveDeal, isAsDecided } from './approve-deal';
import { GrantProtocol } from './grant-protocol';

export class ApproveDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly by: GrantedBy,
    readonly context: CommandContext,
    /** What overrides who holds the customer, where the approval rests on that. */
    readonly takeOver?: TakeOver,
    /** The deal as it was when somebody decided that it may be approved, where that was before. */
    readonly decidedOn?: Deal,
  ) {
    super();
  }
}

/** First the grant, which decides; then the deal's own record of it. Each step can be repeated. */
@CommandHandler(ApproveDealCommand)
export class ApproveDealHandler implements ICommandHandler<ApproveDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly programs: ProgramDirectory,
    @Inject(PartnerDirectory) private readonly partners: Pick<PartnerDirectory, 'standing'>,
    private readonly protocol: GrantProtocol,
    private readonly releases: ReleaseOfDeal,
    @Inject(OpportunityDirectory)
    private readonly opportunities: Pick<OpportunityDirectory, 'reported'>,
    private readonly approvers: ApproverRegistry,
  ) {}

  async execute({
    dealId,
    by,
    context: given,
    takeOver,
    decidedOn,
  }: ApproveDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const ahead = await lookAhead(this.deals, dealId, given);
    if ('outcome' in ahead) return ahead.outcome;
    const { state: deal } = ahead;
    if (deal.status !== 'pending' && deal.status !== 'returned') {
      return this.record(dealId, given, notOpen);
    }
    if (decidedOn && !isAsDecided(deal, decidedOn)) throw busy(dealId);
    const { registration } = deal;
    const from = given.envelope.occurredOn;
    const program = await this.programs.inForce(registration.programId, from, { fresh: true });
    if (!program) {
      const message = `Program "${registration.programId}" has no rules in force on ${from}`;
      return this.record(dealId, given, () => rejected('program-not-in-force', message));
    }
    // An approval at a step was asked whether it may before; what overrides a holder is for operations.
    const entitled = takeOver
      ? await this.approvers.operations(program.rules, registration, given)
      : { context: given };
    if (!('context' in entitled)) return this.record(dealId, given, () => entitled);
    const { context } = entitled;
    const letter = takeOver?.by === 'customer-letter' ? takeOver.evidence : undefined;
    const reported =
      registration.opportunity &&
      (await this.opportunities.reported(registration.opportunity, { fresh: true }));
    // Neither silence nor a turn in the queue says that the partner may still have what it registered.
    const isUnjudged = by === 'silence' || by === 'queue';
    const partner = isUnjudged
      ? await this.partners.standing(registration.partnerId, from, { fresh: true })
      : null;
    const barred = approvalBars(program.rules, {
      registration,
      unjudged: partner && partner.standing,
      letter,
      opportunity: reported && reported.opportunity,
    });
    if (barred.length > 0) return this.record(dealId, context, () => rejectedFor(barred));
    const { partnerId, dealType, opportunity, registeredOn } = registration;
    const until = protectedUntil(program.rules.expiry, { registeredOn, approvedOn: from });
    // What is handed over keeps the window that it has.
    if (by !== 'transfer' && isBefore(until, from)) {
      const message = `The protection counted from ${registeredOn} and ended on ${until}`;
      return this.record(dealId, context, () => rejected('protection-over', message));
    }
    const facts = { approvedOn: from, expiresOn: until, by, partnerId, dealType, opportunity };
    const isReported = reported !== null && reported.opportunity.status !== 'unreported';
    const scope = scopeOf(program.rules, registration, isReported);
    if (scope === null && takeOver?.by === 'transfer') {
      const message = 'The deal excludes nobody, so it can take nothing over';
      return this.record(dealId, context, () => rejected('not-exclusive', message));
    }
    if (scope === null) {
      const approval = { ...facts, customerId: null, grantId: null };
      const outcome = await this.record(dealId, context, (state) =>
        under(program.label, approveAsDecided(state, deal, approval)),
      );
      return unlessChanged(dealId, outcome);
    }
    const wanted = {
      registration,
      scope,
      from,
      until,
      by,
      takeOver,
      rules: program.rules,
      program: program.label,
    };
    const result = await this.protocol.grant(wanted, context);
    if (result.kind === 'refused') return { kind: 'rejected', rejections: result.rejections };
    const { customerId, grant } = result;
    const window = { grantId: grant.grantId, approvedOn: grant.from, expiresOn: grant.until };
    const approval = { ...facts, ...window, customerId };
    const outcome = await this.record(dealId, context, (state) =>
      // What was taken over for the deal nobody could give back.
      under(
        program.label,
        takeOver ? approveDeal(state, approval) : approveAsDecided(state, deal, approval),
      ),
    );
    if (outcome.kind === 'rejected' && !context.options.dryRun) {
      await this.releases.release(dealId, approval, from, 'not-approvable', context);
    }
    return unlessChanged(dealId, outcome);
  }

  private record(
    dealId: string,
    context: CommandContext,
    decide: (state: Deal) => Decision<DealEvent>,
  ): Promise<Outcome<Deal, DealEvent>> {
    return recordAfter(this.deals, dealId, context, decide);
  }
}
