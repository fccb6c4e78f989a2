import { Inject, Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { nextQuarter, type FiscalQuarter } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import { EarningsQuery, type EarningLine } from '@accord/incentives';
import { PageQuery, QueryReply, decodeCursor, pageOf, type Page } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Account } from '../account/account';
import { accountId } from '../account/account-id';
import type { AccountEvent } from '../account/account.events';
import { decisionOn } from '../account/late-change';
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

  /** All when absent. */
  @IsOptional()
  @IsIn(['none', 'rejection-proposed', 'rejected', 'accepted'])
  decision?: 'none' | 'rejection-proposed' | 'rejected' | 'accepted';
}

/** A closed period, who pays in its book, and what late facts make of it. */
export interface ClosedBook {
  readonly period: ClosedPeriod;
  readonly entity: string;
  /** The quarter after it is closed as well. */
  readonly isPosted: boolean;
  readonly changes: readonly LateChange[];
  /** As reckoned now, else as it was closed; undefined where no rule has ever given it. */
  lineOf(lineId: string): EarningLine | undefined;
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
  async of(book: string, quarter: FiscalQuarter): Promise<ClosedBook | undefined> {
    const { state: period } = await this.periods.look(periodId({ book, quarter }), { fresh: true });
    if (period.status !== 'closed') return undefined;
    const following = periodId({ book, quarter: nextQuarter(quarter) });
    const { state: next } = await this.periods.look(following, { fresh: true });
    const isPosted = next.status === 'closed';
    const now =
      next.status === 'closed'
        ? (await this.frozen(next)).filter((line) => line.quarter <= quarter)
        : await this.reckoned(book, quarter);
    const closed = await this.frozen(period);
    const changes = lateChanges(closed, now, period.position);
    const lineOf = (lineId: string): EarningLine | undefined =>
      [...now, ...closed].find((line) => line.lineId === lineId);
    const program = await this.programs.inForce(book, period.closedOn, { fresh: true });
    if (!program) throw new Error(`"${book}" was closed without a program`);
    return { period, entity: program.rules.entity, isPosted, changes, lineOf };
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
    { limit, cursor, ...wanted }: LateChangesListQuery,
  ): Promise<QueryReply<Page<LateChangeBody>> | undefined> {
    const { position } = await this.log.head();
    const found = await this.of(book, quarter);
    if (!found) return undefined;
    const after = decodeCursor(cursor) ?? '';
    const bodies: LateChangeBody[] = [];
    for (const change of found.changes) {
      if (change.lineId <= after || !isSeenAsWanted(found, change, wanted)) continue;
      const body = await this.bodyOf(found, change, quarter);
      if (wanted.decision === undefined || body.decision === wanted.decision) bodies.push(body);
      if (bodies.length > limit) break;
    }
    return new QueryReply(
      pageOf(bodies, limit, ({ lineId }) => lineId),
      position,
      false,
    );
  }

  private async bodyOf(
    { entity, period, isPosted }: ClosedBook,
    change: LateChange,
    quarter: FiscalQuarter,
  ): Promise<LateChangeBody> {
    const { lineId, payee, is } = change;
    const id = accountId(entity, payee, is.currency);
    const { state } = await this.accounts.look(id, { fresh: true });
    return lateChangeBody(change, {
      statementId: state.lines.get(lineId)?.statementId ?? null,
      postsIn: nextQuarter(quarter),
      isPosted,
      seen: isSeen(period, change) ? (period.seen.get(lineId) ?? null) : null,
      decision: decisionOn(state.changes, lineId, is) ?? null,
    });
  }
}

const isSeen = ({ seen }: ClosedPeriod, { lineId, is }: LateChange): boolean =>
  seen.get(lineId)?.is.minor === is.minor;

const isSeenAsWanted = (
  { period }: ClosedBook,
  change: LateChange,
  { acknowledged }: Pick<LateChangesListQuery, 'acknowledged'>,
): boolean => acknowledged === undefined || isSeen(period, change) === (acknowledged === 'true');
