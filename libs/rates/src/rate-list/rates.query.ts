import { Injectable } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import {
  IsCurrency,
  IsIsoDate,
  PageQuery,
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { RateRow } from './rate-list.projection';
import { rateResponse, type RateResponse } from './rate.response';

export class RateListQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(31)
  source?: string;

  @IsOptional()
  @IsCurrency()
  currency?: string;

  @IsOptional()
  @IsIsoDate()
  from?: string;

  @IsOptional()
  @IsIsoDate()
  to?: string;
}

const VIEWS = ['exchange-rates'];
const keyOf = ({ publication, currency }: { publication: string; currency: string }): string =>
  `${publication} ${currency}`;

/** Rates as they were published, corrections among them, in the order of source and day. */
@Injectable()
export class RatesQuery {
  constructor(private readonly store: ReadStore) {}

  async list(query: RateListQuery): Promise<QueryReply<Page<RateResponse>>> {
    const { limit, source = null, currency = null, from = null, to = null } = query;
    const [publication = '', after = ''] = (decodeCursor(query.cursor) ?? '').split(' ');
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<RateRow>`
          select * from exchange_rates
          where (publication, currency) > (${publication}, ${after})
            and (${source}::text is null or source = ${source})
            and (${currency}::text is null or currency = ${currency})
            and (${from}::text is null or published_on >= ${from})
            and (${to}::text is null or published_on <= ${to})
          order by publication, currency limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    return new QueryReply(pageOf(value.rows.map(rateResponse), limit, keyOf), position, stale);
  }
}
