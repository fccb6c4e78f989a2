import { Inject, Injectable } from '@nestjs/common';
import { sha256Hex, uuidFrom, type Decision, type Envelope, type Recorded } from '@accord/kernel';
import type { CommandOptions, Outcome, Streams } from '@accord/event-store';
import { EXCLUSIVITIES } from '../deals.token';
import type { Arrival, Exclusivity } from './exclusivity';
import type { ExclusivityEvent, ExclusivityMove } from './exclusivity.events';
import type { MoveBegan } from './move-began';
import { isReleased, type Released } from './released';
import {
  AWAY,
  beginMove,
  inPlace,
  leaving,
  settleMove,
  takeIn,
  undoMove,
} from './move-exclusivity';

export type ExclusivityStreams = Pick<
  Streams<Exclusivity, ExclusivityEvent>,
  'look' | 'transact' | 'events'
>;

/** A customer, or one grant of it wherever it is by now. */
export interface At {
  readonly customerId: string;
  readonly grantId?: string;
}

export interface Told {
  /** Whose stream it was decided in. */
  readonly customerId: string;
  readonly outcome: Outcome<Exclusivity, ExclusivityEvent>;
}

type Decide = (state: Exclusivity, customerId: string) => Decision<ExclusivityEvent>;

/**
 * The exclusive approvals of customers, where they are decided now: merges and splits are followed, and
 * whoever meets a move that is under way brings it to its end first, whatever became of who began it.
 */
@Injectable()
export class CustomerExclusivities {
  constructor(@Inject(EXCLUSIVITIES) private readonly streams: ExclusivityStreams) {}

  /** @returns who the customer, or the holder of a grant, is now; and what is held */
  async home(where: At): Promise<At & { readonly state: Exclusivity }> {
    const passed = new Set<string>();
    for (let { customerId, grantId }: At = where; ;) {
      const { state } = await this.streams.look(customerId, { fresh: true });
      if (state.moving) {
        await this.finish(state.moving);
        continue;
      }
      const gone = grantId === undefined ? undefined : state.left?.get(grantId);
      const next = gone ?? state.closedInto;
      if (next === undefined) return { customerId, ...(grantId && { grantId }), state };
      passed.add(customerId);
      customerId = next;
      if (!passed.has(next)) continue;
      if (grantId === undefined) throw new Error(`Customer "${next}" was merged in a circle`);
      // A grant that ended where it had gone to does not come back when that customer does.
      grantId = undefined;
    }
  }

  /** Decides in the stream in which decisions about the customer, or the grant, are taken now. */
  async transact(
    where: At,
    envelope: Envelope,
    decide: Decide,
    options: CommandOptions = {},
  ): Promise<Told> {
    for (let at = where; ; at = await this.home(at)) {
      const { customerId, grantId } = at;
      const outcome = await this.streams.transact(
        customerId,
        envelope,
        (state) => inPlace(state, grantId, (free) => decide(free, customerId)),
        options,
      );
      const isElsewhere =
        outcome.kind === 'rejected' && outcome.rejections.some(({ code }) => code === AWAY);
      if (!isElsewhere) return { customerId, outcome };
    }
  }

  /** @returns the ends of grants that another one took over, as the customer's stream of then has them */
  async takenOver(customerId: string, by: string): Promise<readonly Released[]> {
    const events: readonly Recorded<ExclusivityEvent>[] = await this.streams.events(customerId);
    return events.filter(isReleased).filter(({ data }) => data.takenBy?.grantId === by);
  }

  /** Announces a move, unless the customer's grants are on their way or gone with a merged customer. */
  async begin(
    move: ExclusivityMove,
    envelope: Envelope,
  ): Promise<Outcome<Exclusivity, ExclusivityEvent>> {
    // Another move is brought to its end first; a merged customer is one no more.
    await this.home({ customerId: move.from });
    return this.streams.transact(move.from, envelope, (state) =>
      inPlace(state, undefined, () => beginMove(move)),
    );
  }

  /**
   * Brings a move to its end: the stream that the grants go to decides, the one they come from follows.
   * May be called by anybody, at once and again; every caller comes to the same end.
   */
  async finish(move: ExclusivityMove): Promise<Arrival> {
    const { moveId, from, to } = move;
    const { state } = await this.streams.look(from, { fresh: true });
    const { moving } = state;
    if (moving?.moveId === moveId) {
      const coming = leaving(state, moving);
      const envelope = await this.envelopeOf(moving);
      await this.streams.transact(to, part(envelope, 'take-in', moveId), (target) =>
        takeIn(target, moving, coming),
      );
      const end = (await this.arrivalOf(moving)) === 'in' ? settleMove : undoMove;
      await this.streams.transact(from, part(envelope, 'end-move', moveId), (source) =>
        end(source, moveId),
      );
    }
    return this.arrivalOf(move);
  }

  /** @returns the moves that were ever announced in a customer's stream, in their order */
  async announced(customerId: string): Promise<readonly MoveBegan[]> {
    const events: readonly Recorded<ExclusivityEvent>[] = await this.streams.events(customerId);
    return events.filter((event) => event.type === 'ExclusivityMoveBegan');
  }

  private async arrivalOf({ moveId, to }: ExclusivityMove): Promise<Arrival> {
    const { state } = await this.streams.look(to, { fresh: true });
    const arrival = state.arrivals?.get(moveId);
    if (!arrival) throw new Error(`Nobody has decided about move "${moveId}"`);
    return arrival;
  }

  /** Whoever finishes a move does so for who announced it. */
  private async envelopeOf({ moveId, from }: ExclusivityMove): Promise<Envelope> {
    const announced = await this.announced(from);
    const began = announced.find(({ data }) => data.moveId === moveId);
    if (!began) throw new Error(`Move "${moveId}" was never announced`);
    return { ...began.envelope, causationId: began.id };
  }
}

/** A command of its own under an id that everybody derives alike. */
const part = (envelope: Envelope, name: string, moveId: string): Envelope => ({
  ...envelope,
  commandId: uuidFrom(name, moveId),
  commandHash: sha256Hex(moveId),
});
