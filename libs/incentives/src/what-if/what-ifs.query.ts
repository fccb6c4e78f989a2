import { Injectable } from '@nestjs/common';
import { ApiHideProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { FISCAL_PERIOD, logPosition } from '@accord/kernel';
import { PageQuery, QueryReply, decodeCursor, notFound, pageOf, type Page } from '@accord/platform';
import { ReadStore, type WhatIfRow } from '@accord/read-store';
import type { EarningLine } from '../earning-line';
import {
  lineBody,
  partnerBody,
  whatIfBody,
  type WhatIfBody,
  type WhatIfLineBody,
  type WhatIfPartnerBody,
} from './what-if.response';

const QUARTER_FORM = { message: '$property is a fiscal quarter such as FY2027-Q1' };

export class AskWhatIfQuery {
  /** `its-time`: in force from its date on, as if published then; `all-history`: always, and alone. */
  @IsOptional()
  @IsIn(['its-time', 'all-history'])
  reach?: 'its-time' | 'all-history';

  /** First quarter that is compared. */
  @IsOptional()
  @Matches(FISCAL_PERIOD, QUARTER_FORM)
  from?: string;

  /** Last quarter that is compared. */
  @IsOptional()
  @Matches(FISCAL_PERIOD, QUARTER_FORM)
  through?: string;

  // As of every command, of which the document tells it.
  @ApiHideProperty()
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: string;
}

export class WhatIfLinesQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  partnerId?: string;
}

/** Answers what changed rules would come to. */
@Injectable()
export class WhatIfsQuery {
  constructor(private readonly store: ReadStore) {}

  async one(id: string): Promise<QueryReply<WhatIfBody>> {
    const row = await this.found(id);
    return reply(row, whatIfBody(row, await this.store.whatIfs.totals(id)));
  }

  async partners(
    id: string,
    { limit, cursor }: PageQuery,
  ): Promise<QueryReply<Page<WhatIfPartnerBody>>> {
    const row = await this.found(id);
    const [partner = '', currency = ''] = (decodeCursor(cursor) ?? '').split(' ');
    const rows = await this.store.whatIfs.partners(id, [partner, currency], limit + 1);
    const keyOf = (one: WhatIfPartnerBody): string => `${one.partnerId} ${one.currency}`;
    return reply(row, pageOf(rows.map(partnerBody), limit, keyOf));
  }

  async lines(
    id: string,
    { limit, cursor, partnerId }: WhatIfLinesQuery,
  ): Promise<QueryReply<Page<WhatIfLineBody>>> {
    const row = await this.found(id);
    const after = decodeCursor(cursor) ?? '';
    const wanted = { partnerId: partnerId ?? null, after, limit: limit + 1 };
    const rows = await this.store.whatIfs.lines<EarningLine>(id, wanted);
    return reply(
      row,
      pageOf(rows.map(lineBody), limit, ({ lineId }) => lineId),
    );
  }

  private async found(id: string): Promise<WhatIfRow> {
    const row = await this.store.whatIfs.find(id);
    if (!row) throw notFound('what-if');
    return row;
  }
}

const reply = <T>({ position }: WhatIfRow, body: T): QueryReply<T> =>
  new QueryReply(body, logPosition(position ?? 0n), false);
