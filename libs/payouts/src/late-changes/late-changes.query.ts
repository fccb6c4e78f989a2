import { Inject, Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { isoDate, nextQuarter, type FiscalQuarter } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import { EarningsQuery, type EarningLine } from '@accord/incentives';
import { PageQuery, QueryReply, decodeCursor, pageOf, type Page } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Account } from '../account/account';
import { accountId } from '../account/account-id';
import type { AccountEvent } from '../account/account.events';
import { ACCOUNTS, PERIODS } from '../payouts.token';
import { frozenByPayee } from '../period/frozen-earnings';
import { periodId, type ClosedPeriod, type Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';
import { lateChanges, type LateChange } from './late-changes';
import { lateChangeBody, type LateChangeBody } from './late-change.response';

export class LateChangesListQuery extends PageQuery {
  /** Both when absent. */
  @IsOptional()
  @IsIn(['true', 'false'])
  acknowledged?: 'true' | 'false';
}

/** Answers what late facts make of a closed period; whole books are compared in memory. */
@Injectable()
export class LateChangesQuery {
  constructor(
    @Inject(PERIODS) private readonly periods: Streams<Period, PeriodEvent>,
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly log: EventStore,
    private readonly programs: ProgramDirectory,
    private readonly earnings: EarningsQuery,
  ) {}

  /**
   * Against the calculation now, or against the next close once there is one: what is different by then
   * is in that quarter's run.
   * @returns undefined when the period is not closed
   */
  async of(
    book: string,
    quarter: FiscalQuarter,
  ): Promise<{ period: ClosedPeriod; isPosted: boolean; changes: LateChange[] } | undefined> {
    const { state: period } = await this.periods.look(periodId({ book, quarter }), { fresh: true });
    if (period.status !== 'closed') return undefined;
    const following = periodId({ book, quarter: nextQuarter(quarter) });
    const { state: next } = await this.periods.look(following, { fresh: true });
    const isPosted = next.status === 'closed';
    const now =
      next.status === 'closed'
        ? (await this.frozen(next)).filter((line) => line.quarter <= quarter)
        : await this.reckoned(book, quarter);
    const changes = lateChanges(await this.frozen(period), now, period.position);
    return { period, isPosted, changes };
  }

  private async frozen(closed: ClosedPeriod): Promise<EarningLine[]> {
    const all: EarningLine[] = [];
    const events = this.periods.eachEvent(periodId(closed));
    for await (const [, lines] of frozenByPayee(events, closed)) all.push(...lines);
    return all;
  }

  private async reckoned(book: string, quarter: FiscalQuarter): Promise<EarningLine[]> {
    const { position } = await this.log.head();
    return this.earnings.snapshot(
      book,
      quarter,
      async (portions) => {
        const all: EarningLine[] = [];
        for await (const portion of portions) all.push(...portion);
        return all;
      },
      position,
    );
  }

  async list(
    book: string,
    quarter: FiscalQuarter,
    { limit, cursor, acknowledged }: LateChangesListQuery,
  ): Promise<QueryReply<Page<LateChangeBody>> | undefined> {
    const { position } = await this.log.head();
    const found = await this.of(book, quarter);
    if (!found) return undefined;
    const { period, isPosted, changes } = found;
    const after = decodeCursor(cursor) ?? '';
    const program = await this.programs.inForce(book, isoDate(period.closedOn), { fresh: true });
    if (!program) throw new Error(`"${book}" was closed without a program`);
    const { entity } = program.rules;
    const isSeen = ({ lineId, is }: LateChange): boolean =>
      period.seen.get(lineId)?.is.minor === is.minor;
    const wanted = changes.filter(
      (change) =>
        change.lineId > after &&
        (acknowledged === undefined || isSeen(change) === (acknowledged === 'true')),
    );
    const bodies = await Promise.all(
      wanted.slice(0, limit + 1).map(async (change) => {
        const id = accountId(entity, change.payee, change.is.currency);
        const { state } = await this.accounts.look(id, { fresh: true });
        const statementId = state.lines.get(change.lineId)?.statementId ?? null;
        const seen = isSeen(change) ? (period.seen.get(change.lineId) ?? null) : null;
        const postsIn = nextQuarter(quarter);
        return lateChangeBody(change, { statementId, postsIn, isPosted, seen });
      }),
    );
    return new QueryReply(
      pageOf(bodies, limit, ({ lineId }) => lineId),
      position,
      false,
    );
  }
}
