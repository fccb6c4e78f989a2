import { Inject, Injectable } from '@nestjs/common';
import { uuidFrom, type Decision, type Envelope, type Rejection } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import { EarningsQuery } from '@accord/incentives';
import { Problem } from '@accord/platform';
import { requestOf } from '../payout/request-of';
import { PERIODS } from '../payouts.token';
import type { CloseRequest, Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';
import { cutPages } from '../statement/cut-pages';
import {
  closePeriod,
  freezeEarnings,
  mayClose,
  refuseClose,
  type ClosePeriod,
  type Snapshot,
} from './close-period';
import { ClosingFactsQuery } from './closing-facts.query';

/** A close that was asked for, and in whose name. */
interface Closing {
  readonly id: string;
  readonly request: CloseRequest;
  readonly envelope: Envelope;
}

/**
 * Closes what was asked to be closed: takes a snapshot of what is earned, freezes it page by page beside the
 * period, then closes over it. Dying in between loses nothing: on an unchanged log the pages that are there
 * are recognised, on a longer one they are written anew and those before do not count.
 */
@Injectable()
export class ClosePeriodWork {
  constructor(
    @Inject(PERIODS) private readonly periods: Streams<Period, PeriodEvent>,
    private readonly log: EventStore,
    @Inject(EarningsQuery) private readonly earnings: Pick<EarningsQuery, 'snapshot'>,
    @Inject(ClosingFactsQuery) private readonly facts: Pick<ClosingFactsQuery, 'of'>,
  ) {}

  /** Ends early when the signal says so. */
  async work(id: string, signal: AbortSignal): Promise<void> {
    const { state } = await this.periods.look(id, { fresh: true });
    if (state.status !== 'open' || !state.requested) return;
    const request = state.requested;
    const closing = { id, request, envelope: await requestOf(this.periods, id, request.at) };
    const facts = await this.facts.of(request, request.requestedOn);
    if ('rejections' in facts) return this.refuse(closing, facts.rejections);
    const may = mayClose(state, request, facts);
    if (may.kind === 'rejected') return this.refuse(closing, may.rejections);
    const snapshot = await this.frozen(closing, signal);
    if (!snapshot) return;
    const step = ['close', snapshot.position.toString()];
    await this.append(closing, step, (now) => closePeriod(now, request, facts, snapshot));
  }

  /** What it would be closed over: nothing is read but the hashes, and nothing kept. */
  tried(body: ClosePeriod): Promise<Snapshot> {
    return this.snapshot(body, (_portions, snapshot) => Promise.resolve(snapshot));
  }

  /**
   * Each portion is frozen before the next is read: no more than one is in memory.
   * @returns undefined when the signal ended it
   */
  private frozen(closing: Closing, signal: AbortSignal): Promise<Snapshot | undefined> {
    return this.snapshot(closing.request, async (portions, snapshot) => {
      const position = snapshot.position.toString();
      let page = 0;
      for await (const portion of portions) {
        for (const lines of cutPages(portion)) {
          if (signal.aborted) return undefined;
          page += 1;
          const data = { position, page, lines };
          const step = ['freeze', position, String(page)];
          await this.append(closing, step, (now) => freezeEarnings(now, data));
        }
      }
      return snapshot;
    });
  }

  /** The lines as they stand at or after the head of the log now, so that what was acknowledged before is in. */
  private async snapshot<T>(
    { book, quarter }: ClosePeriod,
    use: (portions: AsyncIterable<FrozenLines>, snapshot: Snapshot) => Promise<T>,
  ): Promise<T> {
    const { position: head } = await this.log.head();
    return this.earnings.snapshot(
      book,
      quarter,
      async (portions, { position, stale, summary }) => {
        if (stale) throw new Problem(503, 'view-stopped', 'The view of earnings has stopped');
        return use(portions, { position, ...(await summary()) });
      },
      head,
    );
  }

  private async refuse(closing: Closing, [first]: readonly Rejection[]): Promise<void> {
    if (!first) throw new Error('Refused without a reason');
    await this.append(closing, ['refuse'], (now) => refuseClose(now, first));
  }

  /** The same step is the same command, whoever resumes. */
  private async append(
    { id, envelope, request }: Closing,
    step: readonly string[],
    decide: (state: Period) => Decision<PeriodEvent>,
  ): Promise<void> {
    const commandId = uuidFrom('close-step', envelope.commandId, ...step);
    const command = { ...envelope, commandId, commandHash: `${id} ${request.at}` };
    const outcome = await this.periods.transact(id, command, decide);
    if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
  }
}

type FrozenLines = Extract<PeriodEvent, { type: 'EarningsFrozen' }>['data']['lines'];
