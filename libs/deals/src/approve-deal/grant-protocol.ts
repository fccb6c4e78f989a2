import { Inject, Injectable } from '@nestjs/common';
import {
  under,
  uuidFrom,
  type Decision,
  type Envelope,
  type IsoDate,
  type LogPosition,
  type Rejection,
} from '@accord/kernel';
import { CustomerRegistry, MATCHER_VERSION, type CustomerCandidate } from '@accord/customers';
import type { CommandContext } from '@accord/platform';
import type { ProgramRules } from '@accord/programs';
import { LockUnavailable, ReadStore, type HeldLocks } from '@accord/read-store';
import type { Registration } from '../deal';
import { OpportunityOwners } from '../deal-customers/opportunity-owners.query';
import { DealQueues } from '../deal-queue/deal-queues.query';
import { CustomerExclusivities, type Told } from '../exclusivity/exclusivity-registry';
import type { Exclusivity, Grant } from '../exclusivity/exclusivity';
import type { ExclusivityEvent } from '../exclusivity/exclusivity.events';
import { grantExclusivity, type GrantExclusivity } from '../exclusivity/grant-exclusivity';
import type { GrantedBy, TakeOver } from '../exclusivity/grounds';
import { handOverExclusivity } from '../exclusivity/hand-over-exclusivity';
import type { ExclusivityScope } from '../exclusivity/scope';
import { transferExclusivity } from '../exclusivity/transfer-exclusivity';
import { IdentityProtocol } from './identity-protocol';
import { resembles } from './resolve-customer';

export interface WantedGrant {
  readonly registration: Registration;
  readonly scope: ExclusivityScope;
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly by: GrantedBy;
  /** What overrides who holds it. */
  readonly takeOver?: TakeOver | undefined;
  readonly rules: ProgramRules;
  /** `<program>@<version>` of the rules that the grant is given under. */
  readonly program: string;
}

export type GrantResult =
  | { readonly kind: 'granted'; readonly customerId: string; readonly grant: Grant }
  | { readonly kind: 'refused'; readonly rejections: readonly Rejection[] };

/**
 * Decides who owns a customer, so that two registrations of the same customer are never both granted:
 * lock the keys that any rival must share, look at everything decided before, decide, append. Only
 * the log is written; the customer's exclusivity stream under its expected revision is the guard (I1).
 */
@Injectable()
export class GrantProtocol {
  constructor(
    private readonly exclusivities: CustomerExclusivities,
    @Inject(ReadStore) private readonly reads: { readonly locks: Pick<ReadStore['locks'], 'hold'> },
    @Inject(CustomerRegistry)
    private readonly customers: Pick<CustomerRegistry, 'lockKeys' | 'establish' | 'attach'>,
    @Inject(IdentityProtocol) private readonly identities: Pick<IdentityProtocol, 'identify'>,
    @Inject(DealQueues) private readonly queues: Pick<DealQueues, 'of'>,
    @Inject(OpportunityOwners) private readonly owners: Pick<OpportunityOwners, 'tellsApart'>,
  ) {}

  grant(wanted: WantedGrant, context: CommandContext): Promise<GrantResult> {
    const keys = this.customers.lockKeys(wanted.registration.claim);
    return this.reads.locks.hold(keys, (locks) => this.decide(wanted, context, locks));
  }

  private async decide(
    wanted: WantedGrant,
    context: CommandContext,
    locks: HeldLocks,
  ): Promise<GrantResult> {
    const { registration, rules } = wanted;
    const { dealId, claim } = registration;
    const identity = await this.identities.identify(registration, rules, context);
    if (identity.kind === 'refused') return identity;
    const { resolution, own, candidates, seen } = identity;
    if (wanted.by === 'queue') {
      const before = await this.waitingBefore(wanted, seen);
      if (before.length > 0) return { kind: 'refused', rejections: before };
    }
    const customerId =
      resolution.kind === 'known' ? resolution.customerId : uuidFrom('customer', dealId);
    const scope = await this.owners.tellsApart(wanted.scope, { dealId, customerId }, seen);
    const grantTo = (how: CommandContext): Promise<GrantResult> =>
      this.append(customerId, { ...wanted, scope }, candidates, seen, how);
    // A refusal leaves no trace, so it is foreseen before the customer learns of the claim. The claim
    // comes before the grant: whoever holds the keys next has to find the customer under all of them.
    const foreseen = await grantTo(asDryRun(context));
    if (foreseen.kind === 'refused' || context.options.dryRun) return foreseen;
    await locks.check();
    if (resolution.kind === 'new') {
      await this.customers.establish({ customerId, dealId, claim }, context.envelope);
    } else if (resolution.match && own !== customerId) {
      const { match } = resolution;
      const { envelope } = context;
      const attached = await this.customers.attach(customerId, { dealId, claim, match }, envelope);
      if (attached.kind === 'rejected') {
        throw new LockUnavailable(
          'The customer has just been merged; nothing was granted. Try again.',
        );
      }
    }
    await locks.check();
    return grantTo(context);
  }

