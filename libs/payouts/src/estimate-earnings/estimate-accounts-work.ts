import { Inject, Injectable } from '@nestjs/common';
import { pMapIterable, pMapSkip } from 'p-map';
import { uuidFrom, type Envelope } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { accountId } from '../account/account-id';
import type { EstimateRequest } from '../estimate/estimate-run';
import type { AccountEstimate } from '../estimate/estimate.events';
import { PayeeAccountsQuery } from '../payee-accounts/payee-accounts.query';
import { ACCOUNTS } from '../payouts.token';
import { everyPayee, type OfPayee } from '../propose-payout/every-payee';
import type { AskedLines, PayeeSums } from './earned-sums';
import { accountTargets, estimateAccount } from './estimate-account';

/** Accounts that are written to at the same time. */
const AT_ONCE = { concurrency: 16 };

/** Under whose name accounts are booked, at which position. */
export interface Booking {
  readonly envelope: Envelope;
  readonly position: string;
}

/** Estimates one account after the other, each at the revision that it reads. */
@Injectable()
export class EstimateAccountsWork {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    @Inject(PayeeAccountsQuery)
    private readonly payees: Pick<PayeeAccountsQuery, 'partners' | 'rejectedLines'>,
    private readonly log: EventStore,
  ) {}

  /** @returns lines of which a late change was rejected some time: what they earn tells whether it still is so */
  async asked(): Promise<AskedLines> {
    const { position: head } = await this.log.head();
    return this.payees.rejectedLines(head);
  }

  /**
   * @param earned what payees have earned, ordered by payee
   * @param booking absent: nothing is booked
   * @param after payees behind this one only
   * @returns what each is estimated at, ordered by payee; none for accounts of which there is nothing to say
   */
  async *each(
    request: EstimateRequest,
    earned: AsyncIterable<PayeeSums>,
    booking?: Booking,
    after = '',
  ): AsyncGenerator<AccountEstimate, void, undefined> {
    const { position: head } = await this.log.head();
    const payees = everyPayee(known(earned), await this.payees.partners(head), after);
    yield* pMapIterable(payees, (payee) => this.estimate(payee, request, booking), AT_ONCE);
  }

  private async estimate(
    [partnerId, [earned]]: OfPayee<PayeeSums>,
    { estimateId, entity, book, currency, estimatedOn }: EstimateRequest,
    booking: Booking | undefined,
  ): Promise<AccountEstimate | typeof pMapSkip> {
    const id = accountId(entity, partnerId, currency);
    const payee = { accountId: id, partnerId, book, currency };
    const { sums = [], figures = [], asked = [] } = earned ?? {};
    const known = { sums, figures, asked };
    if (!booking) {
      const { state } = await this.accounts.look(id, { fresh: true });
      return told(payee, accountTargets(state, { book, currency, ...known }));
    }
    const { envelope, position } = booking;
    const commandId = uuidFrom('estimate', estimateId, id);
    const outcome = await this.accounts.transact(
      id,
      { ...envelope, commandId, commandHash: estimateId },
      (state) => estimateAccount(state, { ...payee, estimateId, position, estimatedOn, ...known }),
    );
    if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
    const [posted] = outcome.events;
    if (posted?.type === 'EstimatePosted') return told(payee, posted.data);
    return told(payee, accountTargets(outcome.state, { book, currency, ...known }));
  }
}

function told(
  { accountId: id, partnerId }: { readonly accountId: string; readonly partnerId: string },
  { parts, targets }: Pick<AccountEstimate, 'parts' | 'targets'>,
): AccountEstimate | typeof pMapSkip {
  const hasNothing = parts.length === 0 && targets.length === 0;
  return hasNothing ? pMapSkip : { accountId: id, partnerId, parts, targets };
}

async function* known(
  earned: AsyncIterable<PayeeSums>,
): AsyncGenerator<OfPayee<PayeeSums>, void, undefined> {
  for await (const one of earned) yield [one.payee, [one]];
}
