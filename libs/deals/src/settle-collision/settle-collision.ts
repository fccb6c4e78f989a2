import { accepted, rejected, rejectedFor, type Decision, type Rejection } from '@accord/kernel';
import type { CollisionDecided, ConflictCase } from '../conflict-case/conflict-case';
import type { Collision, ConflictCaseEvent } from '../conflict-case/conflict-case.events';

export type SettleCollision =
  | { readonly verdict: 'abandon' }
  /** @param keeps registrations whose approvals stand */
  | { readonly verdict: 'merge'; readonly keeps: readonly string[] };

/**
 * Decides which approvals stand when two customers become one: of each two that exclude one another
 * exactly one. Or lets the merge go, and everybody keeps what it has.
 * @param collisions as they are now: what has ended since the case was opened needs no decision
 */
export function settleCollision(
  state: ConflictCase,
  command: SettleCollision,
  collisions: readonly Collision[],
): Decision<ConflictCaseEvent> {
  switch (state.status) {
    case 'none':
      return rejected('case-unknown', 'No such case');
    case 'open':
    case 'decided':
      return rejected('case-is-identity', 'Say whose customer it is: POST …/decision');
    case 'collision':
      if (state.decided) {
        return rejected('case-decided', `The case was decided: ${state.decided.verdict}`);
      }
  }
  if (command.verdict === 'abandon') return decided({ verdict: 'abandon' });
  const { keeps } = command;
  const refusals = keepRefusals(keeps, collisions);
  if (refusals.length > 0) return rejectedFor(refusals);
  const all = collisions.flatMap(({ absorbed, survivor }) => [absorbed, survivor]);
  const losers = new Map(
    all.flatMap(({ dealId, grantId }) =>
      keeps.includes(dealId) ? [] : [[grantId, { dealId, grantId }] as const],
    ),
  );
  return decided({ verdict: 'merge', keeps, losers: [...losers.values()] });
}

const decided = (data: CollisionDecided): Decision<ConflictCaseEvent> =>
  accepted({ type: 'ExclusivityCollisionDecided', data });

function keepRefusals(keeps: readonly string[], collisions: readonly Collision[]): Rejection[] {
  const path = 'keeps';
  const sides = collisions.map(({ absorbed, survivor }) => [absorbed.dealId, survivor.dealId]);
  const strangers = keeps.filter((dealId) => !sides.flat().includes(dealId));
  return [
    ...strangers.map((dealId) => {
      const message = `The approval of deal "${dealId}" collides with nothing`;
      return { code: 'not-in-collision', message, path };
    }),
    ...sides.flatMap((pair) => {
      const kept = pair.filter((dealId) => keeps.includes(dealId)).length;
      if (kept === 1) return [];
      const message = `Of "${pair.join('" and "')}" exactly one can keep its approval`;
      return [{ code: 'collision-undecided', message, path }];
    }),
  ];
}
