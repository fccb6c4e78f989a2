import { CommandReply } from '@accord/platform';
import type { Collision } from '../conflict-case/conflict-case.events';
import { collisionsOf } from '../exclusivity/collisions';
import type { Exclusivity } from '../exclusivity/exclusivity';
import type { ExclusivityMove, MovedGrant } from '../exclusivity/exclusivity.events';
import { leaving } from '../exclusivity/move-exclusivity';

/** An exclusive approval. */
export class GrantBody {
  grantId: string;
  dealId: string;
  partnerId: string;
  scope: object;
  from: string;
  until: string;
}

/** Two approvals that exclude one another once their customers are one. */
export class CollisionBody {
  absorbed: GrantBody;
  survivor: GrantBody;
}

/** All that a merge leads to. */
export class MergeConsequence {
  /** "merge" at once, or "suspend" until a person has said which approvals stand. */
  outcome: 'merge' | 'suspend';
  /** Exclusive approvals that go to the survivor. */
  moves: GrantBody[];
  collisions: CollisionBody[];
  /** Registrations whose approvals exclude one another: the merge waits for the case about them. */
  suspended: string[];
  /** Cases about either customer that wait for a decision; they go on about the survivor. */
  openCases: string[];
}

export class MergeReply extends CommandReply {
  /** Of a dry run. Null otherwise: the events say what was done. */
  consequence: MergeConsequence | null;
}

export const grantBody = ({
  grantId,
  dealId,
  partnerId,
  scope,
  from,
  until,
}: MovedGrant): GrantBody => ({
  grantId,
  dealId,
  partnerId,
  scope,
  from,
  until,
});

/** @returns what the move would do if it were asked for now */
export function mergeConsequence(
  absorbed: Exclusivity,
  survivor: Exclusivity,
  move: ExclusivityMove,
  openCases: readonly string[],
): MergeConsequence {
  const collisions = collisionsOf(absorbed, survivor, move.on);
  return {
    outcome: collisions.length > 0 ? 'suspend' : 'merge',
    moves: leaving(absorbed, move).map(grantBody),
    collisions: collisions.map((pair) => ({
      absorbed: grantBody(pair.absorbed),
      survivor: grantBody(pair.survivor),
    })),
    suspended: dealsOf(collisions),
    openCases: [...openCases],
  };
}

export const dealsOf = (collisions: readonly Collision[]): string[] => [
  ...new Set(collisions.flatMap(({ absorbed, survivor }) => [absorbed.dealId, survivor.dealId])),
];
