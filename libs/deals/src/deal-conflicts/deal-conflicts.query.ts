import { Injectable } from '@nestjs/common';
import { match, type MatchExplanation } from '@accord/customers';
import {
  QueryReply,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { Registration } from '../deal';

/** Another registration that may be about the same customer, and why. */
export class ConflictBody {
  dealId: string;
  /** Its place in the queue: the log position of its registration. */
  position: string;
  partnerId: string;
  status: string;
  customerName: string;
  /** Whether the other one was registered earlier. */
  earlier: boolean;
  match: MatchExplanation;
}

interface Row {
  readonly deal_id: string;
  readonly partner_id: string;
  readonly position: bigint;
  readonly status: string;
  readonly registration: Registration;
}

const VIEWS = ['deal_conflicts'];
/** So many registrations of one key are looked at, and so many compared: those that share most keys. */
const MOST_OF_KEY = 2_000;
const MOST_RIVALS = 1_000;

/** Finds the rivals of a registration. Provisional: right for the log position that the reply names. */
@Injectable()
export class DealConflictsQuery {
  constructor(private readonly store: ReadStore) {}

  async of(dealId: string, query: PageQuery): Promise<QueryReply<Page<ConflictBody>> | undefined> {
    const after = decodePositionCursor(query.cursor) ?? -1n;
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      async (db) => {
        const own = await sql<Row>`select * from deal_claims where deal_id = ${dealId}`.execute(db);
        const others = await sql<Row>`
          select * from deal_claims where position > ${after}::bigint and deal_id in (
            select held.deal_id from deal_keys mine cross join lateral (
              select other.deal_id from deal_keys other
              where other.key = mine.key and other.deal_id <> ${dealId}
              order by other.deal_id limit ${sql.lit(MOST_OF_KEY)}) held
            where mine.deal_id = ${dealId}
            group by held.deal_id order by count(*) desc, held.deal_id limit ${sql.lit(MOST_RIVALS)})
          order by position`.execute(db);
        return { own: own.rows[0], others: others.rows };
      },
      minPositionOf(query),
    );
    const { own, others } = value;
    if (!own) return undefined;
    const conflicts = others
      .map((other) => ({
        dealId: other.deal_id,
        position: other.position.toString(),
        partnerId: other.partner_id,
        status: other.status,
        customerName: other.registration.claim.name,
        earlier: other.position < own.position,
        match: match(own.registration.claim, other.registration.claim),
      }))
      .filter((conflict) => conflict.match.relation !== 'DIFFERENT');
    const page = pageOf(conflicts, query.limit, (conflict) => conflict.position);
    return new QueryReply(page, position, stale);
  }
}
