import { Injectable } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { currency, formatAmount, money } from '@accord/kernel';
import {
  IsIsoDate,
  PageQuery,
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  requestFault,
  type Caller,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { CreditBody } from './credit.response';

export class ExpiringCreditsQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  partnerId?: string;

  /** Only what expires by this day. */
  @IsOptional()
  @IsIsoDate()
  until?: string;
}

interface CreditRow {
  readonly fund_id: string;
  readonly partner_id: string | null;
  readonly currency: string;
  readonly creditId: string;
  readonly minor: string;
  readonly expiresOn: string;
}

/** Which money is asked for soon or never: credits with a last day, in the order of their days. */
@Injectable()
export class ExpiringCredits {
  constructor(private readonly store: ReadStore) {}

  async list(caller: Caller, query: ExpiringCreditsQuery): Promise<QueryReply<Page<CreditBody>>> {
    const { limit, until = null } = query;
    const { partnerId = null } = query;
    const [day = '', fundId = '', creditId = ''] = afterOf(query.cursor);
    const { value, position, stale } = await this.store.views.read(
      ['mdf_due', 'mdf_balances'],
      (db) =>
        sql<CreditRow>`
          select f.fund_id, f.partner_id, f.currency, c.*
          from mdf_credits d join mdf_balances f on f.fund_id = d.fund_id,
            jsonb_to_recordset(d.free) as c ("creditId" text, minor text, "expiresOn" text)
          where d.expires_on is not null and c."expiresOn" is not null
            and (${caller.partnerId}::text is null or f.partner_id = ${caller.partnerId})
            and (${partnerId}::text is null or f.partner_id = ${partnerId})
            and (${until}::text is null or c."expiresOn" <= ${until})
            and (c."expiresOn", f.fund_id, c."creditId" collate "C") > (${day}, ${fundId}, ${creditId})
          order by c."expiresOn", f.fund_id, c."creditId" collate "C"
          limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(creditBody), limit, (credit) =>
      [credit.expiresOn, credit.fundId, credit.creditId].join(' '),
    );
    return new QueryReply(page, position, stale);
  }
}

function afterOf(cursor: string | undefined): readonly string[] {
  const key = decodeCursor(cursor);
  if (key === undefined) return [];
  const parts = key.split(' ');
  if (parts.length === 3) return parts;
  const message = 'Not a cursor of this list';
  throw requestFault([{ code: 'cursor-invalid', message, path: 'cursor' }]);
}

const creditBody = (row: CreditRow): CreditBody => ({
  fundId: row.fund_id,
  partnerId: row.partner_id,
  creditId: row.creditId,
  currency: row.currency,
  available: formatAmount(money(BigInt(row.minor), currency(row.currency))),
  expiresOn: row.expiresOn,
});