  /** Who is approved because it is its turn must be the first in line, at the head of the log. */
  private async waitingBefore(
    { registration: { dealId }, from }: WantedGrant,
    seen: LogPosition,
  ): Promise<Rejection[]> {
    const found = await this.queues.of(dealId, from, seen);
    const ahead = found ? found.queue.waiting.indexOf(found.own) : -1;
    if (ahead === 0) return [];
    const message =
      ahead < 0 ? 'The deal waits for nothing' : `${ahead} registrations wait longer than this one`;
    return [{ code: 'not-first-in-queue', message }];
  }

  private async append(
    customerId: string,
    wanted: WantedGrant,
    candidates: readonly CustomerCandidate[],
    seen: LogPosition,
    { envelope, options }: CommandContext,
  ): Promise<GrantResult> {
    const { dealId } = wanted.registration;
    const give = (by: Envelope): Promise<Told> => {
      const grant = grantOf(customerId, wanted, candidates, seen, by);
      return this.exclusivities.transact(
        { customerId },
        by,
        (state, at) =>
          under(wanted.program, take(state, { ...grant, customerId: at }, wanted.takeOver)),
        { dryRun: options.dryRun ?? false },
      );
    };
    const first = await give(envelope);
    const again = await this.afterRelease(first, wanted.registration, envelope);
    const { customerId: home, outcome } = again ? await give(again) : first;
    if (outcome.kind === 'rejected') return { kind: 'refused', rejections: outcome.rejections };
    if (outcome.kind === 'dry-run') {
      const given = outcome.events.find((event) => event.type === 'ExclusivityGranted');
      const grant = grantOf(home, wanted, candidates, seen, envelope);
      return {
        kind: 'granted',
        customerId: home,
        grant: { ...grant, ...given?.data, released: false },
      };
    }
    const held = outcome.state.grants.find((one) => one.dealId === dealId && !one.released);
    if (!held)
      throw new Error(`The grant of deal "${dealId}" was released while it was being given`);
    return { kind: 'granted', customerId: home, grant: held };
  }

  /**
   * A command that is repeated finds its grant as it was given. Where that was given back since, because the
   * deal had changed meanwhile, another one is decided about.
   * @returns under which id; undefined where the grant stands or is a new one
   */
  private async afterRelease(
    { customerId, outcome }: Told,
    { dealId }: Registration,
    envelope: Envelope,
  ): Promise<Envelope | undefined> {
    const given =
      outcome.kind === 'replayed' &&
      outcome.events.find((event) => event.type === 'ExclusivityGranted');
    if (!given) return undefined;
    const { grantId } = given.data;
    const { state } = await this.exclusivities.home({ customerId, grantId });
    if (!state.grants.some((one) => one.grantId === grantId && one.released)) return undefined;
    const before = state.grants.filter((one) => one.dealId === dealId).length;
    const commandId = uuidFrom('grant-again', envelope.commandId, String(before));
    return { ...envelope, commandId };
  }
}

function grantOf(
  customerId: string,
  { registration: { dealId, partnerId }, scope, from, until, by }: WantedGrant,
  candidates: readonly CustomerCandidate[],
  seen: LogPosition,
  { commandId }: Envelope,
): GrantExclusivity {
  return {
    grantId: uuidFrom('grant', commandId, dealId),
    customerId,
    dealId,
    partnerId,
    scope,
    from,
    until,
    by,
    matcher: MATCHER_VERSION,
    // Those that were compared and plainly found to be others would fill the event.
    candidates: candidates
      .filter((candidate) => candidate.customerId === customerId || isRelated(candidate))
      .map((candidate) => ({ customerId: candidate.customerId, match: candidate.match })),
    seenThrough: seen.toString(),
  };
}

function take(
  state: Exclusivity,
  wanted: GrantExclusivity,
  takeOver: TakeOver | undefined,
): Decision<ExclusivityEvent> {
  switch (takeOver?.by) {
    case undefined:
      return grantExclusivity(state, wanted);
    case 'customer-letter':
      return transferExclusivity(state, wanted, takeOver.evidence);
    case 'transfer':
      return handOverExclusivity(state, wanted, takeOver.from, takeOver.evidence);
  }
}

const asDryRun = (context: CommandContext): CommandContext => ({
  ...context,
  options: { ...context.options, dryRun: true },
});

const isRelated = (candidate: CustomerCandidate): boolean =>
  resembles(candidate, 'matcher') || resembles(candidate, 'domain');
