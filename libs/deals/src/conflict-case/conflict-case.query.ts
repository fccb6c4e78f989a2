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
import { toCase, type ConflictCaseResponse } from './conflict-case.response';

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
          and (${dealId}::text is null or deal_id = ${dealId} or jsonb_path_exists(
            collision, '$.collisions[*].*.dealId ? (@ == $deal)', jsonb_build_object('deal', ${dealId}::text)))
          and (${open}::boolean is null or (verdict is null) = ${open})
        order by case_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(toCase), limit, ({ caseId }) => caseId);
    return new QueryReply(page, position, stale);
  }
}
