import { Injectable } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import {
  PageQuery,
  QueryReply,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { AuditRow } from './audit-row';
import { auditEventBody, type AuditEventBody } from './audit-trail.response';

/** Filters are joined by "and". */
export class AuditTrailQueryParameters extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(200)
  partnerId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  dealId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  saleId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  customerId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  fundId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  accountId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  payoutId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  statementId?: string;

  /** Name of a stream in the log. */
  @IsOptional()
  @IsString()
  @MaxLength(300)
  stream?: string;

  /** Type of the events, for example DealApproved. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  type?: string;
}

const VIEWS = ['audit_trail'];

/** Answers who did what, when and why, in the order of the log. */
@Injectable()
export class AuditTrailQuery {
  constructor(private readonly store: ReadStore) {}

  async list(query: AuditTrailQueryParameters): Promise<QueryReply<Page<AuditEventBody>>> {
    const { limit, stream = null, type = null } = query;
    const after = decodePositionCursor(query.cursor) ?? -1n;
    const about = JSON.stringify(subjectsIn(query));
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<AuditRow>`
          select * from audit_trail
          where position > ${after}::bigint
            and subjects @> ${about}::jsonb
            and (${stream}::text is null or stream = ${stream})
            and (${type}::text is null or type = ${type})
          order by position limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(auditEventBody), limit, (event) => event.position);
    return new QueryReply(page, position, stale);
  }
}

const subjectsIn = (query: AuditTrailQueryParameters): string[] =>
  Object.entries({
    partner: query.partnerId,
    deal: query.dealId,
    sale: query.saleId,
    customer: query.customerId,
    fund: query.fundId,
    account: query.accountId,
    payout: query.payoutId,
    statement: query.statementId,
  }).flatMap(([kind, id]) => (id === undefined ? [] : [`${kind}:${id}`]));
