import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { accepted, isoDate } from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import type { Caller, CommandContext } from '@accord/platform';
import { startEmbedded, type ServerUnderTest } from '../../../test/support/event-store-server';
import { envelope } from '../../../test/support/tally';
import { deal, type Deal } from './deal';
import { dealEvents, type DealEvent } from './deal.events';
import { OwnDeals } from './own-deals-registry';
import { WithdrawDealCommand, WithdrawDealHandler } from './withdraw-deal/withdraw-deal.handler';

type Registered = Extract<DealEvent, { type: 'DealRegistered' }>;
const registered: Registered = JSON.parse(
  readFileSync(join(__dirname, 'fixtures/DealRegistered.v1.json'), 'utf8'),
);
const BEFORE = registered.data.partnerId;
const NOW = 'zwilling';

const partner = (partnerId: string): Caller => ({
  principalId: `portal-${partnerId}`,
  roles: ['partner'],
  partnerId,
});
const on = isoDate('2026-03-12');
const by = (caller: Caller): CommandContext => ({
  envelope: envelope(),
  options: {},
  caller,
  today: on,
  moment: { on, at: null },
});

describe('A deal that went to another partner at another process', () => {
  let server: ServerUnderTest;
  let store: EventStore;
  let here: Streams<Deal, DealEvent>;
  let dealId: string;

  beforeAll(async () => {
    server = await startEmbedded();
    store = await EventStore.connect(server.url, new EventRegistry([dealEvents]));
  });
  beforeEach(async () => {
    here = new Streams(store, deal);
    dealId = randomUUID();
    await here.transact(dealId, envelope(), () => accepted(registered));
    const elsewhere = new Streams(store, deal);
    const data = { fromPartnerId: BEFORE, partnerId: NOW, contactId: null, partnerRevision: 1 };
    await elsewhere.transact(dealId, envelope(), () => accepted({ type: 'DealReassigned', data }));
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  it('is seen by its partner of now alone, whatever this process remembers', async () => {
    const own = new OwnDeals(here);
    await expect(own.mustSee(dealId, partner(BEFORE))).rejects.toMatchObject({ status: 404 });
    await expect(own.mustSee(dealId, partner(NOW))).resolves.toBeUndefined();
  });

  it('is decided on by its partner of now alone, also when it went after the look', async () => {
    const handler = new WithdrawDealHandler(here);
    const withdraw = (partnerId: string) =>
      handler.execute(new WithdrawDealCommand(dealId, by(partner(partnerId))));
    expect(await withdraw(BEFORE)).toEqual({
      kind: 'rejected',
      rejections: [{ code: 'deal-unknown', message: 'No such deal' }],
    });
    expect(await withdraw(NOW)).toMatchObject({ kind: 'accepted', state: { status: 'withdrawn' } });
  });
});
