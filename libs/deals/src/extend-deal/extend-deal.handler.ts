import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { minDate, rejected, under, type Decision, type IsoDate } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { CustomerRegistry } from '@accord/customers';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { ReadStore, type HeldLocks } from '@accord/read-store';
import { lookAhead, recordAfter } from '../ahead-of-deal';
import { IdentityProtocol } from '../approve-deal/identity-protocol';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { exclusivity } from '../exclusivity/exclusivity';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import { extendExclusivity } from '../exclusivity/extend-exclusivity';
import { notOpen } from '../refusals';
import { ApproverRegistry } from '../review/approver-registry';
import { STANDARD, extendDeal, extendedUntil, type Extension } from './extend-deal';

export class ExtendDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly context: CommandContext,
    readonly asked: Extension = STANDARD,
  ) {
    super();
  }
}

/** Lengthens first the hold on the customer, under the locks of its keys, then the deal's protection. */
@CommandHandler(ExtendDealCommand)
export class ExtendDealHandler implements ICommandHandler<ExtendDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly exclusivities: CustomerExclusivities,
    @Inject(CustomerRegistry) private readonly customers: Pick<CustomerRegistry, 'lockKeys'>,
    private readonly programs: ProgramDirectory,
    @Inject(ReadStore) private readonly reads: { readonly locks: Pick<ReadStore['locks'], 'hold'> },
    @Inject(IdentityProtocol) private readonly identities: Pick<IdentityProtocol, 'identify'>,
    private readonly approvers: ApproverRegistry,
  ) {}

  async execute({
    dealId,
    context: given,
    asked,
  }: ExtendDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const ahead = await lookAhead(this.deals, dealId, given);
    if ('outcome' in ahead) return ahead.outcome;
    const { state: deal } = ahead;
    if (!('approval' in deal)) return this.record(dealId, given, notOpen);
    const { registration, approval } = deal;
    const on = given.envelope.occurredOn;
    const program = await this.programs.inForce(registration.programId, on, { fresh: true });
    if (!program) {
      const message = `Program "${registration.programId}" has no rules in force on ${on}`;
      return this.record(dealId, given, () => rejected('program-not-in-force', message));
    }
    const { operations, approver } = program.rules.extension;
    const role = asked.kind === 'operations' ? operations : approver;
    const entitled = await this.approvers.holder(role, registration, given);
    if (!('context' in entitled)) return this.record(dealId, given, () => entitled);
    const { context } = entitled;
    const { customerId, grantId } = approval;
    const lengthen = async (locks: HeldLocks): Promise<Outcome<Deal, DealEvent>> => {
      // Another extension may have come first: it held the same locks.
      const { state: now } = await this.deals.look(dealId, { fresh: true });
      const window = extendedUntil(now, program.rules.extension, on, asked);
      let held: IsoDate | undefined;
      if ('until' in window && customerId !== null && grantId !== null) {
        const { until } = window;
        const kind = asked.kind === 'operations' && { kind: asked.kind };
        // Who else has come to hold the customer since may go by another name.
        const identity = await this.identities.identify(registration, program.rules, context);
        if (identity.kind === 'refused')
          return { kind: 'rejected', rejections: identity.rejections };
        await locks.check();
        const { outcome } = await this.exclusivities.transact(
          { customerId, grantId },
          context.envelope,
          (state) => under(program.label, extendExclusivity(state, { grantId, until, ...kind })),
          { dryRun: context.options.dryRun ?? false },
        );
        if (outcome.kind === 'rejected') return outcome;
        // A dry run tells what would happen beside the state of now.
        const after =
          outcome.kind === 'dry-run'
            ? outcome.events.reduce(exclusivity.evolve, outcome.state)
            : outcome.state;
        held = after.grants.find((grant) => grant.grantId === grantId)?.until;
      }
      return this.record(dealId, context, (state) => {
        const allowed = extendedUntil(state, program.rules.extension, on, asked);
        if (!('until' in allowed)) return allowed;
        // A command repeated on another day finds the window that it got on the first.
        const until = held === undefined ? allowed.until : minDate(allowed.until, held);
        return under(program.label, extendDeal(state, { until, kind: asked.kind }));
      });
    };
    return this.reads.locks.hold(this.customers.lockKeys(registration.claim), lengthen);
  }

  private record(
    dealId: string,
    context: CommandContext,
    decide: (state: Deal) => Decision<DealEvent>,
  ): Promise<Outcome<Deal, DealEvent>> {
    return recordAfter(this.deals, dealId, context, decide);
  }
}
