import { Inject, Injectable } from '@nestjs/common';
import type { Envelope, LogPosition } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { ReadStore, sql } from '@accord/read-store';
import { attachClaim, type AttachClaim } from '../attach-claim/attach-claim';
import type { Customer } from '../customer';
import type { CustomerClaim } from '../customer-claim';
import type { CustomerEvent } from '../customer.events';
import { CUSTOMERS } from '../customers.token';
import {
  establishCustomer,
  type EstablishCustomer,
} from '../establish-customer/establish-customer';
import { blockKeys, keyHash } from '../matching/block-keys';
import { match, type MatchExplanation } from '../matching/match';

/** A known customer that shares a key with a claim, and its best resemblance to it. */
export interface CustomerCandidate {
  readonly customerId: string;
  readonly match: MatchExplanation;
}

/** What a decision needs of customers: who could be meant, and giving them an identity. */
@Injectable()
export class CustomerRegistry {
  constructor(
    @Inject(CUSTOMERS) private readonly customers: Streams<Customer, CustomerEvent>,
    private readonly store: ReadStore,
  ) {}

  /** Keys to lock before deciding about a claim: whoever could be the same customer shares one. */
  lockKeys(claim: CustomerClaim): bigint[] {
    return blockKeys(claim).map(keyHash);
  }

  /**
   * @param seen position that the answer must include
   * @returns every known customer that shares a key, best match first, ties by id
   * @throws BehindError, ViewStopped
   */
  async candidates(claim: CustomerClaim, seen: LogPosition): Promise<CustomerCandidate[]> {
    const keys = this.lockKeys(claim).map(String);
    const { value } = await this.store.views.read(
      ['customer_keys'],
      (db) =>
        sql<{ customer_id: string; claim: CustomerClaim }>`
        select c.customer_id, c.claim from customer_claims c
        where c.customer_id in (select customer_id from customer_keys where key = any(${keys}::bigint[]))`.execute(
          db,
        ),
      seen,
    );
    const best = new Map<string, MatchExplanation>();
    for (const row of value.rows) {
      const found = match(claim, row.claim);
      const before = best.get(row.customer_id);
      if (!before || found.score > before.score) best.set(row.customer_id, found);
    }
    return [...best]
      .map(([customerId, explanation]) => ({ customerId, match: explanation }))
      .toSorted((a, b) => b.match.score - a.match.score || (a.customerId < b.customerId ? -1 : 1));
  }

  /** Gives a new customer its identity; may be repeated. */
  async establish(command: EstablishCustomer, envelope: Envelope): Promise<void> {
    await this.customers.transact(command.customerId, envelope, (state) =>
      establishCustomer(state, command),
    );
  }

  /** Records that a registration's customer is a known one; may be repeated. */
  async attach(customerId: string, command: AttachClaim, envelope: Envelope): Promise<void> {
    await this.customers.transact(customerId, envelope, (state) => attachClaim(state, command));
  }
}
