import { ReadStore, sql } from '@accord/read-store';
import { EventRegistry, EventStore } from '@accord/event-store';
import type { ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { diesOn } from '../support/faulty-process';
import { settled } from '../support/settled';
import { enrol, publishProgram, registration } from '../support/small-program';

/** The appends of a decision, in their order. A crash before one is a crash after what went before. */
const APPROVAL = { streams: 'customer-|exclusivity-|deal-', appends: 3 };
const EXTENSION = { streams: 'exclusivity-|deal-', appends: 2 };

const pointsOf = ({ streams, appends }: typeof APPROVAL) =>
  Array.from({ length: appends }, (_, i) => i + 1).flatMap((nth) =>
    (['before', 'after'] as const).map((when) => ({ streams, nth, when })),
  );

describe('A process that is killed between any two steps of a decision', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let reads: ReadStore;
  let log: EventStore;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    await enrol(programs, 'acme');
    await enrol(programs, 'bolt');
    reads = await ReadStore.connect(system.accord.databaseUrl);
    log = await EventStore.connect(system.accord.eventStoreUrl, new EventRegistry([]));
  });
  afterAll(async () => {
    await reads.close();
    await log.close();
    await system.stop();
  });

  it.each(pointsOf(APPROVAL))(
    'leaves no approval without grant and no grant without approval: $when append $nth',
    async (fault) => {
      const name = `approval-${fault.nth}-${fault.when}`;
      const deal = await registered('acme', name);
      await diesOn(system, programs, { path: `/v1/deals/${deal}/approval` }, fault);
      await settled(log, reads);
      expect(await orphans()).toEqual([]);

      // The same decision, asked again elsewhere, is taken once; a rival is refused for it.
      const again = await programs.command(`/v1/deals/${deal}/approval`, {});
      const { status } = await programs.get(await upToDate(deal));
      expect([[201, 422].includes(again.status), status]).toEqual([true, 'approved']);
      const rival = await registered('bolt', name);
      expect((await programs.command(`/v1/deals/${rival}/approval`, {})).status).toBe(422);
      expect(await orphans()).toEqual([]);
    },
  );

  it.each(pointsOf(EXTENSION))(
    'leaves no extension half recorded: $when append $nth',
    async (fault) => {
      const deal = await registered('acme', `extension-${fault.nth}-${fault.when}`);
      await programs.must(`/v1/deals/${deal}/approval`, {});
      await diesOn(system, programs, { path: `/v1/deals/${deal}/extension` }, fault);
      await settled(log, reads);
      expect(await orphans()).toEqual([]);
      await programs.command(`/v1/deals/${deal}/extension`, {});
      await settled(log, reads);
      expect(await programs.get(await upToDate(deal))).toMatchObject({ expiresOn: EXTENDED });
      expect(await orphans()).toEqual([]);
    },
  );

  async function registered(partner: string, name: string): Promise<string> {
    const customer = { name: `Werk ${name}`, country: 'DE', domain: `${name}.example` };
    const more = { customer, opportunity: { source: 'crm', ref: name } };
    const { id } = await crm.must('/v1/deals', registration(partner, `${partner}-${name}`, more));
    return String(id);
  }

  /** Path of the deal as the head of the log has it. */
  async function upToDate(deal: string): Promise<string> {
    return `/v1/deals/${deal}?minPosition=${(await log.head()).position}`;
  }

  /** Approved deals without their grant, grants without their approved deal, unequal windows. */
  async function orphans(): Promise<object[]> {
    const { position } = await log.head();
    const { value } = await reads.views.read(
      ['deals', 'exclusivity'],
      (db) =>
        sql<object>`
        select d.deal_id, d.status, d.expires_on, g.grant_id, g.valid_until
        from (select * from deals where status in ('approved', 'won', 'expired')) d
        full join (select * from exclusivity where not released) g using (deal_id)
        where d.deal_id is null or g.grant_id is null or d.customer_id <> g.customer_id
          or d.expires_on <> g.valid_until`.execute(db),
      position,
    );
    return value.rows;
  }
});

/** 90 days from 1 February 2026, and 30 more. */
const EXTENDED = '2026-06-01';
