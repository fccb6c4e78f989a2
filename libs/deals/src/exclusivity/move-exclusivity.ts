import { accepted, compareDates, rejected, type Decision } from '@accord/kernel';
import { holderAgainst, type Exclusivity } from './exclusivity';
import type { ExclusivityEvent, ExclusivityMove, MovedGrant } from './exclusivity.events';

/**
 * Announces that grants leave, and closes their stream to every decision until it is known where they
 * are: nobody can add to what the other stream is about to judge.
 */
export const beginMove = (move: ExclusivityMove): Decision<ExclusivityEvent> =>
  accepted({ type: 'ExclusivityMoveBegan', data: move });

/** @returns what goes: every grant that was not released, as it holds from the day of a merge */
export const leaving = ({ grants }: Exclusivity, move: ExclusivityMove): readonly MovedGrant[] =>
  grants
    .filter(
      ({ grantId, dealId, released }) =>
        !released &&
        !isLoser(move, grantId) &&
        (move.deals === null || move.deals.includes(dealId)),
    )
    .map(({ released: _released, ...grant }) => ({
      ...grant,
      // Before that day they were two customers: what each did then excludes nothing of the other.
      ...(move.deals === null &&
        compareDates(grant.from, move.on) < 0 && {
          from: move.on,
        }),
    }));

/**
 * Decides, in the stream that they go to, whether the grants hold there from now on. They do unless
 * one of them excludes a grant of another deal that does not give way (promise I1). Once decided it
 * stays so, however often and by whomever it is asked.
 */
export function takeIn(
  state: Exclusivity,
  move: ExclusivityMove,
  coming: readonly MovedGrant[],
): Decision<ExclusivityEvent> {
  const { moveId, from } = move;
  if (state.arrivals?.has(moveId)) return accepted();
  const refuse = (why: 'held' | 'moving'): Decision<ExclusivityEvent> =>
    accepted({ type: 'ExclusivityMoveRefused', data: { moveId, from, why } });
  if (state.moving || state.closedInto !== undefined) return refuse('moving');
  const stays = { grants: state.grants.filter(({ grantId }) => !isLoser(move, grantId)) };
  const isBarred = (grant: MovedGrant): boolean =>
    compareDates(grant.from, grant.until) <= 0 && holderAgainst(stays, grant) !== undefined;
  if (coming.some(isBarred)) return refuse('held');
  return accepted<ExclusivityEvent>(...givingWay(state, move), {
    type: 'ExclusivityMovedIn',
    data: { moveId, from, grants: coming },
  });
}

/** Ends the move where the grants came from. What is not under way (any more) stays as it is. */
export function settleMove(state: Exclusivity, moveId: string): Decision<ExclusivityEvent> {
  const { moving } = state;
  if (moving?.moveId !== moveId) return accepted();
  const grantIds = leaving(state, moving).map(({ grantId }) => grantId);
  return accepted<ExclusivityEvent>(...givingWay(state, moving), {
    type: 'ExclusivityMoveSettled',
    data: { moveId, grantIds },
  });
}

/** Takes the announcement back. What is not under way (any more) stays as it is. */
export const undoMove = ({ moving }: Exclusivity, moveId: string): Decision<ExclusivityEvent> =>
  moving?.moveId === moveId
    ? accepted({ type: 'ExclusivityMoveUndone', data: { moveId } })
    : accepted();

/** Nothing is decided in this stream: its grants are on their way, or went with a merged customer. */
export const isAway = (state: Exclusivity, grantId?: string): boolean =>
  state.moving !== undefined ||
  state.closedInto !== undefined ||
  (grantId !== undefined && state.left?.has(grantId) === true);

export const AWAY = 'exclusivity-moved';

/** Takes a decision only in a stream that decides; elsewhere it says that one has to look again. */
export const inPlace = (
  state: Exclusivity,
  grantId: string | undefined,
  decide: (state: Exclusivity) => Decision<ExclusivityEvent>,
): Decision<ExclusivityEvent> =>
  isAway(state, grantId)
    ? rejected(AWAY, 'The customer’s exclusive approvals are decided elsewhere by now')
    : decide(state);

function givingWay({ grants }: Exclusivity, move: ExclusivityMove): readonly ExclusivityEvent[] {
  const { on, evidence } = move;
  return grants
    .filter(({ grantId, released }) => !released && isLoser(move, grantId))
    .map(({ grantId, dealId }) => ({
      type: 'ExclusivityReleased',
      data: { grantId, dealId, releasedOn: on, why: 'customers-merged', evidence },
    }));
}

const isLoser = ({ losers }: ExclusivityMove, grantId: string): boolean =>
  losers.some((loser) => loser.grantId === grantId);
