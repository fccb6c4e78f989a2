import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { rejected, rejectedFor, under, type Decision } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { OpportunityDirectory } from '@accord/sales';
import { lookAhead, recordAfter } from '../ahead-of-deal';
import type { Deal, Registration } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import type { BreakEvidence } from '../exclusivity/grounds';
import { releaseExclusivity } from '../exclusivity/release-exclusivity';
import { notOpen } from '../refusals';
import { ApproverRegistry } from '../review/approver-registry';
import { breakProtection, breakRefusals, type Break } from './break-protection';

export class BreakProtectionCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly body: Break,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** First the release, which decides; then the deal's own record of it. Each step can be repeated. */
@CommandHandler(BreakProtectionCommand)
export class BreakProtectionHandler implements ICommandHandler<BreakProtectionCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly exclusivities: CustomerExclusivities,
    private readonly programs: ProgramDirectory,
    private readonly opportunities: OpportunityDirectory,
    private readonly approvers: ApproverRegistry,
  ) {}

  async execute({
    dealId,
    body,
    context: given,
  }: BreakProtectionCommand): Promise<Outcome<Deal, DealEvent>> {
    const record = (by: CommandContext, decide: (state: Deal) => Decision<DealEvent>) =>
      recordAfter(this.deals, dealId, by, decide);
    const ahead = await lookAhead(this.deals, dealId, given);
    if ('outcome' in ahead) return ahead.outcome;
    const { state: deal } = ahead;
    if (deal.status !== 'approved') return record(given, notOpen);
    const { registration, approval } = deal;
    const { customerId, grantId } = approval;
    if (customerId === null || grantId === null) {
      return record(given, () => rejected('not-exclusive', 'The deal excludes nobody'));
    }
    const { on, cause } = body;
    const program = await this.programs.inForce(registration.programId, on, { fresh: true });
    const entitled = await this.approvers.operations(program?.rules, registration, given);
    if (!('context' in entitled)) return record(given, () => entitled);
    const { context } = entitled;
    const evidence = await this.evidence(body, registration);
    const refusals = breakRefusals(program?.rules.exclusivity.breaks, { cause, evidence, on });
    if (refusals.length > 0) return record(context, () => rejectedFor(refusals));
    const release = { grantId, dealId, releasedOn: on, why: cause, evidence };
    if (!context.options.dryRun) {
      await this.exclusivities.transact({ customerId, grantId }, context.envelope, (state) =>
        under(program?.label, releaseExclusivity(state, release)),
      );
    }
    return record(context, (state) =>
      under(program?.label, breakProtection(state, { grantId, cause, evidence, on })),
    );
  }

  /** What the sales system reports about the opportunity counts before what the request says. */
  private async evidence(
    { cause, evidence }: Break,
    { opportunity }: Registration,
  ): Promise<BreakEvidence> {
    if (cause !== 'inactivity' || opportunity === null) return evidence;
    const { opportunity: found } = await this.opportunities.reported(opportunity, { fresh: true });
    const reported = found.status === 'unreported' ? null : found.facts.lastActivityOn;
    return reported === null ? evidence : { ...evidence, lastActivityOn: reported };
  }
}
