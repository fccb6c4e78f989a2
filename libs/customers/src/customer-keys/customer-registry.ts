import { Inject, Injectable } from '@nestjs/common';
import type { Envelope, LogPosition } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { ReadStore, sql, type ViewDb } from '@accord/read-store';
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
  /** Those of these that a split has told apart from `own`. */
  readonly apart: ReadonlySet<string>;
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
        const ownId = own.rows[0]?.customer_id ?? null;
        const apart = await splitFrom(db, ownId);
        return { candidates, claims, own: ownId, fates: fates.rows, apart };
      },
      seen,
    );
    return {
      own: value.own,
      apart: value.apart,
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
   * @param former whoever is this customer by now, itself included: the claims of each lie in its own
   *   stream
   * @returns the best resemblance of a claim to what was known at a position of any of them; undefined
   *   when nobody knew one then
   */
  async matchAsOf(
    claim: CustomerClaim,
    former: readonly string[],
    position: LogPosition,
  ): Promise<MatchExplanation | undefined> {
    const then = await Promise.all(former.map((id) => this.customers.asOf(id, position)));
    const claims = claimsOf(then.map(({ state }) => state));
    const matches = claims.map((other) => match(claim, other));
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

/** What is known of a customer and those that it absorbed, without what splits took away from it. */
function claimsOf(customers: readonly Customer[]): CustomerClaim[] {
  const gone = new Set(
    customers.flatMap((one) => (one.status === 'established' ? [...(one.gone ?? [])] : [])),
  );
  return customers.flatMap((one) =>
    one.status === 'unknown'
      ? []
      : [...one.claims].flatMap(([dealId, claim]) =>
          // What was split off and merged again is in the stream of the part.
          gone.has(dealId) && !one.splitOff ? [] : [claim],
        ),
  );
}

/** Customers that were split from this one, or it from them, under the names that they have now. */
async function splitFrom(db: ViewDb, own: string | null): Promise<ReadonlySet<string>> {
  if (own === null) return new Set();
  const { rows } = await sql<{ id: string }>`
    select coalesce(theirs.merged_into, s.other_id) id from customer_splits s
    left join customer_fates ours on ours.customer_id = s.customer_id
    left join customer_fates theirs on theirs.customer_id = s.other_id
    where coalesce(ours.merged_into, s.customer_id) = ${own}`.execute(db);
  return new Set(rows.map(({ id }) => id).filter((id) => id !== own));
}
