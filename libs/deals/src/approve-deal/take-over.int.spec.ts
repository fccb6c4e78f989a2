import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { accepted, isoDate, type Recorded } from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import {
  BusinessClock,
  CommandContexts,
  installation,
  installationEvents,
  type CommandContext,
  type Reactor,
} from '@accord/platform';
import { programEvents, type ProgramDirectory, type ProgramRules } from '@accord/programs';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { publishedProgram } from '../../../../test/support/published-program';
import { rulesOf } from '../../../../test/support/sample-rules';
import { envelope } from '../../../../test/support/tally';
import { RecordBrokenReactor } from '../break-protection/record-broken.reactor';
import { deal, type Deal } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import { exclusivity, type Exclusivity } from '../exclusivity/exclusivity';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import type { TakeOver } from '../exclusivity/grounds';
import { ReleaseOfDeal } from '../exclusivity/release-of-deal';
import { ReleaseGrantReactor } from '../release-grant/release-grant.reactor';
import { ApproverRegistry } from '../review/approver-registry';
import { RulesOfDeals } from '../rules-registry';
import { ApproveDealCommand, ApproveDealHandler } from './approve-deal.handler';
import { ApproveGrantedReactor } from './approve-granted.reactor';
import { GrantProtocol } from './grant-protocol';

const stored: Extract<DealEvent, { type: 'DealRegistered' }> = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/DealRegistered.v1.json'), 'utf8'),
);
const on = isoDate('2026-02-12');
const gitlab = rulesOf('gitlab');
const rules: ProgramRules = {
  ...gitlab,
  exclusivity: { ...gitlab.exclusivity, breaks: { customerLetter: 'transfer' } },
};
const evidence = { document: 'mail-17', statedBy: 'person-1' };
const WAYS: readonly (readonly [string, (from: string) => TakeOver])[] = [
  ['a letter', () => ({ by: 'customer-letter', evidence })],
  ['a transfer', (from) => ({ by: 'transfer', from, evidence })],
];

