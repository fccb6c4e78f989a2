import { Injectable } from '@nestjs/common';
import { isoDate, logPosition, type IsoDate } from '@accord/kernel';
import {
  BusinessClock,
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  requestFault,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { ageing } from './ageing';
import { LINES_PER_ENTRY } from './journal-csv';
import type { JournalRow, NumberedRow } from './journal-row';
import { balanceOf, ledgerAccount } from './ledger-account';
import type {
  AgeingQuery,
  JournalQuery,
  LedgerLinesQuery,
  TrialBalanceQuery,
} from './ledger.request';
import {
  amountOf,
  type AgeingBody,
  type LedgerLineBody,
  type TrialBalanceBody,
} from './ledger.response';

const VIEWS = ['journal_lines'];
const CODES = {
  accrued: '2100',
  payable: '2130',
  held: '2125',
  carried: '2135',
  withheld: '2140',
  receivable: '1100',
  refunds: '1150',
} as const;

interface SumRow {
  readonly entity: string;
  readonly currency: string;
  /** Null: all accounts together. */
  readonly code: string | null;
  readonly debit: string;
  readonly credit: string;
}

interface AgeingRow {
  readonly account_id: string;
  readonly partner_id: string;
  readonly currency: string;
  readonly movements: readonly {
    readonly on: string;
    readonly debit: string;
    readonly credit: string;
  }[];
}

/** Answers questions about the financial ledger. */
@Injectable()
export class LedgerQuery {
  constructor(
    private readonly store: ReadStore,
    private readonly clock: BusinessClock,
  ) {}

  /** Gross debits and credits of every account through a business date. */
  async trialBalance(query: TrialBalanceQuery): Promise<QueryReply<TrialBalanceBody>> {
    const { on = null, book = null } = query;
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<SumRow>`
          select entity, currency, code, sum(debit_minor)::text as debit,
            sum(credit_minor)::text as credit
          from journal_lines
          where (${on}::date is null or booked_on <= ${on}::date)
            and (${book}::text is null or book = ${book})
          group by grouping sets ((entity, currency, code), (entity, currency))
          order by entity, currency, code`.execute(db),
      minPositionOf(query),
    );
    return new QueryReply(trialBalance(value.rows, on), position, stale);
  }

  /** @returns the journal lines of one account of the chart, in the order recorded */
  async lines(code: string, query: LedgerLinesQuery): Promise<QueryReply<Page<LedgerLineBody>>> {
    const { limit, from = null, to = null, partnerId = null, book = null } = query;
    const [after, line] = placeOf(query.cursor);
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<JournalRow>`
          select * from journal_lines
          where code = ${code} and (position, line) > (${after}::bigint, ${line}::int)
            and (${from}::date is null or booked_on >= ${from}::date)
            and (${to}::date is null or booked_on <= ${to}::date)
            and (${partnerId}::text is null or partner_id = ${partnerId})
            and (${book}::text is null or book = ${book})
          order by position, line limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(
      value.rows.map(lineBody),
      limit,
      (one) => `${one.position}.${String(one.line)}`,
    );
    return new QueryReply(page, position, stale);
  }

  /** What is open per payee account, by age. */
  async ageing(query: AgeingQuery): Promise<QueryReply<Page<AgeingBody>>> {
    const { limit, side } = query;
    const code = CODES[side];
    const on = query.on === undefined ? await this.clock.today() : isoDate(query.on);
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<AgeingRow>`
          select account_id, partner_id, currency, json_agg(json_build_object(
            'on', booked_on, 'debit', debit_minor::text, 'credit', credit_minor::text
          ) order by position, line) as movements
          from journal_lines
          where code = ${code} and booked_on <= ${on}::date and account_id > ${after}
          group by account_id, partner_id, currency having sum(debit_minor) <> sum(credit_minor)
          order by account_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows, limit, ({ account_id }) => account_id);
    const items = page.items.flatMap((row) => ageingBody(row, code, on) ?? []);
    return new QueryReply({ ...page, items }, position, stale);
  }

  /**
   * @returns the lines booked between two days, as recorded through a log position; each with how many
   *   entries of its book were recorded before its event, whenever they are booked
   */
  async journal(query: JournalQuery): Promise<QueryReply<NumberedRow[]>> {
    const { from, to, book = null } = query;
    const through = query.through === undefined ? minPositionOf(query) : logPosition(query.through);
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<NumberedRow>`
          with event_entries as (
            select book, position, sum(entries) as entries from (
              select book, position, ceil(count(*)::numeric / ${LINES_PER_ENTRY}::int) as entries
              from journal_lines
              where (${book}::text is null or book = ${book})
              group by book, position, currency
            ) as of_currency
            group by book, position
          ),
          numbered as (
            select book, position,
              (sum(entries) over (partition by book order by position) - entries)::bigint
                as entries_before
            from event_entries
          )
          select * from journal_lines join numbered using (book, position)
          where booked_on between ${from}::date and ${to}::date
            and (${query.through ?? null}::bigint is null or position <= ${query.through ?? null}::bigint)
          order by position, line`.execute(db),
      through,
    );
    return new QueryReply(value.rows, position, stale);
  }
}

