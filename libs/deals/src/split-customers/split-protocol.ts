import { Injectable } from '@nestjs/common';
import { sha256Hex, uuidFrom, type Envelope } from '@accord/kernel';
import { EventStore } from '@accord/event-store';
import { CustomerFates, CustomerRegistry } from '@accord/customers';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import type { ExclusivityMove } from '../exclusivity/exclusivity.events';
import type { FateOutcome } from '../merge-customers/merge-protocol';
import { RevertedLosersQuery } from './reverted-losers.query';

/** What a split takes along, and whom it lets ask again. */
export type Parting = Pick<Parameters<CustomerFates['split']>[0], 'claims' | 'reverted'>;

/**
 * Makes two customers of one: first the approvals go, then the registrations. No approval is given or
 * lost by it. Whoever dies on the way leaves an announced move, which is brought to its end.
 */
@Injectable()
export class SplitProtocol {
  constructor(
    private readonly store: EventStore,
    private readonly exclusivities: CustomerExclusivities,
    private readonly customers: CustomerRegistry,
    private readonly fates: CustomerFates,
    private readonly losers: RevertedLosersQuery,
  ) {}

  async split(move: ExclusivityMove, parting: Parting, envelope: Envelope): Promise<FateOutcome> {
    const begun = await this.exclusivities.begin(move, envelope);
    return begun.kind === 'rejected' ? begun : this.complete(move, parting, envelope);
  }

  /** What the split is about, as it stands now. */
  async parting({ from, to, deals, on }: ExclusivityMove): Promise<Required<Parting>> {
    const moved = deals ?? [];
    const seen = (await this.store.head()).position;
    const known = await this.customers.known(from, seen);
    const claims = known?.claims ?? [];
    // Who finishes a split may find the approvals on either side.
    const sides = await Promise.all(
      [from, to].map((customerId) => this.exclusivities.home({ customerId })),
    );
    const grants = sides.flatMap(({ state }) => state.grants);
    const reverted = await this.losers.of(claims, grants, moved, on, seen);
    return { claims: claims.filter(({ dealId }) => moved.includes(dealId)), reverted };
  }

  /** From the announcement of the move on. May be repeated. */
  async complete(
    move: ExclusivityMove,
    parting: Parting,
    envelope: Envelope,
  ): Promise<FateOutcome> {
    const { from, to, fateId: splitId, evidence } = move;
    const arrival = await this.exclusivities.finish(move);
    if (arrival !== 'in') throw new Error(`A new customer refused what was split off: ${arrival}`);
    // The new customer is there before anybody can find it.
    const own = {
      ...envelope,
      commandId: uuidFrom('split-off', splitId),
      commandHash: sha256Hex(to),
    };
    await this.fates.splitOff({ splitId, customerId: to, from, claims: parting.claims }, own);
    return this.fates.split({ splitId, from, to, ...parting, evidence }, envelope);
  }
}
