import { keyedView, type Projection } from '@accord/read-store';
import { accountEvents, type AccountEvent } from '../account/account.events';
import type { StatementLine } from '../statement/statement-line';
import { foldStatement, isStatement, type StatementRow } from './statement-row';

const STATEMENTS = { name: 'payout_statements', version: 2, events: [accountEvents] } as const;

const statements = keyedView<StatementRow, AccountEvent>({
  ...STATEMENTS,
  table: 'payout_statements',
  columns: {
    statement_id: 'text not null collate "C"',
    payout_id: 'text not null',
    account_id: 'text not null',
    partner_id: 'text not null',
    book: 'text not null',
    quarter: 'text not null',
    issued_on: 'date not null',
    facts_through: 'text not null',
    root: 'text not null',
    position: 'text not null',
    recorded_at: 'text not null',
    lines: 'integer not null',
    total: 'jsonb not null',
    held: 'jsonb not null',
    payable: 'jsonb not null',
  },
  key: ['statement_id'],
  indexes: [['partner_id'], ['payout_id']],
  keysOf: (event) => (isStatement(event) ? [[event.data.statementId]] : []),
  fold(row, event) {
    if (!isStatement(event)) throw new Error(`${event.type} is no statement`);
    return foldStatement(row, event);
  },
});

export interface StatementLineRow {
  readonly statement_id: string;
  readonly line_id: string;
  readonly line: StatementLine;
}

const lines = keyedView<StatementLineRow, AccountEvent>({
  ...STATEMENTS,
  table: 'statement_lines',
  columns: {
    statement_id: 'text not null',
    line_id: 'text not null collate "C"',
    line: 'jsonb not null',
  },
  key: ['statement_id', 'line_id'],
  keysOf: (event) =>
    isStatement(event)
      ? event.data.lines.map(({ lineId }) => [event.data.statementId, lineId])
      : [],
  fold(_row, event, [statement_id = '', line_id = '']) {
    const line = isStatement(event)
      ? event.data.lines.find(({ lineId }) => lineId === line_id)
      : undefined;
    if (!line) throw new Error(`${event.type} has no line "${line_id}"`);
    return { statement_id, line_id, line };
  },
});

/** Issued statements and their lines. */
export const statementsProjection: Projection = {
  name: statements.name,
  version: statements.version,
  tables: [...statements.tables, ...lines.tables],
  events: [...statements.events, ...lines.events],
  async create(db) {
    await statements.create(db);
    await lines.create(db);
  },
  async apply(db, events) {
    await statements.apply(db, events);
    await lines.apply(db, events);
  },
};
