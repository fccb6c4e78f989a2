import { Injectable, Inject } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CustomerRegistry, type CustomerCandidate } from '@accord/customers';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { resembles, type IdentityRule } from '../approve-deal/resolve-customer';
import { ConflictCases } from '../conflict-case/conflict-cases';
import type { Deal, Registration } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';

type Granted = Extract<Recorded<ExclusivityEvent>, { type: 'ExclusivityGranted' }>;

const isGranted = (event: Recorded): event is Granted =>
  exclusivityEvents.includes(event) && event.type === 'ExclusivityGranted';

/**
 * Looks again at every grant, at its own place in the log (promise I2). A process that stalls for
 * longer than its locks live may grant without having seen what was decided meanwhile; what it should
 * have asked a person becomes a case now.
 */
@Injectable()
export class RecheckGrantReactor implements Reactor {
  readonly name = 'recheck-grant';

  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly customers: CustomerRegistry,
    private readonly cases: ConflictCases,
    private readonly programs: ProgramDirectory,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return isGranted(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isGranted(event)) return;
    const { dealId, grantId } = event.data;
    const { state } = await this.deals.look(dealId, { fresh: true });
    if (state.status === 'unknown') return;
    const { registration } = state;
    const today = event.envelope.occurredOn;
    const program = await this.programs.inForce(registration.programId, today, { fresh: true });
    const rule = program?.rules.exclusivity.identity ?? 'matcher';
    const missed = await this.missed(event, registration, rule);
    for (const candidate of missed) {
      const cause = { today, causationId: event.id };
      const context = this.contexts.ofSystem([this.name, event.id, candidate.customerId], cause);
      await this.cases.open(registration, candidate, event.position, context, grantId);
    }
  }

  /** @returns who matched when the grant was recorded, and was neither seen nor decided about */
  private async missed(
    event: Granted,
    registration: Registration,
    rule: IdentityRule,
  ): Promise<readonly CustomerCandidate[]> {
    const { dealId, candidates: seen } = event.data;
    const found = await this.customers.candidates(registration, event.position);
    const verdicts = await this.cases.verdicts(dealId, found, event.position);
    const weighed = new Set(
      seen
        .filter((candidate) => resembles(candidate, rule))
        .map(({ customerId }) => found.known.get(customerId) ?? customerId),
    );
    const missed: CustomerCandidate[] = [];
    for (const { customerId } of found.candidates) {
      if (customerId === found.own || weighed.has(customerId) || verdicts.has(customerId)) continue;
      // Who became known only later has looked at this grant itself.
      const former = [...found.known].flatMap(([id, now]) => (now === customerId ? [id] : []));
      const then = await this.customers.matchAsOf(registration.claim, former, event.position);
      if (then && resembles({ match: then }, rule)) {
        missed.push({ customerId, match: then });
      }
    }
    return missed;
  }
}