describe.each(WAYS)('A protection that %s takes over', (_way, takeOver) => {
  let server: ServerUnderTest;
  let store: EventStore;
  let programs: ProgramDirectory;
  let deals: Streams<Deal, DealEvent>;
  let exclusivities: Streams<Exclusivity, ExclusivityEvent>;
  let releases: ReleaseOfDeal;
  let reactors: readonly Reactor[];
  let customerId: string;
  let holder: string;
  let heir: string;
  let handled: number;
  let meanwhile: () => Promise<unknown>;

  beforeAll(async () => {
    server = await startEmbedded();
    const catalogs = [dealEvents, exclusivityEvents, programEvents, installationEvents];
    store = await EventStore.connect(server.url, new EventRegistry(catalogs));
    programs = await publishedProgram(store, rules);
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });
  beforeEach(async () => {
    [deals, exclusivities] = [new Streams(store, deal), new Streams(store, exclusivity)];
    const homes = new CustomerExclusivities(exclusivities);
    releases = new ReleaseOfDeal(homes);
    const contexts = new CommandContexts(new BusinessClock(new Streams(store, installation)));
    reactors = [
      new ApproveGrantedReactor(deals, releases, contexts),
      new RecordBrokenReactor(deals, new RulesOfDeals(programs), homes),
      new ReleaseGrantReactor(deals, releases, contexts, programs),
    ];
    [customerId, handled] = [randomUUID(), 0];
    meanwhile = () => Promise.resolve();
    holder = await registered('fjord');
    heir = await registered('alder');
    await approve(holder);
  });

  async function registered(partnerId: string): Promise<string> {
    const dealId = randomUUID();
    const data = { ...stored.data, programId: rules.program, dealId, partnerId };
    await tell(dealId, { type: 'DealRegistered', data });
    return dealId;
  }
  const tell = (dealId: string, event: DealEvent) =>
    new Streams(store, deal).transact(dealId, envelope(), () => accepted(event));
  const withdraw = (dealId: string) =>
    tell(dealId, { type: 'DealWithdrawn', data: { withdrawnOn: on } });
  const contextOf = (key: string): CommandContext => ({
    envelope: { ...envelope(key), occurredOn: on },
    options: {},
    caller: { principalId: 'pm', roles: ['program-manager'], partnerId: null },
    today: on,
    moment: { on, at: null },
  });
  function approve(dealId: string, by?: TakeOver) {
    const known = () => Promise.reject(new Error('It is known'));
    const protocol = new GrantProtocol(
      new CustomerExclusivities(exclusivities),
      {
        locks: {
          async hold(_keys, work) {
            await meanwhile();
            return work({ check: () => Promise.resolve() });
          },
        },
      },
      { lockKeys: () => [1n], establish: known, attach: known },
      {
        async identify() {
          const resolution = { kind: 'known', customerId, match: null } as const;
          const seen = (await store.head()).position;
          return { kind: 'found', resolution, own: customerId, candidates: [], seen };
        },
      },
      { of: () => Promise.reject(new Error('Nobody waits')) },
      { tellsApart: (scope) => Promise.resolve(scope) },
    );
    const handler = new ApproveDealHandler(
      deals,
      programs,
      { standing: () => Promise.reject(new Error('A person judges')) },
      protocol,
      releases,
      { reported: () => Promise.resolve({ opportunity: { status: 'unreported' }, revision: -1 }) },
      new ApproverRegistry(programs, new RulesOfDeals(programs)),
    );
    const rests = by?.by ?? 'person';
    return handler.execute(new ApproveDealCommand(dealId, rests, contextOf(randomUUID()), by));
  }
  /** Shows the reactors what is new of the customer and both deals, in the order of the log, until nothing is. */
  async function settle(): Promise<void> {
    for (;;) {
      const told: Recorded[] = [
        ...(await exclusivities.events(customerId)),
        ...(await deals.events(holder)),
        ...(await deals.events(heir)),
      ].toSorted((a, b) => (a.position < b.position ? -1 : 1));
      const news = told.slice(handled);
      if (news.length === 0) return;
      handled = told.length;
      for (const event of news) {
        for (const reactor of reactors) if (reactor.handles(event)) await reactor.react(event);
      }
    }
  }
  const statusOf = async (dealId: string) =>
    (await deals.look(dealId, { fresh: true })).state.status;
  const holders = async () =>
    (await exclusivities.look(customerId, { fresh: true })).state.grants
      .filter(({ released }) => !released)
      .map(({ dealId, until }) => ({ dealId, until }));

  it('goes to the new deal, and the old one is told', async () => {
    await approve(heir, takeOver(holder));
    await settle();
    expect(await holders()).toMatchObject([{ dealId: heir }]);
    expect([await statusOf(holder), await statusOf(heir)]).toEqual(['broken', 'approved']);
  });

  it('stays where the new deal is withdrawn between the look at it and the grant', async () => {
    const before = await holders();
    meanwhile = () => withdraw(heir);
    expect(await approve(heir, takeOver(holder))).toMatchObject({ kind: 'rejected' });
    expect(await holders()).toEqual(before);
    await settle();
    expect(await holders()).toEqual(before);
    expect([await statusOf(holder), await statusOf(heir)]).toEqual(['approved', 'withdrawn']);
  });

  async function dieAfterTheGrant(): Promise<void> {
    const write = deals.transact.bind(deals);
    let writes = 0;
    jest.spyOn(deals, 'transact').mockImplementation((...command) => {
      // The first call is the look.
      if (++writes > 1) return Promise.reject(new Error('dead'));
      return write(...command);
    });
    await expect(approve(heir, takeOver(holder))).rejects.toThrow('dead');
    jest.restoreAllMocks();
    expect(await holders()).toMatchObject([{ dealId: heir }]);
  }

  it('stays where the process died after the grant and the new deal is withdrawn then', async () => {
    const before = await holders();
    await dieAfterTheGrant();
    await withdraw(heir);
    await settle();
    expect(await holders()).toEqual(before);
    expect([await statusOf(holder), await statusOf(heir)]).toEqual(['approved', 'withdrawn']);
  });

  it('goes to the new deal where the process died after the grant, and is free once that withdraws', async () => {
    await dieAfterTheGrant();
    await settle();
    expect([await statusOf(holder), await statusOf(heir)]).toEqual(['broken', 'approved']);
    await withdraw(heir);
    await settle();
    expect(await holders()).toEqual([]);
  });

  it('is held by nobody where the old deal is withdrawn as well', async () => {
    meanwhile = () => withdraw(heir);
    const give = exclusivities.transact.bind(exclusivities);
    jest.spyOn(exclusivities, 'transact').mockImplementation(async (...command) => {
      const outcome = await give(...command);
      // Right after the grant, before it is given back.
      if (outcome.kind === 'accepted' && (await statusOf(holder)) === 'approved') {
        await withdraw(holder);
        await settle();
      }
      return outcome;
    });
    await approve(heir, takeOver(holder));
    jest.restoreAllMocks();
    await settle();
    expect(await holders()).toEqual([]);
    expect([await statusOf(holder), await statusOf(heir)]).toEqual(['withdrawn', 'withdrawn']);
  });
});
