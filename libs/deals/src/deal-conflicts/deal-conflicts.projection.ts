import { blockKeys, keyHash } from '@accord/customers';
import { sql, type Projection } from '@accord/read-store';
import type { Registration } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import type { Recorded } from '@accord/kernel';

type Registered = Extract<Recorded<DealEvent>, { type: 'DealRegistered' }>;

/** The keys of every registration's customer: registrations that share one may be rivals. */
export const dealConflictsProjection: Projection = {
  name: 'deal_conflicts',
  version: 4,
  tables: ['deal_claims', 'deal_keys'],
  events: [dealEvents],
  async create(db) {
    await sql`create table deal_claims (
      deal_id text primary key, partner_id text not null, position bigint not null,
      registration jsonb not null, status text not null)`.execute(db);
    await sql`create table deal_keys (
      key bigint not null, deal_id text not null, primary key (key, deal_id))`.execute(db);
    await sql`create index on deal_keys (deal_id)`.execute(db);
  },
  async apply(db, events) {
    const ours = events.filter((event) => dealEvents.includes(event));
    const registered = ours.filter((event): event is Registered => event.type === 'DealRegistered');
    const claims = registered.map(({ data, position }) => ({
      deal_id: data.dealId,
      partner_id: data.partnerId,
      position: position.toString(),
      registration: data,
      status: 'pending',
    }));
    const keys = registered.flatMap(({ data }) =>
      blockKeys(data.claim).map((key) => ({ key: keyHash(key).toString(), deal_id: data.dealId })),
    );
    const statuses = new Map<string, string>();
    for (const event of ours) {
      const status = statusAfter(event.type);
      if (status) statuses.set(event.stream.slice('deal-'.length), status);
    }
    await sql`insert into deal_claims
      select * from jsonb_populate_recordset(null::deal_claims, ${JSON.stringify(claims)}::jsonb)
      on conflict do nothing`.execute(db);
    await sql`insert into deal_keys
      select * from jsonb_populate_recordset(null::deal_keys, ${JSON.stringify(keys)}::jsonb)
      on conflict do nothing`.execute(db);
    for (const event of ours) {
      const now = changeOf(event);
      if (now === null) continue;
      await sql`update deal_claims set registration = registration || ${JSON.stringify(now)}::jsonb,
          partner_id = coalesce(${now.partnerId ?? null}::text, partner_id)
        where deal_id = ${event.stream.slice('deal-'.length)}`.execute(db);
    }
    await sql`update deal_claims c set status = s.value
      from jsonb_each_text(${JSON.stringify(Object.fromEntries(statuses))}::jsonb) s
      where c.deal_id = s.key`.execute(db);
  },
};

/** @returns what an event changes about the registration; null: nothing */
function changeOf(event: Recorded<DealEvent>): Partial<Registration> | null {
  if (event.type === 'DealAmended') return event.data.changes;
  return event.type === 'DealReassigned' ? { partnerId: event.data.partnerId } : null;
}

function statusAfter(type: DealEvent['type']): string | undefined {
  switch (type) {
    case 'DealRegistered':
    case 'DealInformationProvided':
    case 'DealStepApproved':
      return 'pending';
    case 'DealReturned':
      return 'returned';
    case 'DealApproved':
    case 'DealExtended':
      return 'approved';
    case 'DealDenied':
      return 'denied';
    case 'DealProtectionBroken':
      return 'broken';
    case 'DealWithdrawn':
      return 'withdrawn';
    case 'DealExpired':
      return 'expired';
    case 'DealWon':
      return 'won';
    case 'DealLost':
      return 'lost';
    case 'DealRouted':
    case 'DealAmended':
    case 'DealAmendmentProposed':
    case 'DealAmendmentDenied':
    case 'DealReassigned':
    case 'DealAssessed':
    case 'DealPartnerContacted':
    case 'DealExtensionRequested':
    case 'DealExtensionDenied':
    case 'DealExpiryWarned':
    case 'DealSilenceLapsed':
    case 'DealOutranked':
    case 'DealTurnCame':
    case 'DealDiscountReduced':
      return undefined;
  }
}
