import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under, uuidFrom, type Decision, type Rejection } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { ApproveDeal } from '../approve-deal/approve-deal';
import { GrantProtocol } from '../approve-deal/grant-protocol';
import type { Deal, Registration } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { scopeOf } from '../exclusivity/scope';
import {
  openDeal,
  openedRegistration,
  openingFaults,
  recordOpened,
  type OpenDeal,
  type OpeningFacts,
} from './open-deal';

type DealOutcome = Outcome<Deal, DealEvent>;
type Held = Pick<ApproveDeal, 'customerId' | 'grantId'>;

export class OpenDealCommand extends Command<DealOutcome> {
  constructor(
    readonly body: OpenDeal,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Takes over what was approved elsewhere: registration, grant by the protocol, approval. Each step can be repeated. */
@CommandHandler(OpenDealCommand)
export class OpenDealHandler implements ICommandHandler<OpenDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly partners: PartnerDirectory,
    private readonly programs: ProgramDirectory,
    private readonly protocol: GrantProtocol,
  ) {}

  async execute({ body, context }: OpenDealCommand): Promise<DealOutcome> {
    const { dealId, programId, partnerId } = body;
    const { today } = context;
    const fresh = { fresh: true };
    const program = await this.programs.inForce(programId, today, fresh);
    const { standing, revision } = await this.partners.standing(partnerId, today, fresh);
    const facts = { today, rules: program?.rules, standing, partnerRevision: revision };
    const registration = openedRegistration(body, facts);
    const faults = openingFaults(body, facts);
    const { state } = await this.deals.look(dealId, fresh);
    const open = (current: Deal): Decision<DealEvent> => openDeal(current, registration, faults);
    const first = open(state);
    const isDone = state.status !== 'unknown' && state.status !== 'pending';
    if (first.kind === 'accepted' && !isDone) {
      const foreseen = await this.held(body, registration, facts, dry(context));
      const { dryRun = false } = context.options;
      if ('rejections' in foreseen && (dryRun || !foreseen.isForPerson)) {
        return { kind: 'rejected', rejections: foreseen.rejections };
      }
      if (dryRun) return this.record(dealId, context, open);
    }
    // A command of its own, so that the approval in the same stream is not taken for its repetition.
    const commandId = uuidFrom('open-deal', context.envelope.commandId);
    const begun = await this.deals.transact(dealId, { ...context.envelope, commandId }, (current) =>
      under(program?.label, open(current)),
    );
    if (begun.kind === 'rejected') return begun;
    const held = isDone ? NOTHING : await this.held(body, registration, facts, context);
    if ('rejections' in held) return { kind: 'rejected', rejections: held.rejections };
    const { approvedOn, expiresOn, dealType, opportunity } = body;
    const window = { approvedOn, expiresOn, by: 'opening' } as const;
    const approval = { ...held, ...window, partnerId, dealType, opportunity };
    return this.record(dealId, context, (current) =>
      under(program?.label, recordOpened(current, approval)),
    );
  }

  /** @returns what protects it; or why nothing does, and whether a person can say more */
  private async held(
    { approvedOn, expiresOn }: OpenDeal,
    registration: Registration,
    { rules, today }: OpeningFacts,
    context: CommandContext,
  ): Promise<Held | { readonly rejections: readonly Rejection[]; readonly isForPerson: boolean }> {
    // What was approved elsewhere for an opportunity was told apart from others there.
    const scope = rules && scopeOf(rules, registration, true);
    if (!scope) return NOTHING;
    const program = await this.programs.inForce(registration.programId, today, { fresh: true });
    const wanted = {
      registration,
      scope,
      from: approvedOn,
      until: expiresOn,
      by: 'opening',
      rules,
      program: program?.label ?? '',
    } as const;
    const result = await this.protocol.grant(wanted, context);
    if (result.kind === 'granted') {
      return { customerId: result.customerId, grantId: result.grant.grantId };
    }
    const { rejections } = result;
    return { rejections, isForPerson: rejections.every(({ code }) => code === 'case-undecided') };
  }

  private record(
    dealId: string,
    { envelope, options }: CommandContext,
    decide: (state: Deal) => Decision<DealEvent>,
  ): Promise<DealOutcome> {
    return this.deals.transact(dealId, envelope, decide, { dryRun: options.dryRun ?? false });
  }
}

const NOTHING: Held = { customerId: null, grantId: null };

const dry = (context: CommandContext): CommandContext => ({
  ...context,
  options: { ...context.options, dryRun: true },
});
