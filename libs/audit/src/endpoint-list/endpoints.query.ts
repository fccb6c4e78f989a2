import { Injectable } from '@nestjs/common';
import { EventStore } from '@accord/event-store';
import {
  QueryReply,
  decodeCursor,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type AtLeastQuery,
  type Caller,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { EndpointRow } from './endpoint-row';
import {
  deliveryBody,
  endpointBody,
  type DeliveryBody,
  type EndpointBody,
} from './endpoint.response';

const VIEWS = ['endpoints'];

/** Whose endpoints a caller sees: its own; who administers or audits sees all. */
const ownerFor = ({ roles, principalId }: Caller): string | null =>
  roles.includes('admin') || roles.includes('auditor') ? null : principalId;

/** Answers questions about webhook endpoints. */
@Injectable()
export class EndpointsQuery {
  constructor(
    private readonly store: ReadStore,
    private readonly log: EventStore,
  ) {}

  async list(caller: Caller, query: PageQuery): Promise<QueryReply<Page<EndpointBody>>> {
    const { limit } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const owner = ownerFor(caller);
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<EndpointRow>`
          select * from endpoints
          where endpoint_id > ${after} and (${owner}::text is null or principal_id = ${owner})
          order by endpoint_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const bodies = await this.bodies(value.rows);
    return new QueryReply(
      pageOf(bodies, limit, ({ endpointId }) => endpointId),
      position,
      stale,
    );
  }

  /** @returns undefined when there is no such endpoint, or none that the caller sees */
  async one(
    caller: Caller,
    endpointId: string,
    query: AtLeastQuery = {},
  ): Promise<QueryReply<EndpointBody> | undefined> {
    const owner = ownerFor(caller);
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<EndpointRow>`
          select * from endpoints
          where endpoint_id = ${endpointId}
            and (${owner}::text is null or principal_id = ${owner})`.execute(db),
      minPositionOf(query),
    );
    const [row] = value.rows;
    const [body] = await this.bodies(value.rows);
    return body && new QueryReply(body, position, stale, row?.revision);
  }

  /** What became of the events told lately, the last one first. */
  async deliveries(
    endpointId: string,
    { limit, cursor }: PageQuery,
  ): Promise<QueryReply<Page<DeliveryBody>>> {
    const { position } = await this.log.head();
    const before = decodePositionCursor(cursor);
    const rows = await this.store.webhooks.list(endpointId, before, limit + 1);
    const page = pageOf(rows.map(deliveryBody), limit, (delivery) => delivery.position);
    return new QueryReply(page, position, false);
  }

  /** How many endpoints a principal has. */
  async countOf(principalId: string): Promise<number> {
    const { value } = await this.store.views.read(VIEWS, (db) =>
      sql<{ count: bigint }>`
        select count(*) from endpoints where principal_id = ${principalId}`.execute(db),
    );
    return Number(value.rows[0]?.count ?? 0n);
  }

  /** Every endpoint there is, for whoever tells them. */
  async all(): Promise<readonly EndpointRow[]> {
    const { value } = await this.store.views.read(VIEWS, (db) =>
      sql<EndpointRow>`select * from endpoints order by endpoint_id`.execute(db),
    );
    return value.rows;
  }

  private async bodies(rows: readonly EndpointRow[]): Promise<EndpointBody[]> {
    const { position: head } = await this.log.head();
    return Promise.all(
      rows.map(async (row) => {
        const reached = await this.store.webhooks.reached(row.endpoint_id);
        const isOfStart = reached?.startRevision === row.start_revision;
        return endpointBody(row, isOfStart ? reached.position : undefined, head);
      }),
    );
  }
}
