import { MatchBody, matchBody } from '../deal-conflicts/match.response';
import { GrantBody, grantBody } from '../exclusivity/grant.response';
import type { ConflictCaseRow } from './conflict-case.projection';

/** Two approvals that exclude one another as soon as their customers are one. */
export class CollisionBody {
  /** Of the customer that shall be absorbed. */
  absorbed: GrantBody;
  survivor: GrantBody;
}

export class CollisionsBody {
  mergeId: string;
  /** The customer that stays. */
  survivor: string;
  collisions: CollisionBody[];
}

/** A question for a person. */
export class ConflictCaseResponse {
  caseId: string;
  /** "identity": is the registration's customer this one? "collision": whose approval stands? */
  kind: string;
  /** The registration in question; null for a collision. */
  dealId: string | null;
  /** The customer in question; of a merge the one that would be absorbed. */
  customerId: string;
  match: MatchBody | null;
  /** For a collision: the survivor, and the pairs of approvals that exclude one another. */
  collision: CollisionsBody | null;
  /** Null while nobody has decided. */
  verdict: string | null;
  /** The grant that should have waited for this case and did not, where there is one. */
  breaching: string | null;
}

export const toCase = (row: ConflictCaseRow): ConflictCaseResponse => ({
  caseId: row.case_id,
  kind: row.kind,
  dealId: row.deal_id,
  customerId: row.customer_id,
  match: row.match && matchBody(row.match),
  collision: row.collision && {
    ...row.collision,
    collisions: row.collision.collisions.map(({ absorbed, survivor }) => ({
      absorbed: grantBody(absorbed),
      survivor: grantBody(survivor),
    })),
  },
  verdict: row.verdict,
  breaching: row.breaching,
});
