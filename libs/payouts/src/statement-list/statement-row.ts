import {
  add,
  currency as currencyOf,
  debited,
  fromJson,
  toJson,
  zero,
  type MoneyJson,
  type Recorded,
} from '@accord/kernel';
import type { AccountEvent } from '../account/account.events';

export type StatementIssued = Extract<AccountEvent, { type: 'StatementIssued' }>;

/** An issued statement without its lines. */
export interface StatementRow {
  readonly statement_id: string;
  readonly payout_id: string;
  readonly account_id: string;
  readonly partner_id: string;
  readonly book: string;
  readonly quarter: string;
  readonly issued_on: string;
  /** Log position through which facts are in. */
  readonly facts_through: string;
  readonly root: string;
  /** Where and when its last page was recorded. */
  readonly position: string;
  readonly recorded_at: string;
  readonly lines: number;
  /** Sum of its lines. */
  readonly total: MoneyJson;
  /** What of its lines is held. */
  readonly held: MoneyJson;
  /** What it adds to what is payable, after offsetting what the partner owed. */
  readonly payable: MoneyJson;
}

/** One more page of the statement. */
export function foldStatement(
  row: StatementRow | undefined,
  event: Recorded<StatementIssued>,
): StatementRow {
  const { data } = event;
  const nothing = toJson(zero(currencyOf(data.currency)));
  const lines = data.lines.map(({ amount }) => fromJson(amount));
  const held = data.lines.flatMap(({ aside }) => (aside ? [fromJson(aside.held)] : []));
  const payable = data.postings.reduce((so, posting) => so - debited(posting, '2130'), 0n);
  const before = fromJson(row?.payable ?? nothing);
  return {
    statement_id: data.statementId,
    payout_id: data.payoutId,
    account_id: data.accountId,
    partner_id: data.partnerId,
    book: data.book,
    quarter: data.quarter,
    issued_on: data.issuedOn,
    facts_through: data.position,
    root: data.root,
    position: event.position.toString(),
    recorded_at: event.recordedAt,
    lines: (row?.lines ?? 0) + data.lines.length,
    total: toJson(lines.reduce(add, fromJson(row?.total ?? nothing))),
    held: toJson(held.reduce(add, fromJson(row?.held ?? nothing))),
    payable: toJson({ ...before, minor: before.minor + payable }),
  };
}

/** The statements of an account, in the order issued: the one fold behind view, as-of and replay. */
export function statementsOf(events: readonly Recorded<AccountEvent>[]): StatementRow[] {
  const rows = new Map<string, StatementRow>();
  for (const event of events) {
    if (!isStatement(event)) continue;
    const { statementId } = event.data;
    rows.set(statementId, foldStatement(rows.get(statementId), event));
  }
  return [...rows.values()];
}

export const isStatement = (event: Recorded<AccountEvent>): event is Recorded<StatementIssued> =>
  event.type === 'StatementIssued';
