import { Inject, Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import type { EarningLine } from '@accord/incentives';
import type { Account } from '../account/account';
import { accountId } from '../account/account-id';
import type { AccountEvent } from '../account/account.events';
import { PayeeAccountsQuery } from '../payee-accounts/payee-accounts.query';
import { ACCOUNTS } from '../payouts.token';
import { pagesOf, type Draft } from '../statement/draft';
import { draftLines, type Cut } from '../statement/draft-lines';

export interface RunScope extends Cut {
  /** Legal entity that pays. */
  readonly entity: string;
  readonly currency: string;
}

/** Works out what every account's statement would say, each at the revision that it reads. */
@Injectable()
export class DraftStatements {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly payees: PayeeAccountsQuery,
  ) {}

  /**
   * @param earnings frozen lines of all partners
   * @param head accounts are complete through this log position
   * @returns drafts ordered by account; none for accounts of which there is nothing to say
   */
  async of(earnings: readonly EarningLine[], scope: RunScope, head: LogPosition): Promise<Draft[]> {
    const { entity, currency } = scope;
    const byPartner = new Map<string, EarningLine[]>();
    for (const partnerId of await this.payees.partners(head)) byPartner.set(partnerId, []);
    for (const line of earnings) {
      const own = byPartner.get(line.partnerId);
      if (own) own.push(line);
      else byPartner.set(line.partnerId, [line]);
    }
    const drafts: Draft[] = [];
    for (const [partnerId, lines] of byPartner) {
      const id = accountId(entity, partnerId, currency);
      const { state, revision } = await this.accounts.look(id, { fresh: true });
      const said = draftLines(lines, state, scope);
      if (said.length === 0) continue;
      const pages = pagesOf(said, state.balances, currency);
      drafts.push({ accountId: id, partnerId, accountRevision: revision, pages });
    }
    return drafts.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
  }
}
