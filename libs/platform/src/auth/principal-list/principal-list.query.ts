import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { ROLES, type Role } from '@accord/kernel';
import { ReadStore, sql } from '@accord/read-store';
import { PageQuery, decodeCursor, minPositionOf, pageOf, type Page } from '../../http/paging';
import { QueryReply } from '../../http/replies';
import { IsIdText } from '../../http/validation';
import type { PrincipalBody } from '../principal.response';
import type { PrincipalRow } from './principal-row';

export class PrincipalListQuery extends PageQuery {
  /** Only those that have this role. */
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  /** Only those that see this partner's data alone. */
  @IsOptional()
  @IsIdText()
  partnerId?: string;
}

const VIEWS = ['principals'];

/** Tells who may do what, and by which keys. */
@Injectable()
export class PrincipalsQuery {
  constructor(private readonly store: ReadStore) {}

  async list(query: PrincipalListQuery): Promise<QueryReply<Page<PrincipalBody>>> {
    const { limit, role = null, partnerId = null } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<PrincipalRow>`
          select * from principals
          where principal_id > ${after}
            and (${role}::text is null or roles @> to_jsonb(${role}::text))
            and (${partnerId}::text is null or partner_id = ${partnerId})
          order by principal_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(bodyOf), limit, ({ principalId }) => principalId);
    return new QueryReply(page, position, stale);
  }
}

const bodyOf = (row: PrincipalRow): PrincipalBody => ({
  principalId: row.principal_id,
  roles: [...row.roles],
  partnerId: row.partner_id,
  keyIds: [...row.key_ids],
});
