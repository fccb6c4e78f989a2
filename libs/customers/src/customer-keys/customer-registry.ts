import { Inject, Injectable } from '@nestjs/common';
import type { Envelope, LogPosition } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { ReadStore, sql } from '@accord/read-store';
import { attachClaim, type AttachClaim } from '../attach-claim/attach-claim';
import type { Customer } from '../customer';
import type { CustomerClaim } from '../customer-claim';
import type { ClaimOfDeal, CustomerEvent } from '../customer.events';
import { CUSTOMERS } from '../customers.token';
import {
  establishCustomer,
  type EstablishCustomer,
} from '../establish-customer/establish-customer';
import { blockKeys, keyHash } from '../matching/block-keys';
import { match, type MatchExplanation } from '../matching/match';
import { findCandidates, type CustomerCandidate } from './find-candidates';

/** Who could be meant by a registration's claim. */
export interface Candidates {
  /** The customer to which the registration's claim was attached before. */
  readonly own: string | null;
  readonly candidates: readonly CustomerCandidate[];
  /** Every customer that is one of these now, itself included: by its former id, who it is. */
  readonly known: ReadonlyMap<string, string>;
  /** Registrations whose claims were attached, and to which of these. */
  readonly attached: ReadonlyMap<string, string>;
  /** Cases that hold up a merge, by each of the two customers of it. */
  readonly suspended: ReadonlyMap<string, string>;
}

/** A customer as the merge map has it. */
export interface KnownCustomer {
  readonly customerId: string;
  /** Who it is now, when it was merged. */
  readonly mergedInto: string | null;
  /** The case that holds up a merge of it. */
  readonly caseId: string | null;
  readonly claims: readonly ClaimOfDeal[];
}

interface ClaimRow {
  readonly customer_id: string;
  readonly deal_id: string;
  readonly claim: CustomerClaim;
}

interface FateRow {
  readonly customer_id: string;
  readonly merged_into: string | null;
  readonly suspended_with: string | null;
  readonly case_id: string | null;
}

const VIEWS = ['customer_keys'];

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
   * @returns who was compared, as merged by then, best match first, ties by id; also those that are different
   * @throws BehindError, ViewStopped
   */
  async candidates({ dealId, claim }: ClaimOfDeal, seen: LogPosition): Promise<Candidates> {
    const { value } = await this.store.views.read(
      VIEWS,
      async (db) => {
        const { candidates, claims } = await findCandidates(db, claim);
        const own = await sql<ClaimRow>`
          select * from customer_claims where deal_id = ${dealId}`.execute(db);
        const ids = [...claims, ...own.rows].map(({ customer_id }) => customer_id);
        const fates = await sql<FateRow>`
          select * from customer_fates
          where merged_into = any(${ids}) or customer_id = any(${ids}) or suspended_with = any(${ids})`.execute(
          db,
        );
        return { candidates, claims, own: own.rows[0]?.customer_id ?? null, fates: fates.rows };
      },
      seen,
    );
    return {
      own: value.own,
      candidates: value.candidates,
      known: new Map([
        ...(value.own === null ? [] : [[value.own, value.own] as const]),
        ...value.claims.map(({ customer_id }) => [customer_id, customer_id] as const),
        ...value.fates.flatMap(({ customer_id, merged_into }) =>
          merged_into === null ? [] : [[customer_id, merged_into] as const],
        ),
      ]),
      attached: new Map(value.claims.map(({ deal_id, customer_id }) => [deal_id, customer_id])),
      suspended: new Map(
        value.fates.flatMap(({ customer_id, suspended_with, case_id }) =>
          case_id === null || suspended_with === null
            ? []
            : [
                [customer_id, case_id],
                [suspended_with, case_id],
              ],
        ),
      ),
    };
  }

  /**
   * @param seen position that the answer must include; what is there by now when absent
   * @returns undefined when nobody knows the customer
   */
  async known(customerId: string, seen?: LogPosition): Promise<KnownCustomer | undefined> {
    const { value } = await this.store.views.read(
      VIEWS,
      async (db) => {
        const claims = await sql<{ dealId: string; claim: CustomerClaim }>`
          select deal_id as "dealId", claim from customer_claims where customer_id = ${customerId}
          order by deal_id`.execute(db);
        const fates = await sql<FateRow>`
          select * from customer_fates
          where customer_id = ${customerId} or suspended_with = ${customerId}`.execute(db);
        return { claims: claims.rows, fates: fates.rows };
      },
      seen,
    );
    const { claims, fates } = value;
    if (claims.length === 0 && fates.length === 0) return undefined;
    const mergedInto = fates.find((fate) => fate.merged_into !== null)?.merged_into ?? null;
    const caseId = fates.find((fate) => fate.case_id !== null)?.case_id ?? null;
    return { customerId, mergedInto, caseId, claims };
  }

  /**
   * @returns the best resemblance of a claim to what a customer's own stream held at a position;
   *   undefined when nobody knew the customer then
   */
  async matchAsOf(
    claim: CustomerClaim,
    customerId: string,
    position: LogPosition,
  ): Promise<MatchExplanation | undefined> {
    const { state } = await this.customers.asOf(customerId, position);
    if (state.status !== 'established') return undefined;
    const matches = [...state.claims.values()].map((other) => match(claim, other));
    return matches.toSorted((a, b) => b.score - a.score)[0];
  }

  /** Gives a new customer its identity; may be repeated. */
  async establish(command: EstablishCustomer, envelope: Envelope): Promise<void> {
    await this.customers.transact(command.customerId, envelope, (state) =>
      establishCustomer(state, command),
    );
  }

  /** Records that a registration's customer is a known one; may be repeated. */
  attach(
    customerId: string,
    command: AttachClaim,
    envelope: Envelope,
  ): Promise<Outcome<Customer, CustomerEvent>> {
    return this.customers.transact(customerId, envelope, (state) => attachClaim(state, command));
  }
}
