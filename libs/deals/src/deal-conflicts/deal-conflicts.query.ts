import { Injectable } from '@nestjs/common';
import { blockKeys, keyHash, match, type CustomerClaim } from '@accord/customers';
import {
  MAX_PAGE,
  QueryReply,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql, type ViewDb } from '@accord/read-store';
import type { Registration } from '../deal';
import { MatchBody, matchBody } from './match.response';

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
  match: MatchBody;
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
        const [row] = own.rows;
        const claim = row?.registration.claim;
        return { own: row, others: claim ? await rivals(db, claim, dealId, after) : [] };
      },
      minPositionOf(query),
    );
    const { own, others } = value;
    if (!own) return undefined;
    const conflicts = compared(own.registration.claim, own.position, others);
    const page = pageOf(conflicts, query.limit, (conflict) => conflict.position);
    return new QueryReply(page, position, stale);
  }

  /** The rivals that a registration would find if it were made now, the first ones of the queue. */
  async ahead(claim: CustomerClaim, dealId: string): Promise<ConflictBody[]> {
    const { value } = await this.store.views.read(VIEWS, (db) => rivals(db, claim, dealId, -1n));
    return compared(claim, undefined, value).slice(0, MAX_PAGE);
  }
}

/** Registrations of others that share a key with the claim, those that share most of them. */
async function rivals(
  db: ViewDb,
  claim: CustomerClaim,
  dealId: string,
  after: bigint,
): Promise<readonly Row[]> {
  const keys = blockKeys(claim).map((key) => keyHash(key).toString());
  const { rows } = await sql<Row>`
    select * from deal_claims where position > ${after}::bigint and deal_id in (
      select held.deal_id
      from jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb) mine cross join lateral (
        select other.deal_id from deal_keys other
        where other.key = mine.value::bigint and other.deal_id <> ${dealId}
        order by other.deal_id limit ${sql.lit(MOST_OF_KEY)}) held
      group by held.deal_id order by count(*) desc, held.deal_id limit ${sql.lit(MOST_RIVALS)})
    order by position`.execute(db);
  return rows;
}

/** @param position of the claim's own registration; undefined: it comes behind all others */
const compared = (
  claim: CustomerClaim,
  position: bigint | undefined,
  others: readonly Row[],
): ConflictBody[] =>
  others
    .map((other) => ({
      dealId: other.deal_id,
      position: other.position.toString(),
      partnerId: other.partner_id,
      status: other.status,
      customerName: other.registration.claim.name,
      earlier: position === undefined || other.position < position,
      match: matchBody(match(claim, other.registration.claim)),
    }))
    .filter((conflict) => conflict.match.relation !== 'DIFFERENT');
