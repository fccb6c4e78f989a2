import { Inject, Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { sourceOf } from '@accord/incentives';
import { CommandContexts, type Reactor } from '@accord/platform';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { Opening } from '../opening/opening';
import { openingEvents, type OpeningEvent } from '../opening/opening.events';
import { ACCOUNTS, OPENINGS } from '../payouts.token';
import { recordOpening } from './record-opening';

type Confirmed = Extract<Recorded<OpeningEvent>, { type: 'OpeningConfirmed' }>;

const isConfirmed = (event: Recorded): event is Confirmed =>
  openingEvents.includes(event) && event.type === 'OpeningConfirmed';

export const RECORD_OPENING = 'record-opening';

/** Begins every account of a confirmed opening with its balance. */
@Injectable()
export class RecordOpeningReactor implements Reactor {
  readonly name = RECORD_OPENING;

  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    @Inject(OPENINGS) private readonly openings: Streams<Opening, OpeningEvent>,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return isConfirmed(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isConfirmed(event)) return;
    const { openingId, hash } = event.data;
    const proposed = (await this.openings.events(openingId)).find(
      (one) => one.type === 'OpeningProposed' && one.data.hash === hash,
    );
    if (proposed?.type !== 'OpeningProposed') throw new Error(`"${openingId}" was never proposed`);
    const { book, currency, cutoverOn, balances } = proposed.data;
    const sources = [sourceOf(proposed), sourceOf(event)];
    for (const balance of balances) {
      const { correlationId } = event.envelope;
      const cause = { today: cutoverOn, correlationId, causationId: event.id };
      const { envelope } = this.contexts.ofSystem([this.name, event.id, balance.accountId], cause);
      const one = { openingId, book, currency, cutoverOn, balance, sources };
      const outcome = await this.accounts.transact(balance.accountId, envelope, (state) =>
        recordOpening(state, one),
      );
      if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
    }
  }
}
