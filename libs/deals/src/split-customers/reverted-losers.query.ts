import { Injectable } from '@nestjs/common';
import type { IsoDate, LogPosition } from '@accord/kernel';
import type { ClaimOfDeal, CustomerClaim, RevertedLoser } from '@accord/customers';
import { ReadStore, sql } from '@accord/read-store';
import type { Grant } from '../exclusivity/exclusivity';
import type { ExclusivityScope } from '../exclusivity/scope';
import { revertedLosers, type GaveWay, type Outranked } from './reverted-losers';

interface Row {
  readonly deal_id: string;
  readonly status: string;
  readonly outranked_by: string;
  readonly claim: CustomerClaim;
}

const VIEWS = ['deals', 'deal_conflicts', 'exclusivity'];

/** Finds out who lost to a registration that a split gives another customer. */
@Injectable()
export class RevertedLosersQuery {
  constructor(private readonly store: ReadStore) {}

  async of(
    claims: readonly ClaimOfDeal[],
    grants: readonly Grant[],
    moved: readonly string[],
    on: IsoDate,
    seen: LogPosition,
  ): Promise<readonly RevertedLoser[]> {
    const ids = grants.map(({ grantId }) => grantId);
    const deals = claims.map(({ dealId }) => dealId);
    const { value } = await this.store.views.read(
      VIEWS,
      async (db) => {
        const outranked = await sql<Row>`
          select d.deal_id, d.status, d.outranked_by, c.registration->'claim' claim
          from deals d join deal_claims c using (deal_id)
          where d.outranked_by = any(${ids}) and d.status in ('pending', 'returned', 'denied')
          order by d.position`.execute(db);
        // Only what gives way in a merge has an outcome when it is broken.
        const gaveWay = await sql<{ dealId: string; scope: ExclusivityScope }>`
          select distinct on (d.position) d.deal_id "dealId", e.scope
          from deals d join exclusivity e using (deal_id)
          where d.deal_id = any(${deals}) and d.status = 'broken' and d.outcome is not null
          order by d.position, e.valid_from desc`.execute(db);
        return { outranked: outranked.rows.map(outrankedOf), gaveWay: gaveWay.rows };
      },
      seen,
    );
    const gaveWay: readonly GaveWay[] = value.gaveWay;
    return revertedLosers({ claims, grants, outranked: value.outranked, gaveWay }, moved, on);
  }
}

const outrankedOf = (row: Row): Outranked => ({
  dealId: row.deal_id,
  denied: row.status === 'denied',
  grantId: row.outranked_by,
  claim: row.claim,
});
