import { Inject, Injectable } from '@nestjs/common';
import {
  currency as currencyOf,
  formatAmount,
  fromJson,
  logPosition,
  money,
  type MoneyJson,
} from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { QueryReply, type AtLeastQuery, type Caller } from '@accord/platform';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { FinancialPosting } from '../account/financial-posting';
import { PaymentsQuery } from '../payment-list/payments.query';
import { ACCOUNTS } from '../payouts.token';
import { isStatement } from '../statement-list/statement-row';
import { statementBody } from '../statement-list/statement.response';
import { StatementsQuery } from '../statement-list/statements.query';
import { lineBody } from '../statement/line.response';
import type { StatementLine } from '../statement/statement-line';
import { ExplanationQuery } from './explanation.query';
import { requireMadeUp } from './made-up';
import type { BookedBody, RuleTotalBody, StatementExplanationBody } from './explanation.response';

/** Explains a statement as a whole: what makes its total, and what became of it. */
@Injectable()
export class StatementExplanation {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly statements: StatementsQuery,
    private readonly lines: ExplanationQuery,
    private readonly payments: PaymentsQuery,
  ) {}

  /** @returns undefined when there is no such statement, or none that this caller may see */
  async of(
    caller: Caller,
    statementId: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<StatementExplanationBody> | undefined> {
    const { value, position, stale } = await this.statements.whole(caller, statementId, query);
    if (!value) return undefined;
    const { row, lines } = value;
    const { partnerId, currency, total, payable, accountId } = statementBody(row);
    const through = logPosition(row.position);
    const postings = (await this.accounts.events(accountId))
      .filter(({ position: at }) => at <= through)
      .filter((event) => isStatement(event) || (isAccrual(event) && caller.partnerId === null))
      .filter(({ data }) => 'statementId' in data && data.statementId === statementId)
      .flatMap(({ data }) => data.postings);
    requireMadeUp(row, lines, postings);
    const body = {
      statementId,
      partnerId,
      currency,
      total,
      payable,
      rules: ruleTotals(lines, currency),
      booked: booked(postings, currency),
      programVersions: versionsOf(lines),
      approval: await this.lines.approval(row, caller),
      payments: await this.payments.ofStatement(accountId, statementId),
    };
    return new QueryReply(body, position, stale);
  }
}

/** What was accrued just before, so that the statement could take it. */
const isAccrual = ({ type }: AccountEvent): boolean => type === 'EstimatePosted';

const versionsOf = (lines: readonly StatementLine[]): string[] =>
  [...new Set(lines.flatMap((line) => lineBody(line).programVersion ?? []))].toSorted();

function ruleTotals(lines: readonly StatementLine[], code: string): RuleTotalBody[] {
  const totals = new Map<string, { lines: number; zero: number; minor: bigint }>();
  for (const line of lines) {
    const { rule } = lineBody(line);
    const { minor } = fromJson(line.amount);
    const so = totals.get(rule) ?? { lines: 0, zero: 0, minor: 0n };
    const zero = so.zero + (line.standing === 'zero' ? 1 : 0);
    totals.set(rule, { lines: so.lines + 1, zero, minor: so.minor + minor });
  }
  return [...totals]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, { minor, ...counts }]) => ({ rule, ...counts, amount: text(minor, code) }));
}

/** Moves of all pages by rule and accounts; a posting's lines are pairs, debit first. */
function booked(postings: readonly FinancialPosting[], code: string): BookedBody[] {
  const moves = new Map<string, { rule: string; debit: string; credit: string; minor: bigint }>();
  for (const { rule, lines } of postings) {
    for (const [i, { account: debit, amount }] of lines.entries()) {
      const credit = lines[i + 1]?.account;
      if (i % 2 === 1 || credit === undefined) continue;
      const key = [rule, debit, credit].join(' ');
      const so = moves.get(key)?.minor ?? 0n;
      moves.set(key, { rule, debit, credit, minor: so + minorOf(amount) });
    }
  }
  return [...moves.values()].map(({ minor, ...move }) => ({ ...move, amount: text(minor, code) }));
}

const minorOf = (amount: MoneyJson): bigint => fromJson(amount).minor;
const text = (minor: bigint, code: string): string => formatAmount(money(minor, currencyOf(code)));
