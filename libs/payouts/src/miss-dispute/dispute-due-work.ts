import { Inject, Injectable } from '@nestjs/common';
import type { IsoDate } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type DueItem, type DueWork } from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { ACCOUNTS } from '../payouts.token';
import { missDispute } from './miss-dispute';

/** Disputes whose day for the answer has passed. */
@Injectable()
export class DisputeDueWork implements DueWork {
  readonly view = 'payout_disputes';

  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly store: ReadStore,
    private readonly contexts: CommandContexts,
  ) {}

  async due(through: IsoDate): Promise<DueItem[]> {
    const { value } = await this.store.views.read([this.view], (db) =>
      sql<{ account_id: string; dispute_id: string; overdue_on: string }>`
        select account_id, dispute_id, overdue_on from payout_disputes
        where overdue_on <= ${through} order by overdue_on, dispute_id`.execute(db),
    );
    return value.rows.map(({ account_id, dispute_id, overdue_on }) => ({
      kind: 'dispute-overdue',
      subject: `${account_id}/${dispute_id}`,
      dueOn: overdue_on,
    }));
  }

  async programOf({ subject }: DueItem): Promise<string | undefined> {
    const [accountId = '', disputeId = ''] = subject.split('/');
    const { state } = await this.accounts.look(accountId, { fresh: false });
    return state.disputes.get(disputeId)?.dispute.book;
  }

  async work({ kind, subject, dueOn }: DueItem, today: IsoDate): Promise<void> {
    const [accountId = '', disputeId = ''] = subject.split('/');
    const { envelope } = this.contexts.ofSystem([kind, subject, dueOn], { today });
    await this.accounts.transact(accountId, envelope, (state) =>
      missDispute(state, { disputeId, on: today }),
    );
  }
}
