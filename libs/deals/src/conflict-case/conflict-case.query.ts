import { Injectable } from '@nestjs/common';
import { IsBooleanString, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  PageQuery,
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { ConflictCaseRow } from './conflict-case.projection';

export class ConflictCaseListQuery extends PageQuery {
  /** Cases about this registration. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  dealId?: string;

  /** True: only those that wait for a decision; false: only decided ones. */
  @IsOptional()
  @IsBooleanString()
  open?: string;
}

/** The question whether a registration's customer is a known one. */
export class ConflictCaseResponse {
  caseId: string;
  dealId: string;
  customerId: string;
  match: object;
  /** Null while nobody has decided. */
  verdict: string | null;
  /** The grant that should have waited for this case and did not, where there is one. */
  breaching: string | null;
}

/** Answers which questions wait for a person, and how others were decided. */
@Injectable()
export class ConflictCasesQuery {
  constructor(private readonly store: ReadStore) {}

  async list(query: ConflictCaseListQuery): Promise<QueryReply<Page<ConflictCaseResponse>>> {
    const { limit, dealId = null } = query;
    const open = query.open === undefined ? null : query.open === 'true';
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      ['conflict_cases'],
      (db) =>
        sql<ConflictCaseRow>`
        select * from conflict_cases
        where case_id > ${after}
          and (${dealId}::text is null or deal_id = ${dealId})
          and (${open}::boolean is null or (verdict is null) = ${open})
        order by case_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(toCase), limit, ({ caseId }) => caseId);
    return new QueryReply(page, position, stale);
  }
}

const toCase = (row: ConflictCaseRow): ConflictCaseResponse => ({
  caseId: row.case_id,
  dealId: row.deal_id,
  customerId: row.customer_id,
  match: row.match,
  verdict: row.verdict,
  breaching: row.breaching,
});
