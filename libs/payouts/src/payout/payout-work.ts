import { Inject, Injectable } from '@nestjs/common';
import type { Streams } from '@accord/event-store';
import { IssueStatementsWork } from '../issue-payout/issue-statements-work';
import { DraftPayoutWork } from '../propose-payout/draft-payout-work';
import { PAYOUTS } from '../payouts.token';
import type { Payout } from './payout';
import type { PayoutEvent } from './payout.events';

/** Does what was asked of a run and is not done: drafts it, or issues it. */
@Injectable()
export class PayoutWork {
  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    private readonly drafting: DraftPayoutWork,
    private readonly issuing: IssueStatementsWork,
  ) {}

  /** Goes on where it was cut off. Ends early when the signal says so. */
  async work(payoutId: string, signal: AbortSignal): Promise<void> {
    const { state } = await this.payouts.look(payoutId, { fresh: true });
    switch (state.status) {
      case 'drafting':
        return this.drafting.work(state, signal);
      case 'issuing':
        return this.issuing.work(state, signal);
      case 'open':
      case 'proposed':
      case 'approved':
      case 'issued':
    }
  }
}
