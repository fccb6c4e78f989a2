import { Inject, Injectable } from '@nestjs/common';
import { uuidFrom, type Envelope } from '@accord/kernel';
import type { Outcome } from '@accord/event-store';
import {
  CustomerFates,
  type Customer,
  type CustomerEvent,
  type MergeCustomer,
} from '@accord/customers';
import { ConflictCases } from '../conflict-case/conflict-cases';
import { collisionsOf } from '../exclusivity/collisions';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import type { ExclusivityMove } from '../exclusivity/exclusivity.events';
import type { MoveBegan } from '../exclusivity/move-began';

export type FateOutcome = Outcome<Customer, CustomerEvent>;

/**
 * Makes two customers one, without ever letting two exclusive approvals hold in one scope (promise I1):
 * the exclusive approvals of the absorbed one are closed, taken over by the survivor's stream if nothing
 * there excludes them, and only then is the customer absorbed. Whoever dies on the way leaves an
 * announced move, which the next one to meet it brings to its end.
 */
@Injectable()
export class MergeProtocol {
  constructor(
    private readonly exclusivities: CustomerExclusivities,
    @Inject(CustomerFates) private readonly fates: Pick<CustomerFates, 'merge' | 'suspend'>,
    @Inject(ConflictCases) private readonly cases: Pick<ConflictCases, 'collide'>,
  ) {}

  /** Moves the approvals, then the customer; or makes the merge wait where approvals collide. */
  async merge(move: ExclusivityMove, envelope: Envelope): Promise<FateOutcome> {
    let [attempt, command] = [move, envelope];
    for (;;) {
      const begun = await this.exclusivities.begin(attempt, command);
      if (begun.kind === 'rejected') return begun;
      const outcome = await this.complete(attempt, envelope);
      const isRefusedBefore = begun.kind === 'replayed' && isMoving(outcome);
      if (!isRefusedBefore) return outcome;
      // What was decided about a move stays so; asked again, the merge is another attempt.
      attempt = { ...attempt, moveId: nextAttempt(attempt.moveId) };
      command = { ...command, commandId: uuidFrom('merge-again', command.commandId) };
    }
  }

  /**
   * Goes on with a move that somebody announced, for the command that asked for the merge: sent again, that
   * finds its answer whichever of its attempts came to an end.
   */
  async resume(began: MoveBegan): Promise<FateOutcome> {
    const announced = await this.exclusivities.announced(began.data.from);
    const before = ({ data: { moveId } }: MoveBegan): MoveBegan | undefined =>
      announced.find(({ data }) => nextAttempt(data.moveId) === moveId);
    let first = began;
    for (let one: MoveBegan | undefined = began; one; one = before(one)) first = one;
    return this.complete(began.data, { ...first.envelope, causationId: began.id });
  }

  /** From the announcement of the move on. May be repeated. */
  async complete(move: ExclusivityMove, envelope: Envelope): Promise<FateOutcome> {
    switch (await this.exclusivities.finish(move)) {
      case 'in':
        return this.fates.merge(merged(move), envelope);
      case 'held':
        return this.suspend(move, envelope);
      case 'moving': {
        const message = `Customer "${move.to}" is being merged itself; ask again when it is done`;
        return { kind: 'rejected', rejections: [{ code: MERGING, message }] };
      }
    }
  }

  /** Opens the case, then lets the merge wait for it. Changes nobody's approval. May be repeated. */
  async suspend(
    { fateId: mergeId, from: absorbed, to: survivor, on, evidence }: ExclusivityMove,
    envelope: Envelope,
  ): Promise<FateOutcome> {
    const caseId = caseIdOfMerge(envelope);
    const [own, other] = await Promise.all(
      [absorbed, survivor].map((customerId) => this.exclusivities.home({ customerId })),
    );
    const collisions = own && other ? collisionsOf(own.state, other.state, on) : [];
    const found = { caseId, mergeId, survivor, absorbed, collisions, evidence };
    await this.cases.collide(found, envelope);
    return this.fates.suspend({ mergeId, survivor, absorbed, caseId }, envelope);
  }
}

const nextAttempt = (moveId: string): string => uuidFrom('move-again', moveId);

const MERGING = 'customer-merging';
const isMoving = (outcome: FateOutcome): boolean =>
  outcome.kind === 'rejected' && outcome.rejections.some(({ code }) => code === MERGING);

/** The case that a command opens when it has to wait. */
export const caseIdOfMerge = ({ commandId }: Envelope): string => uuidFrom('collision', commandId);

/** What the absorbed customer's stream says about the merge that a move was part of. */
export function merged({ fateId, from, to, evidence, losers }: ExclusivityMove): MergeCustomer {
  const ids = losers.map(({ dealId }) => dealId);
  const lost = ids.length > 0 && { losers: ids };
  return { mergeId: fateId, survivor: to, absorbed: from, evidence, ...lost };
}
