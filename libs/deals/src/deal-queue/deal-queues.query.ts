import { Injectable } from '@nestjs/common';
import type { IsoDate, LogPosition } from '@accord/kernel';
import { ProgramDirectory } from '@accord/programs';
import { ReadStore, sql } from '@accord/read-store';
import { CUSTOMER_NOW, customerNow, customerOfDeal } from '../deal-customers/customer-now';
import { ownersOf } from '../deal-customers/opportunity-owners.query';
import type { Registration } from '../deal';
import { isFollowed, queueOf, type Claimant, type DecidedCase, type Queue } from './deal-queue';

interface Row {
  readonly registration: Registration;
  readonly position: bigint;
  readonly status: string;
  readonly customer_id: string | null;
  readonly approved_on: string | null;
  readonly expires_on: string | null;
  readonly is_reported: boolean;
  readonly opportunity_of: readonly string[];
}

export interface QueueSeen {
  readonly own: Claimant;
  readonly queue: Queue;
  readonly position: LogPosition;
  readonly stale: boolean;
}

const VIEWS = ['deal_conflicts', 'deals', 'conflict_cases', 'deal_inactivity', CUSTOMER_NOW];

/** Finds who waits for the same as a registration. Right for the log position that it names. */
@Injectable()
export class DealQueues {
  constructor(
    private readonly store: ReadStore,
    private readonly programs: ProgramDirectory,
  ) {}

  /**
   * @param on business date: protections hold or have run out on it, and its rules give the scope
   * @param atLeast position that the answer must include
   * @param as "unreported": as its queue was before sales reported the opportunity that it names
   * @returns undefined when there is no such registration, or no rules in force for it
   */
  async of(
    dealId: string,
    on: IsoDate,
    atLeast: LogPosition | undefined,
    as: 'known' | 'unreported' = 'known',
  ): Promise<QueueSeen | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      async (db) => {
        const claims = await sql<Row>`
          with ours as (
            select ${dealId}::text deal_id union
            select other.deal_id from deal_customers mine join deal_customers other using (customer_id)
            where mine.deal_id = ${dealId}),
          near as (
            select deal_id from ours union
            select other.deal_id from deal_keys mine join deal_keys other using (key)
            where mine.deal_id in (select deal_id from ours)),
          meant as (
            select deal_id from near union
            select other.deal_id from deal_customers mine join deal_customers other using (customer_id)
            where mine.deal_id in (select deal_id from near))
          select c.registration, c.position, c.status, d.approved_on, d.expires_on,
            exists (select 1 from opportunity_activity a where a.opportunity = d.opportunity) is_reported,
            array(${ownersOf(sql<string>`d.opportunity`, sql<string>`d.deal_id`)}) opportunity_of,
            ${customerOfDeal(sql<string>`d.deal_id`, sql<string>`d.customer_id`)} customer_id
          from deal_claims c join deals d using (deal_id)
          where deal_id in (select deal_id from meant)`.execute(db);
        const ids = claims.rows.map(({ registration }) => registration.dealId);
        const cases = await sql<{ deal_id: string; customer_id: string; verdict: string }>`
          select deal_id, ${customerNow(sql<string>`c.customer_id`)} customer_id, verdict
          from conflict_cases c
          where kind = 'identity' and deal_id = any(${ids}::text[]) and verdict is not null`.execute(
          db,
        );
        return { claims: claims.rows.map(claimant), cases: cases.rows.map(decided) };
      },
      atLeast,
    );
    const own = value.claims.find(({ registration }) => registration.dealId === dealId);
    if (!own) return undefined;
    const { programId } = own.registration;
    const program = await this.programs.inForce(programId, on, { fresh: false });
    if (!program) return undefined;
    const others = value.claims.filter((one) => one !== own);
    const asked = as === 'unreported' ? { ...own, isReported: false } : own;
    const queue = queueOf(asked, others, value.cases, program.rules, on);
    return { own: asked, queue, position, stale };
  }

  /** Whether a registration's protection ended and another one of its queue was approved since. */
  async isFollowed(
    dealId: string,
    on: IsoDate,
    atLeast: LogPosition | undefined,
  ): Promise<boolean> {
    const seen = await this.of(dealId, on, atLeast);
    return seen !== undefined && isFollowed(seen.own, seen.queue);
  }
}

const claimant = (row: Row): Claimant => ({
  registration: row.registration,
  position: row.position,
  status: row.status,
  isReported: row.is_reported,
  opportunityOf: row.opportunity_of,
  customerId: row.customer_id,
  approvedOn: row.approved_on,
  expiresOn: row.expires_on,
});

const decided = (row: { deal_id: string; customer_id: string; verdict: string }): DecidedCase => ({
  dealId: row.deal_id,
  customerId: row.customer_id,
  verdict: row.verdict,
});
