import { Injectable } from '@nestjs/common';
import { isAfter, type IsoDate } from '@accord/kernel';
import { EventStore } from '@accord/event-store';
import { ReadStore, sql } from '@accord/read-store';
import type { Fund } from '../fund';

/** Knows whether a partner has claimed before, in whatever fund: a first claim may come later. */
@Injectable()
export class FirstClaims {
  constructor(
    private readonly log: EventStore,
    private readonly store: ReadStore,
  ) {}

  /**
   * Asks the view, brought up to the head of the log, and only where the answer matters: after the
   * ordinary deadline. Two first claims at the same instant may both count as first.
   * @returns whether a claim for the request on that day would be the partner's first ever
   * @throws BehindError when the view does not reach the head in time
   */
  async mayBeFirst(fund: Fund, requestId: string, on: IsoDate): Promise<boolean> {
    if (fund.status === 'unknown') return false;
    const request = fund.requests.get(requestId);
    const claimBy = request?.terms?.claimBy;
    if (!claimBy || !isAfter(on, claimBy)) return false;
    return !(await this.hasClaimedElsewhere(request.partnerId, fund.fundId, requestId));
  }

  private async hasClaimedElsewhere(
    partnerId: string,
    fundId: string,
    requestId: string,
  ): Promise<boolean> {
    const { position } = await this.log.head();
    const { value } = await this.store.views.read(
      ['mdf_due'],
      (db) =>
        sql<object>`
          select 1 from mdf_claimants
          where partner_id = ${partnerId} and (fund_id, request_id) <> (${fundId}, ${requestId})
          limit 1`.execute(db),
      position,
    );
    return value.rows.length > 0;
  }
}
