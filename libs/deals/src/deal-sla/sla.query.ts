import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { IsoDate } from '@accord/kernel';
import {
  BusinessClock,
  PageQuery,
  QueryReply,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type AtLeastQuery,
  type Caller,
  type Page,
} from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import { ReadStore, sql } from '@accord/read-store';
import type { SlaRow } from './sla-row';
import { slaBody, type SlaBody } from './sla.response';

export class SlaListQuery extends PageQuery {
  /** Only registrations that wait for this side. */
  @IsOptional()
  @IsIn(['vendor', 'partner'])
  waitingOn?: string;
}

const VIEWS = ['deal_sla'];

/** Answers who waits for whom, how long and until when, in the order of registration. */
@Injectable()
export class SlaQuery {
  constructor(
    private readonly store: ReadStore,
    private readonly clock: BusinessClock,
    private readonly programs: ProgramClock,
  ) {}

  async list(caller: Caller, query: SlaListQuery): Promise<QueryReply<Page<SlaBody>>> {
    const { limit, waitingOn = null } = query;
    const after = decodePositionCursor(query.cursor) ?? -1n;
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<SlaRow>`
        select * from deal_sla
        where position > ${after}::bigint
          and (${caller.partnerId}::text is null or partner_id = ${caller.partnerId})
          and (${waitingOn}::text is null or waiting_on = ${waitingOn})
        order by position limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const bodies = await this.bodies(caller, value.rows);
    const page = pageOf(bodies, limit, (row) => row.position);
    return new QueryReply(page, position, stale);
  }

  /** @returns undefined when there is no such deal, or none that this caller may see */
  async one(
    caller: Caller,
    dealId: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<SlaBody> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<SlaRow>`
        select * from deal_sla where deal_id = ${dealId}
          and (${caller.partnerId}::text is null or partner_id = ${caller.partnerId})`.execute(db),
      minPositionOf(query),
    );
    const [body] = await this.bodies(caller, value.rows);
    return body && new QueryReply(body, position, stale);
  }

  /** How the vendor decides is not for partners. */
  private async bodies({ partnerId }: Caller, rows: readonly SlaRow[]): Promise<SlaBody[]> {
    const now = await this.clock.now();
    const days = new Map<string, IsoDate>();
    const bodies: SlaBody[] = [];
    for (const row of rows) {
      const today = days.get(row.program_id) ?? (await this.programs.today(row.program_id));
      days.set(row.program_id, today);
      const { step, ...body } = slaBody(row, today, now);
      bodies.push(partnerId === null ? { ...body, step } : body);
    }
    return bodies;
  }
}
