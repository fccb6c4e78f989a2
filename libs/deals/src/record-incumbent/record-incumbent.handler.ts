import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under, uuidFrom, type Decision, type Rejection } from '@accord/kernel';
import { CustomerRegistry, type CustomerClaim } from '@accord/customers';
import { EventStore, type Outcome, type Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory, type ProgramRules } from '@accord/programs';
import { LockUnavailable, ReadStore } from '@accord/read-store';
import { resolveCustomer, type Resolution } from '../approve-deal/resolve-customer';
import { INCUMBENCIES } from '../deals.token';
import type { IncumbencyEvent } from '../move-incumbency/incumbency.events';
import { incumbencyIdOf, type Incumbency } from '../move-incumbency/move-incumbency';
import { recordIncumbent, type RecordIncumbent } from './record-incumbent';

type Told = Outcome<Incumbency, IncumbencyEvent>;

export interface OldOrder extends Omit<RecordIncumbent, 'customerId'> {
  readonly claim: CustomerClaim;
  /** Which customer it is, where a person says so. */
  readonly customerId: string | null;
}

export class RecordIncumbentCommand extends Command<Told> {
  constructor(
    readonly body: OldOrder,
    readonly context: CommandContext,
  ) {
    super();
  }
}

type Found =
  | { readonly customerId: string; readonly resolution: Resolution; readonly isOwn: boolean }
  | { readonly refusal: Rejection };

/** Recognises the customer as an approval would, and gives it an identity where nobody knew it. */
@CommandHandler(RecordIncumbentCommand)
export class RecordIncumbentHandler implements ICommandHandler<RecordIncumbentCommand> {
  constructor(
    @Inject(INCUMBENCIES) private readonly incumbencies: Streams<Incumbency, IncumbencyEvent>,
    private readonly log: EventStore,
    private readonly reads: ReadStore,
    private readonly customers: CustomerRegistry,
    private readonly partners: PartnerDirectory,
    private readonly programs: ProgramDirectory,
  ) {}

  async execute({ body, context }: RecordIncumbentCommand): Promise<Told> {
    const { programId, partnerId, claim } = body;
    const { today } = context;
    const program = await this.programs.inForce(programId, today, { fresh: true });
    const { standing } = await this.partners.standing(partnerId, today, { fresh: true });
    if (!standing.enrolled || standing.programId !== programId) {
      const message = `No partner "${partnerId}" in the program`;
      return refused({ code: 'partner-unknown', message, path: 'partnerId' });
    }
    const rules = program?.rules;
    if (!rules?.incumbency) return refused(NO_INCUMBENTS);
    return this.reads.locks.hold(this.customers.lockKeys(claim), async (locks) => {
      const found = await this.customerOf(body, rules);
      if ('refusal' in found) return refused(found.refusal);
      await locks.check();
      if (!context.options.dryRun) await this.establish(body, found, context);
      const { customerId } = found;
      const { claim: _claim, ...order } = body;
      const record = (state: Incumbency): Decision<IncumbencyEvent> =>
        under(program?.label, recordIncumbent(state, rules.incumbency, { ...order, customerId }));
      const id = incumbencyIdOf(programId, customerId);
      return this.incumbencies.transact(id, context.envelope, record, context.options);
    });
  }

  private async customerOf(body: OldOrder, { exclusivity }: ProgramRules): Promise<Found> {
    const { claim, reference } = body;
    const { position } = await this.log.head();
    const dealId = claimIdOf(reference);
    const { candidates, own } = await this.customers.candidates({ dealId, claim }, position);
    const said = new Map(
      body.customerId === null
        ? []
        : candidates.map(({ customerId }) => [
            customerId,
            customerId === body.customerId
              ? ('same-customer' as const)
              : ('different-customer' as const),
          ]),
    );
    if (body.customerId !== null && !said.has(body.customerId) && own !== body.customerId) {
      const message = `Customer "${body.customerId}" has no likeness to this one`;
      return { refusal: { code: 'customer-unlike', message, path: 'customerId' } };
    }
    const resolution = resolveCustomer(candidates, said, own, exclusivity.identity ?? 'matcher');
    switch (resolution.kind) {
      case 'known':
        return { customerId: resolution.customerId, resolution, isOwn: own !== null };
      case 'new':
        return { customerId: uuidFrom('customer', dealId), resolution, isOwn: false };
      case 'unsure':
      case 'several': {
        const ids =
          resolution.kind === 'several'
            ? resolution.customerIds
            : resolution.candidates.map(({ customerId }) => customerId);
        const message = `It may be ${ids.map((id) => `"${id}"`).join(' or ')}: say which`;
        return { refusal: { code: 'customer-unsure', message, path: 'customerId' } };
      }
    }
  }

  private async establish(
    { claim, reference }: OldOrder,
    found: Exclude<Found, { refusal: unknown }>,
    { envelope }: CommandContext,
  ): Promise<void> {
    const { customerId, resolution, isOwn } = found;
    const dealId = claimIdOf(reference);
    if (resolution.kind === 'new') {
      await this.customers.establish({ customerId, dealId, claim }, envelope);
    } else if (resolution.kind === 'known' && resolution.match && !isOwn) {
      const { match } = resolution;
      const attached = await this.customers.attach(customerId, { dealId, claim, match }, envelope);
      if (attached.kind === 'rejected') {
        throw new LockUnavailable(
          'The customer has just been merged; nothing was recorded. Try again.',
        );
      }
    }
  }
}

/** The name of the order's claim among those of registrations. */
const claimIdOf = (reference: string): string => uuidFrom('opening-order', reference);

const NO_INCUMBENTS = { code: 'not-in-program', message: 'The program knows no incumbents' };

const refused = (refusal: Rejection): Told => ({ kind: 'rejected', rejections: [refusal] });
