import { Inject, Injectable } from '@nestjs/common';
import { pMapIterable, pMapSkip } from 'p-map';
import { canonicalJson, logPosition, type Rejection } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import type { EarningLine } from '@accord/incentives';
import { ReadStore } from '@accord/read-store';
import type { Account } from '../account/account';
import { accountId } from '../account/account-id';
import type { AccountEvent } from '../account/account.events';
import { unfinishedRejection } from '../issue-payout/issue-payout';
import { PayeeAccountsQuery } from '../payee-accounts/payee-accounts.query';
import type { DraftsRequest } from '../payout/payout';
import { ACCOUNTS, PERIODS } from '../payouts.token';
import { frozenByPayee } from '../period/frozen-earnings';
import { periodId, type Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';
import { POST_CLAIM } from '../post-claim/post-claim.reactor';
import { RECORD_OPENING } from '../record-opening/record-opening.reactor';
import { pagesOf, type Draft } from '../statement/draft';
import { draftLines } from '../statement/draft-lines';
import { USUAL_TERMS } from '../statement/payout-terms';
import { companyOf } from './company-of';
import { everyPayee, type OfPayee } from './every-payee';
import { PayeeTerms } from './payee-terms.query';

/** Accounts that are read at the same time. */
const AT_ONCE = { concurrency: 16 };
/** How long claims on funds and opening balances may take to reach the accounts. */
const CLAIMS_LIMIT_MS = 10_000;

/** An account holds a statement of which pages are missing; they come first. */
export class StatementUnfinished extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.message);
  }
}

/** Works out what every account's statement would say, each at the revision that it reads. */
@Injectable()
export class DraftStatements {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    @Inject(PERIODS) private readonly periods: Streams<Period, PeriodEvent>,
    @Inject(PayeeAccountsQuery) private readonly payees: Pick<PayeeAccountsQuery, 'partners'>,
    @Inject(PayeeTerms) private readonly terms: Pick<PayeeTerms, 'of'>,
    @Inject(ReadStore)
    private readonly store: { readonly reactors: Pick<ReadStore['reactors'], 'waitFor'> },
    private readonly log: EventStore,
  ) {}

  /**
   * @param after payees behind this one only
   * @returns drafts ordered by payee, read and worked out as they are used; none for accounts of which
   *   there is nothing to say
   * @throws BehindError when claims have not reached the accounts yet, StatementUnfinished
   */
  async *each(request: DraftsRequest, after = ''): AsyncGenerator<Draft, void, undefined> {
    const { book, quarter, frozen } = request;
    const close = { book, quarter, position: logPosition(request.position), ...frozen };
    for (const reactor of [POST_CLAIM, RECORD_OPENING])
      await this.store.reactors.waitFor(reactor, close.position, CLAIMS_LIMIT_MS);
    const { position: head } = await this.log.head();
    const earnings = frozenByPayee(this.periods.eachEvent(periodId(request)), close);
    const payees = everyPayee(earnings, await this.payees.partners(head), after);
    yield* pMapIterable(payees, (payee) => this.draft(payee, request), AT_ONCE);
  }

  private async draft(
    [partnerId, earnings]: OfPayee<EarningLine>,
    request: DraftsRequest,
  ): Promise<Draft | typeof pMapSkip> {
    const { entity, currency, book, payOn } = request;
    const id = accountId(entity, partnerId, currency);
    const { state, revision } = await this.accounts.look(id, { fresh: true });
    if (state.unfinished) throw new StatementUnfinished(unfinishedRejection(state.unfinished));
    const position = logPosition(request.position);
    const said = draftLines(earnings, state, { book, position, payOn });
    // Also of a person of whom an estimate is all that the account knows.
    if (said.length === 0 && state.balances.carried === 0n) return pMapSkip;
    const own = await this.terms.of(companyOf(partnerId, earnings, state), request);
    const terms = request.belowMinimum?.includes(partnerId) ? { ...own, minimum: null } : own;
    const isAccrued = state.accruals.has(book);
    const pages = pagesOf(said, state, { book, currency, terms, isAccrued });
    if (pages.length === 0) return pMapSkip;
    const isUsual = canonicalJson(terms) === canonicalJson(USUAL_TERMS);
    const of = { accountId: id, partnerId, accountRevision: revision };
    return { ...of, ...(!isUsual && { terms }), pages };
  }
}
