import { logPosition, type Recorded } from '@accord/kernel';
import { ViewWriter, schemaOf, sql } from '@accord/read-store';
import { startDatabase, type DatabaseUnderTest } from '../../../../test/support/database';
import { History } from '../../../../test/support/history';
import { earningsProjection } from '../earnings/earnings.projection';
import { salesAround, type Around } from './group-facts';

/** The deal is another partner's from here on. */
function reassigned(events: Recorded[], dealId: string, partnerId: string): void {
  const [like] = events.filter(({ stream }) => stream === `deal-${dealId}`);
  if (!like) throw new Error(`No deal "${dealId}"`);
  events.push({
    ...like,
    id: `event-${events.length}`,
    revision: 2,
    position: logPosition(BigInt(events.length)),
    type: 'DealReassigned',
    data: { fromPartnerId: 'fjord', partnerId, contactId: null, partnerRevision: 0 },
  });
}

describe('What may belong to a reckoning of a partner', () => {
  let database: DatabaseUnderTest;
  beforeAll(async () => {
    database = await startDatabase();
  });
  afterAll(() => database.stop());

  async function around(events: readonly Recorded[], partnerId: string): Promise<Around> {
    const { store } = database;
    const namespace = 'around';
    const writer = await ViewWriter.open(
      store.db,
      [earningsProjection],
      () => Promise.resolve(undefined),
      { namespace },
    );
    const last = events.at(-1);
    if (last) await writer.write({ events, reached: last.position });
    const { status, error } = writer.states.get('earnings') ?? {};
    expect({ status, error }).toEqual({ status: 'active', error: null });
    return store.db.transaction().execute(async (trx) => {
      await sql`set local search_path to ${sql.id(schemaOf(earningsProjection, namespace))}`.execute(
        trx,
      );
      return salesAround(trx, 'gitlab', partnerId);
    });
  }

  it('is every sale that is or was its own, with all deals on them, and no other', async () => {
    const history = new History().partner('fjord').partner('blue').partner('corp');
    const deal = (dealId: string, partnerId: string, opportunity?: string): void => {
      const of = { partnerId, dealType: 'referral', ...(opportunity && { opportunity }) } as const;
      history.deal(dealId, of);
    };
    deal('own', 'fjord');
    deal('shared', 'fjord', 'o1');
    deal('rival', 'blue', 'o1');
    deal('given', 'fjord', 'o2');
    deal('other', 'corp', 'o3');
    history
      .sale('s-own', { dealId: 'own', bookedOn: '2026-03-10' })
      .sale('s-shared', { opportunity: 'o1', bookedOn: '2026-03-10' })
      .sale('s-given', { opportunity: 'o2', bookedOn: '2026-03-10' })
      .sale('s-other', { opportunity: 'o3', bookedOn: '2026-03-10' });
    const events = [...history.events];
    reassigned(events, 'given', 'blue');
    const { dealIds, saleIds } = await around(events, 'fjord');
    expect(saleIds.toSorted()).toEqual(['s-given', 's-own', 's-shared']);
    expect(dealIds.toSorted()).toEqual(['given', 'own', 'rival', 'shared']);
  });
});
