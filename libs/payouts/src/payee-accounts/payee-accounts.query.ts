import { Inject, Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import {
  PointInTime,
  QueryReply,
  decodeCursor,
  maySee,
  minPositionOf,
  pageOf,
  type AsOfQuery,
  type Caller,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { Account } from '../account/account';
import { NOTHING_OWED, book } from '../account/account-balances';
import type { AccountEvent } from '../account/account.events';
import { holdsOf } from '../hold-list/hold-row';
import { holdBody } from '../hold-list/hold.response';
import { ACCOUNTS } from '../payouts.token';
import { statementsOf } from '../statement-list/statement-row';
import { statementBody } from '../statement-list/statement.response';
import { writeOffsOf } from '../write-off-list/write-off.response';
import { accountBody, type AccountBody, type AccountDetailBody } from './account.response';
import { balancesOf, type PayeeAccountRow } from './payee-account-row';

const VIEWS = ['payee_accounts'];

/** Answers questions about what is owed to whom. */
@Injectable()
export class PayeeAccountsQuery {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly store: ReadStore,
    private readonly log: EventStore,
    private readonly pointInTime: PointInTime,
  ) {}

  /** @returns every partner that has an account, through the position */
  async partners(position: LogPosition): Promise<string[]> {
    const { value } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<{ partner_id: string }>`
          select distinct partner_id from payee_accounts order by partner_id`.execute(db),
      position,
    );
    return value.rows.map(({ partner_id }) => partner_id);
  }

  /** @returns by payee, every line of which a late change was rejected some time, through the position */
  async rejectedLines(position: LogPosition): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const { value } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<{ partner_id: string; line_id: string }>`
          select partner_id, jsonb_array_elements_text(rejected_lines) as line_id
          from payee_accounts where rejected_lines <> '[]'`.execute(db),
      position,
    );
    const lines = new Map<string, Set<string>>();
    for (const { partner_id, line_id } of value.rows) {
      lines.set(partner_id, (lines.get(partner_id) ?? new Set()).add(line_id));
    }
    return lines;
  }

  async list(caller: Caller, query: PageQuery): Promise<QueryReply<Page<AccountBody>>> {
    const { partnerId } = caller;
    const { limit } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<PayeeAccountRow>`
          select * from payee_accounts
          where account_id > ${after} and (${partnerId}::text is null or partner_id = ${partnerId})
          order by account_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(
      value.rows.map((row) => rowBody(row, caller)),
      limit,
      ({ accountId }) => accountId,
    );
    return new QueryReply(page, position, stale);
  }

  /**
   * Folded from the account's own stream, as it was recorded by some moment.
   * @returns undefined when there was nothing in it by then, or none that this caller may see
   */
  async asOf(
    caller: Caller,
    accountId: string,
    { asOf }: AsOfQuery,
  ): Promise<QueryReply<AccountDetailBody> | undefined> {
    const { position } = await this.log.head();
    const all = await this.accounts.events(accountId);
    const wasRecorded = asOf === undefined ? undefined : await this.pointInTime.resolve(asOf);
    const events = wasRecorded ? all.filter(wasRecorded) : all;
    const last = events.at(-1);
    if (!last || !maySee(caller, last.data.partnerId)) return undefined;
    const balances = events.reduce((so, { data }) => book(so, data.postings), NOTHING_OWED);
    const reflected = asOf === undefined ? position : last.position;
    const statements = statementsOf(events).map(statementBody);
    const holds = holdsOf(events).map(holdBody);
    // What the vendor thinks of giving up is its own affair.
    const writeOffs = caller.partnerId === null ? writeOffsOf(events) : [];
    const body = { ...accountBody(last.data, balances, caller), statements, holds, writeOffs };
    return new QueryReply(body, reflected, false, last.revision);
  }
}

const rowBody = (row: PayeeAccountRow, caller: Caller): AccountBody =>
  accountBody(
    { accountId: row.account_id, partnerId: row.partner_id, currency: row.currency },
    balancesOf(row),
    caller,
  );
