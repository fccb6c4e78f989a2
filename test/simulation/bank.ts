import type { ApiClient } from '../support/api-client';
import type { Random } from '../support/random';
import type { Patience, Progress } from './patience';

/** What was answered, once for each command. */
export interface Books extends Progress {
  readonly transfers: Set<string>;
  readonly requests: Set<string>;
  readonly refusedRequests: Set<string>;
  readonly approvedRequests: Map<string, Approved>;
  readonly claims: Set<string>;
  readonly approvedClaims: Map<string, number>;
  /** Cents allocated, those cut again left out. */
  allocated: number;
}

interface Approved {
  readonly fundId: string;
  readonly requestId: string;
  readonly cents: number;
}

export interface Tellers {
  readonly programs: ApiClient;
  readonly crm: ApiClient;
  readonly finance: ApiClient;
}

export const emptyBooks = (): Books => ({
  transfers: new Set(),
  requests: new Set(),
  refusedRequests: new Set(),
  approvedRequests: new Map(),
  claims: new Set(),
  approvedClaims: new Map(),
  allocated: 0,
  commands: 0,
  underWay: new Map(),
});

export const dollars = (cents: number): { amount: string; currency: string } => ({
  amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
  currency: 'USD',
});

/** Moves the money of funds about at random, each command until it is answered. */
export class BankCaller {
  constructor(
    private readonly patience: Patience,
    private readonly tellers: Tellers,
    private readonly funds: readonly string[],
    private readonly proofs: readonly object[],
    private readonly random: Random,
    private readonly books: Books,
  ) {}

  /** Before the activities: transfers, allocations, cuts, requests and their approvals. */
  async moveMoney(): Promise<void> {
    const { random } = this;
    const fund = this.anyFund();
    if (random.chance(0.5)) return this.transfer(fund);
    if (random.chance(0.6)) return this.request(fund);
    return random.chance(0.5) ? this.allocate(fund) : this.cut(fund);
  }

  /** After them: claims of what was approved, and transfers in between. */
  async claimMoney(): Promise<void> {
    const approved = [...this.books.approvedRequests.values()];
    const one = approved[this.random.between(0, Math.max(0, approved.length - 1))];
    if (!one || this.random.chance(0.3)) return this.transfer(this.anyFund());
    const claimId = this.patience.nextId('claim');
    const cents = this.random.between(1, one.cents);
    const path = `/v1/funds/${one.fundId}/requests/${one.requestId}/claims`;
    const body = { claimId, ...dollars(cents), cost: dollars(2 * cents).amount };
    const claimed = await this.tell('crm', path, { ...body, proofs: this.proofs });
    if (!claimed) return;
    this.books.claims.add(claimId);
    if (this.random.chance(0.2)) return;
    if (await this.tell('finance', `${path}/${claimId}/approval`, dollars(cents))) {
      this.books.approvedClaims.set(claimId, cents);
    }
  }

  private async transfer(from: string): Promise<void> {
    const others = this.funds.filter((fund) => fund !== from);
    const toFundId = others[this.random.between(0, others.length - 1)];
    const transferId = this.patience.nextId('transfer');
    const body = { transferId, toFundId, ...dollars(this.random.between(1, 500_000)) };
    const sent = await this.tell('programs', `/v1/funds/${from}/transfers`, body);
    if (sent) this.books.transfers.add(transferId);
  }

  private async request(fund: string): Promise<void> {
    const requestId = this.patience.nextId('request');
    const cents = this.random.between(100_000, 200_000);
    const path = `/v1/funds/${fund}/requests`;
    const day = '2026-02-18';
    const what = { activity: 'event', startsOn: day, endsOn: day, cost: dollars(2 * cents).amount };
    if (!(await this.tell('crm', path, { requestId, ...what, ...dollars(cents) }))) {
      this.books.refusedRequests.add(requestId);
      return;
    }
    this.books.requests.add(requestId);
    if (this.random.chance(0.3)) return;
    const approval = `${path}/${requestId}/approval`;
    if (await this.tell('programs', approval, dollars(cents))) {
      this.books.approvedRequests.set(requestId, { fundId: fund, requestId, cents });
    }
  }

  private async allocate(fund: string): Promise<void> {
    const cents = this.random.between(1, 20_000);
    const path = `/v1/funds/${fund}/allocations`;
    if (await this.tell('programs', path, dollars(cents))) this.books.allocated += cents;
  }

  private async cut(fund: string): Promise<void> {
    const cents = this.random.between(1, 20_000);
    const path = `/v1/funds/${fund}/cuts`;
    if (await this.tell('programs', path, dollars(cents))) this.books.allocated -= cents;
  }

  private tell(teller: keyof Tellers, path: string, body: object): Promise<boolean> {
    return this.patience.tell(this.tellers[teller], path, body);
  }

  private anyFund(): string {
    return this.funds[this.random.between(0, this.funds.length - 1)] ?? '';
  }
}
