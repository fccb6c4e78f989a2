import { Inject, Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CustomerFates } from '@accord/customers';
import type { Reactor } from '@accord/platform';
import type { ConflictCase } from '../conflict-case/conflict-case';
import { conflictCaseEvents, type ConflictCaseEvent } from '../conflict-case/conflict-case.events';
import { CASES } from '../deals.token';
import { isMoveBegan, type MoveBegan } from '../exclusivity/move-began';
import { CollisionSettlement } from '../settle-collision/settlement-protocol';
import { MergeProtocol } from './merge-protocol';

type Begun =
  | MoveBegan
  | Extract<
      Recorded<ConflictCaseEvent>,
      { type: 'ExclusivityCollisionFound' | 'ExclusivityCollisionDecided' }
    >;

const isBegun = (event: Recorded): event is Begun =>
  isMoveBegan(event)
    ? event.data.deals === null
    : conflictCaseEvents.includes(event) &&
      (event.type === 'ExclusivityCollisionFound' || event.type === 'ExclusivityCollisionDecided');

/** Brings a merge to its end when the process that began it has died. */
@Injectable()
export class FinishMergeReactor implements Reactor {
  readonly name = 'finish-merge';

  constructor(
    @Inject(CASES) private readonly cases: Streams<ConflictCase, ConflictCaseEvent>,
    private readonly fates: CustomerFates,
    private readonly protocol: MergeProtocol,
    private readonly settlement: CollisionSettlement,
  ) {}

  handles(event: Recorded): boolean {
    return isBegun(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isBegun(event)) return;
    // The same command: whoever of the two goes on, it is one merge.
    const envelope = { ...event.envelope, causationId: event.id };
    switch (event.type) {
      case 'ExclusivityMoveBegan':
        await this.protocol.resume(event);
        return;
      case 'ExclusivityCollisionFound': {
        const { mergeId, survivor, absorbed, caseId } = event.data;
        await this.fates.suspend({ mergeId, survivor, absorbed, caseId }, envelope);
        return;
      }
      case 'ExclusivityCollisionDecided': {
        const { state } = await this.cases.look(event.stream.slice('case-'.length), {
          fresh: true,
        });
        if (state.status !== 'collision') throw new Error('A collision was decided, but not found');
        await this.settlement.carryOut(state.found, event.data, envelope);
      }
    }
  }
}
