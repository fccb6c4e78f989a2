import { Injectable } from '@nestjs/common';
import { uuidFrom, type Envelope } from '@accord/kernel';
import { CustomerFates } from '@accord/customers';
import type { CollisionDecided, CollisionFound } from '../conflict-case/conflict-case';
import { MergeProtocol } from '../merge-customers/merge-protocol';

/** Does what people decided about a merge that had to wait. */
@Injectable()
export class CollisionSettlement {
  constructor(
    private readonly fates: CustomerFates,
    private readonly protocol: MergeProtocol,
  ) {}

  /** @param envelope of the decision: whoever carries it out, it is one command; may be repeated */
  async carryOut(
    { caseId, mergeId, absorbed, survivor, evidence }: CollisionFound,
    decided: CollisionDecided,
    envelope: Envelope,
  ): Promise<void> {
    if (decided.verdict === 'abandon') {
      await this.fates.abandon(absorbed, { mergeId, caseId }, envelope);
      return;
    }
    const move = {
      moveId: uuidFrom('move', envelope.commandId),
      fateId: mergeId,
      from: absorbed,
      to: survivor,
      deals: null,
      losers: decided.losers,
      on: envelope.occurredOn,
      evidence,
    };
    await this.protocol.merge(move, envelope);
  }
}
