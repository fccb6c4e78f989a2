import { Injectable } from '@nestjs/common';
import { QueryReply, minPositionOf } from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { FinancialAccount } from '../account/financial-posting';
import { LEDGER_ACCOUNTS, balanceOf } from './ledger-account';
import type { LedgerAccountRange } from './ledger.request';
import { amountOf, type LedgerAccountBody } from './ledger.response';

interface Row {
  readonly entity: string;
  readonly currency: string;
  readonly debit_before: string;
  readonly credit_before: string;
  readonly debit: string;
  readonly credit: string;
}

/** What an account of the chart held before some days, what moved on it in them, and what it held then. */
@Injectable()
export class LedgerAccountQuery {
  constructor(private readonly store: ReadStore) {}

  async of(
    code: FinancialAccount,
    query: LedgerAccountRange,
  ): Promise<QueryReply<LedgerAccountBody>> {
    const { from = null, to = null, partnerId = null, book = null } = query;
    const { value, position, stale } = await this.store.views.read(
      ['journal_lines'],
      (db) =>
        sql<Row>`
          with moved as (
            select entity, currency, debit_minor, credit_minor,
              coalesce(booked_on < ${from}::date, false) as is_before
            from journal_lines
            where code = ${code} and (${to}::date is null or booked_on <= ${to}::date)
              and (${partnerId}::text is null or partner_id = ${partnerId})
              and (${book}::text is null or book = ${book}))
          select entity, currency,
            coalesce(sum(debit_minor) filter (where is_before), 0)::text as debit_before,
            coalesce(sum(credit_minor) filter (where is_before), 0)::text as credit_before,
            coalesce(sum(debit_minor) filter (where not is_before), 0)::text as debit,
            coalesce(sum(credit_minor) filter (where not is_before), 0)::text as credit
          from moved group by entity, currency order by entity, currency`.execute(db),
      minPositionOf(query),
    );
    const { name } = LEDGER_ACCOUNTS[code];
    const balances = value.rows.map((row) => balanceBody(code, row));
    return new QueryReply({ code, name, from, to, balances }, position, stale);
  }
}

function balanceBody(code: FinancialAccount, { entity, currency, ...row }: Row) {
  const [debit, credit] = [BigInt(row.debit), BigInt(row.credit)];
  const opening = balanceOf(code, BigInt(row.debit_before), BigInt(row.credit_before));
  const text = (minor: bigint): string => amountOf(minor, currency);
  return {
    entity,
    currency,
    opening: text(opening),
    debit: text(debit),
    credit: text(credit),
    closing: text(opening + balanceOf(code, debit, credit)),
  };
}
