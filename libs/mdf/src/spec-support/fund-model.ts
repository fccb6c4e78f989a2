import type { Buckets } from '../fund-balances';

export interface ModelClaim {
  readonly amount: bigint;
  readonly status: 'submitted' | 'returned' | 'approved';
  readonly consumed: bigint;
}

export interface ModelRequest {
  readonly reserved: bigint;
  readonly committed: bigint;
  readonly claims: Map<string, ModelClaim>;
}

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((so, one) => so + one, 0n);
/** Nobody takes more from a pile than lies there. */
function less(pile: bigint, taken: bigint): bigint {
  if (taken > pile) throw new Error(`Took ${taken} of ${pile}`);
  return pile - taken;
}

/** A fund as piles of money: what is free, what each request and claim holds, and what is gone. */
export class FundModel {
  available = 0n;
  expired = 0n;
  isClosed = false;
  readonly requests = new Map<string, ModelRequest>();

  take(amount: bigint): void {
    this.available = less(this.available, amount);
  }

  giveBack(amount: bigint): void {
    if (this.isClosed) this.expired += amount;
    else this.available += amount;
  }

  request(requestId: string, reserved: bigint): void {
    if (this.requests.has(requestId)) throw new Error(`"${requestId}" was asked for before`);
    this.take(reserved);
    this.requests.set(requestId, { reserved, committed: 0n, claims: new Map() });
  }

  /** @param amount zero: it is rejected */
  decide(requestId: string, amount: bigint): void {
    const { reserved, claims } = this.of(requestId);
    if (reserved === 0n) throw new Error(`"${requestId}" was decided before`);
    this.giveBack(less(reserved, amount));
    this.requests.set(requestId, { reserved: 0n, committed: amount, claims });
  }

  reallocate(requestId: string, needed: bigint): void {
    const { committed } = this.of(requestId);
    if (committed <= needed) return;
    this.requests.set(requestId, { ...this.of(requestId), committed: needed });
    this.giveBack(committed - needed);
  }

  claim(requestId: string, claimId: string, amount: bigint): void {
    const request = this.of(requestId);
    if (request.claims.has(claimId)) throw new Error(`"${claimId}" was claimed before`);
    const committed = less(request.committed, amount);
    request.claims.set(claimId, { amount, status: 'submitted', consumed: 0n });
    this.requests.set(requestId, { ...request, committed });
  }

  /** @param consumed zero: it goes back */
  decideClaim(requestId: string, claimId: string, consumed: bigint): void {
    const request = this.of(requestId);
    const claim = this.claimOf(requestId, claimId);
    if (claim.status !== 'submitted') throw new Error(`"${claimId}" was decided before`);
    const committed = request.committed + less(claim.amount, consumed);
    const status = consumed > 0n ? 'approved' : 'returned';
    request.claims.set(claimId, { ...claim, status, consumed });
    this.requests.set(requestId, { ...request, committed });
  }

  clawBack(requestId: string, claimId: string, amount: bigint): void {
    const claim = this.claimOf(requestId, claimId);
    const consumed = less(claim.consumed, amount);
    this.of(requestId).claims.set(claimId, { ...claim, consumed });
    this.giveBack(amount);
  }

  expire(requestId: string): void {
    const { committed } = this.of(requestId);
    this.requests.set(requestId, { ...this.of(requestId), committed: 0n });
    this.expired += committed;
  }

  /** Nothing stays open of any request: what was promised is gone, what was asked for is free again. */
  forfeit(): void {
    for (const [requestId, { reserved, claims }] of this.requests) {
      for (const [claimId, { status }] of claims) {
        if (status === 'submitted') this.decideClaim(requestId, claimId, 0n);
      }
      if (reserved > 0n) this.decide(requestId, 0n);
      this.expire(requestId);
    }
  }

  close(): void {
    for (const [requestId, { reserved }] of this.requests) {
      if (reserved > 0n) this.decide(requestId, 0n);
    }
    this.isClosed = true;
    this.expired += this.available;
    this.available = 0n;
  }

  buckets(): Buckets {
    const requests = [...this.requests.values()];
    const claims = requests.flatMap((request) => [...request.claims.values()]);
    const open = claims.filter(({ status }) => status === 'submitted');
    const parts = {
      available: this.available,
      reserved: total(requests.map(({ reserved }) => reserved)),
      committed: total(requests.map(({ committed }) => committed)),
      claimed: total(open.map(({ amount }) => amount)),
      consumed: total(claims.map(({ consumed }) => consumed)),
      expired: this.expired,
    };
    return { allocated: total(Object.values(parts)), ...parts };
  }

  of(requestId: string): ModelRequest {
    const request = this.requests.get(requestId);
    if (!request) throw new Error(`"${requestId}" was never asked for`);
    return request;
  }

  claimOf(requestId: string, claimId: string): ModelClaim {
    const claim = this.of(requestId).claims.get(claimId);
    if (!claim) throw new Error(`"${claimId}" was never claimed`);
    return claim;
  }
}