function trialBalance(rows: readonly SumRow[], on: string | null): TrialBalanceBody {
  const body: TrialBalanceBody = { on, accounts: [], totals: [] };
  for (const { entity, currency, code, ...sums } of rows) {
    const [debit, credit] = [BigInt(sums.debit), BigInt(sums.credit)];
    const gross = { debit: amountOf(debit, currency), credit: amountOf(credit, currency) };
    if (code === null) {
      body.totals.push({ entity, currency, ...gross, balanced: debit === credit });
    } else {
      const balance = amountOf(balanceOf(code, debit, credit), currency);
      const { name } = ledgerAccount(code);
      body.accounts.push({ entity, currency, code, name, ...gross, balance });
    }
  }
  return body;
}

const lineBody = (row: JournalRow): LedgerLineBody => ({
  position: row.position.toString(),
  line: row.line,
  eventId: row.event_id,
  event: row.event_type,
  rule: row.rule,
  accountId: row.account_id,
  partnerId: row.partner_id,
  entity: row.entity,
  book: row.book,
  currency: row.currency,
  debit: amountOf(row.debit_minor, row.currency),
  credit: amountOf(row.credit_minor, row.currency),
  bookedOn: row.booked_on,
  occurredOn: row.occurred_on,
  recordedAt: row.recorded_at,
});

function ageingBody(row: AgeingRow, code: string, on: IsoDate): AgeingBody | undefined {
  const { account_id: accountId, partner_id: partnerId, currency } = row;
  const movements = row.movements.map(({ on: day, debit, credit }) => {
    const [added, taken] = ledgerAccount(code).side === 'debit' ? [debit, credit] : [credit, debit];
    return { on: isoDate(day), added: BigInt(added), taken: BigInt(taken) };
  });
  const open = ageing(movements, on);
  if (!open) return undefined;
  const { upTo30, upTo60, upTo90, over90, oldest } = open;
  const text = (minor: bigint): string => amountOf(minor, currency);
  return {
    accountId,
    partnerId,
    currency,
    total: text(upTo30 + upTo60 + upTo90 + over90),
    upTo30: text(upTo30),
    upTo60: text(upTo60),
    upTo90: text(upTo90),
    over90: text(over90),
    oldest,
  };
}

/** @throws Problem 400 when the cursor is not one of ours */
function placeOf(cursor: string | undefined): readonly [string, string] {
  const key = decodeCursor(cursor) ?? '-1.0';
  const [, position, line] = /^(-1|\d{1,18})\.(\d{1,9})$/.exec(key) ?? [];
  if (position !== undefined && line !== undefined) return [position, line];
  const message = 'Not a cursor of this list';
  throw requestFault([{ code: 'cursor-invalid', message, path: 'cursor' }]);
}
