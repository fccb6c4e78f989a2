import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { accepted, isoDate } from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import { programEvents } from '@accord/programs';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { publishedProgram } from '../../../../test/support/published-program';
import { rulesOf } from '../../../../test/support/sample-rules';
import { envelope } from '../../../../test/support/tally';
import { deal } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import { exclusivity } from '../exclusivity/exclusivity';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import { ReleaseOfDeal } from '../exclusivity/release-of-deal';
import { ApproverRegistry } from '../review/approver-registry';
import { RulesOfDeals } from '../rules-registry';
import {
  ReinstateProtectionCommand,
  ReinstateProtectionHandler,
} from './reinstate-protection.handler';

const stored = <T extends { readonly type: string }>(type: T['type']): T =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));
const registered = stored<Extract<DealEvent, { type: 'DealRegistered' }>>('DealRegistered');
const granted =
  stored<Extract<ExclusivityEvent, { type: 'ExclusivityGranted' }>>('ExclusivityGranted');
const on = isoDate('2026-03-12');
const [from, until] = [isoDate('2026-02-02'), isoDate('2026-05-03')];
// Any program manager puts a protection back.
const { operations: _operations, ...extension } = rulesOf('gitlab').extension;
const rules = { ...rulesOf('gitlab'), extension };

describe('A protection that two people put back at once', () => {
  let server: ServerUnderTest;
  let store: EventStore;

  beforeAll(async () => {
    server = await startEmbedded();
    const registry = new EventRegistry([dealEvents, exclusivityEvents, programEvents]);
    store = await EventStore.connect(server.url, registry);
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  it('is back: the later one is refused and takes it from nobody', async () => {
    const [dealId, customerId] = [randomUUID(), randomUUID()];
    const [first, second] = [randomUUID(), randomUUID()];
    const [deals, exclusivities] = [new Streams(store, deal), new Streams(store, exclusivity)];
    const tell = (...events: DealEvent[]) =>
      new Streams(store, deal).transact(dealId, envelope(), () => accepted(...events));
    const grant = (grantId: string) =>
      exclusivities.transact(customerId, envelope(), () =>
        accepted({
          type: 'ExclusivityGranted',
          data: { ...granted.data, dealId, customerId, grantId, from, until },
        }),
      );
    const { data } = registered;
    const { partnerId, dealType, opportunity } = data;
    const approved = (grantId: string): DealEvent => ({
      type: 'DealApproved',
      data: {
        approvedOn: from,
        expiresOn: until,
        by: 'reinstatement',
        partnerId,
        dealType,
        opportunity,
        customerId,
        grantId,
      },
    });
    await tell(
      { type: 'DealRegistered', data: { ...data, programId: rules.program, dealId } },
      approved(first),
      {
        type: 'DealProtectionBroken',
        data: {
          grantId: first,
          cause: 'non-compliance',
          evidence: { document: 'd' },
          brokenOn: on,
        },
      },
    );
    const read = deals.events.bind(deals);
    jest.spyOn(deals, 'events').mockImplementation(async (...asked) => {
      // Between the look and this one somebody else has put it back.
      await grant(second);
      await tell(approved(second));
      return read(...asked);
    });
    const programs = await publishedProgram(store, rules);
    const decides = new RulesOfDeals(programs);
    const handler = new ReinstateProtectionHandler(
      deals,
      decides,
      { grant: () => Promise.reject(new Error('It has its grant')) },
      new ReleaseOfDeal(new CustomerExclusivities(exclusivities)),
      new ApproverRegistry(programs, decides),
      { isReported: () => Promise.resolve(true) },
      { execute: () => Promise.reject(new Error('It has not expired')) },
    );
    const context = {
      envelope: { ...envelope(), occurredOn: on },
      options: {},
      caller: { principalId: 'pm', roles: ['program-manager' as const], partnerId: null },
      today: on,
      moment: { on, at: null },
    };

    const later = await handler.execute(new ReinstateProtectionCommand(dealId, null, context));

    expect(later).toMatchObject({ rejections: [{ code: 'deal-not-open' }] });
    const { state } = await exclusivities.look(customerId, { fresh: true });
    expect(state.grants).toMatchObject([{ grantId: second, released: false }]);
    expect((await deals.look(dealId, { fresh: true })).state).toMatchObject({
      status: 'approved',
      approval: { grantId: second },
    });
  });
});
