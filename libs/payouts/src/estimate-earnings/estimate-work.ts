import { Inject, Injectable } from '@nestjs/common';
import { uuidFrom, type Decision, type Envelope } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import { EarningsQuery } from '@accord/incentives';
import type { EstimateRun, EstimatingRun, Summing } from '../estimate/estimate-run';
import type { AccountEstimate, EstimateEvent } from '../estimate/estimate.events';
import { requestOf } from '../payout/request-of';
import { ESTIMATES } from '../payouts.token';
import { sumsByPayee, type PayeeSums } from './earned-sums';
import { EstimateAccountsWork } from './estimate-accounts-work';
import { finishEstimate, recordAccounts, recordSums } from './request-estimate';
import { summedEarnings } from './summed-earnings';

/** Payees of one page of sums, and accounts that one event tells of: the store takes events up to 1 MiB. */
const PER_EVENT = 100;

/**
 * Does what was asked of a book's estimate: adds up what payees have earned on one snapshot, then brings
 * account after account to it. Dying in between loses nothing: a sum that was not finished is begun anew,
 * accounts that were booked are recognised by their command ids, and the others follow.
 */
@Injectable()
export class EstimateWork {
  constructor(
    @Inject(ESTIMATES) private readonly estimates: Streams<EstimateRun, EstimateEvent>,
    private readonly accounts: EstimateAccountsWork,
    @Inject(EarningsQuery) private readonly earnings: Pick<EarningsQuery, 'snapshot'>,
    private readonly log: EventStore,
  ) {}

  /** Goes on where it was cut off. Ends early when the signal says so. */
  async work(book: string, signal: AbortSignal): Promise<void> {
    const { state } = await this.estimates.look(book, { fresh: true });
    if (state.status === 'summing') await this.addUp(state);
    const { state: next } = await this.estimates.look(book, { fresh: true });
    if (next.status === 'estimating') await this.estimate(next, signal);
  }

  private async addUp(state: Summing): Promise<void> {
    const { estimateId, book, through } = state.request;
    const envelope = await requestOf(this.estimates, book, state.requestedAt);
    const { position: head } = await this.log.head();
    const asked = await this.accounts.asked();
    await this.earnings.snapshot(
      book,
      through,
      async (portions, { position, stale }) => {
        if (stale) throw new Error('The view of earnings has stopped');
        let page = 0;
        const write = async (payees: readonly PayeeSums[], isLast: boolean): Promise<void> => {
          page += 1;
          const data = { estimateId, position: position.toString(), page, isLast, payees };
          const step = ['sum', data.position, String(page)];
          await this.append(state, envelope, step, (now) => recordSums(now, data));
        };
        let some: PayeeSums[] = [];
        for await (const one of sumsByPayee(portions, asked)) {
          if (some.length === PER_EVENT) {
            await write(some, false);
            some = [];
          }
          some.push(one);
        }
        await write(some, true);
      },
      head,
    );
  }

  private async estimate(state: EstimatingRun, signal: AbortSignal): Promise<void> {
    const { request, requestedAt, position, lastPayee } = state;
    const { estimateId, book } = request;
    const envelope = await requestOf(this.estimates, book, requestedAt);
    const earned = summedEarnings(this.estimates.eachEvent(book, requestedAt), position);
    let told = state.accounts;
    let some: AccountEstimate[] = [];
    const tell = async (): Promise<void> => {
      if (some.length === 0) return;
      const accounts = some;
      await this.append(state, envelope, ['accounts', String(told)], (now) =>
        recordAccounts(now, estimateId, told, accounts),
      );
      told += accounts.length;
      some = [];
    };
    const each = this.accounts.each(request, earned, { envelope, position }, lastPayee);
    for await (const one of each) {
      if (signal.aborted) return;
      some.push(one);
      if (some.length === PER_EVENT) await tell();
    }
    await tell();
    await this.append(state, envelope, ['finish'], (now) => finishEstimate(now, estimateId, told));
  }

  /** The same step is the same command, whoever resumes. */
  private async append(
    { request: { book, estimateId } }: Summing | EstimatingRun,
    envelope: Envelope,
    step: readonly string[],
    decide: (state: EstimateRun) => Decision<EstimateEvent>,
  ): Promise<void> {
    const commandId = uuidFrom('estimate-step', estimateId, ...step);
    const command = { ...envelope, commandId, commandHash: estimateId };
    const outcome = await this.estimates.transact(book, command, decide);
    if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
  }
}
