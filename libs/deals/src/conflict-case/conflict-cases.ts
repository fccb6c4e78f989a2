import { Inject, Injectable } from '@nestjs/common';
import { accepted, type Envelope, type LogPosition } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import type { Candidates, CustomerCandidate } from '@accord/customers';
import type { CommandContext } from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { CASES } from '../deals.token';
import type { Registration } from '../deal';
import {
  caseIdOf,
  openCase,
  type CollisionFound,
  type ConflictCase,
  type Verdict,
} from './conflict-case';
import type { ConflictCaseEvent } from './conflict-case.events';

/** The cases between one registration and the customers that it may be about. */
@Injectable()
export class ConflictCases {
  constructor(
    @Inject(CASES) private readonly cases: Streams<ConflictCase, ConflictCaseEvent>,
    private readonly reads: ReadStore,
  ) {}

  /**
   * @param seen position that the answer must include
   * @returns what people have decided so far, by customer as merged by then: about this registration
   *   and a customer, or about a registration of that customer and this one's own; and whom a split
   *   told apart from it
   */
  async verdicts(
    dealId: string,
    { own, candidates, known, attached, apart }: Candidates,
    seen: LogPosition,
  ): Promise<ReadonlyMap<string, Verdict>> {
    if (candidates.length === 0) return new Map();
    const { value } = await this.reads.views.read(
      ['conflict_cases'],
      (db) =>
        sql<{ deal_id: string; customer_id: string; verdict: Verdict }>`
        select deal_id, customer_id, verdict from conflict_cases
        where kind = 'identity' and verdict is not null and customer_id = any(${[...known.keys()]})
          and (deal_id = ${dealId} or deal_id = any(${[...attached.keys()]}))`.execute(db),
      seen,
    );
    const verdicts = new Map<string, Verdict>();
    // What was said about a customer itself comes after, and counts before, what was said of one that
    // it absorbed.
    const isFormer = ({ customer_id }: { customer_id: string }): boolean =>
      known.get(customer_id) !== customer_id;
    const rows = value.rows.toSorted((a, b) => Number(isFormer(b)) - Number(isFormer(a)));
    for (const { deal_id, customer_id, verdict } of rows) {
      const customer = known.get(customer_id);
      if (deal_id === dealId && customer !== undefined) verdicts.set(customer, verdict);
      const other = attached.get(deal_id);
      const isOther = verdict === 'different-customer' && own !== null && customer === own;
      if (isOther && other !== undefined && other !== own) verdicts.set(other, verdict);
    }
    // A split is the last word: what was said before of one of its registrations, it took back.
    for (const customer of apart) verdicts.set(customer, 'different-customer');
    return verdicts;
  }

  /**
   * Opens the case unless it is open.
   * @param breaching the grant that was given without it, where one was
   * @returns its id
   */
  async open(
    { dealId, claim }: Registration,
    { customerId, match }: CustomerCandidate,
    seen: LogPosition,
    { envelope }: CommandContext,
    breaching?: string,
  ): Promise<string> {
    const caseId = caseIdOf(dealId, customerId);
    const seenThrough = seen.toString();
    const asked = { caseId, dealId, claim, customerId, match, seenThrough };
    const opened = breaching === undefined ? asked : { ...asked, breaching };
    await this.cases.transact(caseId, envelope, (state) => openCase(state, opened));
    return caseId;
  }

  /** @returns the cases about these customers that nobody has decided, by id */
  async openAbout(customerIds: readonly string[], seen: LogPosition): Promise<string[]> {
    const { value } = await this.reads.views.read(
      ['conflict_cases'],
      (db) =>
        sql<{ case_id: string }>`
        select case_id from conflict_cases
        where verdict is null and customer_id = any(${customerIds}) order by case_id`.execute(db),
      seen,
    );
    return value.rows.map(({ case_id }) => case_id);
  }

  /** Opens the case of a merge that has to wait, unless it is open. */
  async collide(found: CollisionFound, envelope: Envelope): Promise<void> {
    await this.cases.transact(found.caseId, envelope, (state) =>
      state.status === 'none'
        ? accepted({ type: 'ExclusivityCollisionFound', data: found })
        : accepted(),
    );
  }
}
