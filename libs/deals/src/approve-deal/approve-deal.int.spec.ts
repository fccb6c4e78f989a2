import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { accepted, isoDate, type Recorded } from '@accord/kernel';
import { EventRegistry, EventStore, StreamBusy, Streams } from '@accord/event-store';
import type { Standing } from '@accord/partners';
import {
  BusinessClock,
  CommandContexts,
  installation,
  installationEvents,
  type CommandContext,
} from '@accord/platform';
import { programEvents, type ProgramDirectory } from '@accord/programs';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { publishedProgram } from '../../../../test/support/published-program';
import { rulesOf } from '../../../../test/support/sample-rules';
import { envelope } from '../../../../test/support/tally';
import { deal, type Deal } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import { exclusivity, type Exclusivity } from '../exclusivity/exclusivity';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import type { GrantedBy } from '../exclusivity/grounds';
import { ReleaseOfDeal } from '../exclusivity/release-of-deal';
import { ApproverRegistry } from '../review/approver-registry';
import { RulesOfDeals } from '../rules-registry';
import { ApproveDealCommand, ApproveDealHandler } from './approve-deal.handler';
import { ApproveGrantedReactor } from './approve-granted.reactor';
import { GrantProtocol } from './grant-protocol';

type Registered = Extract<DealEvent, { type: 'DealRegistered' }>;
const stored: Registered = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/DealRegistered.v1.json'), 'utf8'),
);
const on = isoDate('2026-02-12');
const rules = rulesOf('gitlab');

/** All that silence and a turn in the queue ask of a partner. */
const ELIGIBLE: Standing = {
  enrolled: true,
  partnerId: 'fjord',
  programId: rules.program,
  kind: 'reseller',
  inGoodStanding: true,
  track: 'Open',
  designations: [],
  territories: ['EMEA'],
  exhibits: ['resale'],
  credentials: new Map([[rules.registration.eligibility.credential, 100]]),
};

const amended: DealEvent = {
  type: 'DealAmended',
  data: { changes: { productFamily: 'Ultimate' }, restarts: false },
};
const reassigned: DealEvent = {
  type: 'DealReassigned',
  data: { fromPartnerId: 'fjord', partnerId: 'alder', contactId: null, partnerRevision: 1 },
};
const returned: DealEvent = {
  type: 'DealReturned',
  data: { question: 'Who decides at the customer?' },
};

describe('An approval', () => {
  let server: ServerUnderTest;
  let store: EventStore;
  let deals: Streams<Deal, DealEvent>;
  let exclusivities: Streams<Exclusivity, ExclusivityEvent>;
  let programs: ProgramDirectory;
  let releases: ReleaseOfDeal;
  let customerId: string;
  let dealId: string;
  /** What others do to the deal between the look at it and the grant. */
  let meanwhile: () => Promise<unknown>;

  beforeAll(async () => {
    server = await startEmbedded();
    const catalogs = [dealEvents, exclusivityEvents, programEvents, installationEvents];
    store = await EventStore.connect(server.url, new EventRegistry(catalogs));
    programs = await publishedProgram(store, rules);
  });
  beforeEach(async () => {
    deals = new Streams(store, deal);
    exclusivities = new Streams(store, exclusivity);
    releases = new ReleaseOfDeal(new CustomerExclusivities(exclusivities));
    [customerId, dealId] = [randomUUID(), randomUUID()];
    meanwhile = () => Promise.resolve();
    await tell({
      type: 'DealRegistered',
      data: { ...stored.data, programId: rules.program, dealId },
    });
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const tell = (event: DealEvent) =>
    new Streams(store, deal).transact(dealId, envelope(), () => accepted(event));
  const contextOf = (key: string): CommandContext => ({
    envelope: { ...envelope(key), occurredOn: on },
    options: {},
    caller: { principalId: 'pm', roles: ['program-manager'], partnerId: null },
    today: on,
    moment: { on, at: null },
  });
  function approve(key: string, by: GrantedBy = 'person') {
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
      {
        lockKeys: () => [1n],
        establish: () => Promise.reject(new Error('It is known')),
        attach: () => Promise.reject(new Error('It is known')),
      },
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
      { standing: () => Promise.resolve({ standing: ELIGIBLE, revision: 3 }) },
      protocol,
      releases,
      { reported: () => Promise.resolve({ opportunity: { status: 'unreported' }, revision: -1 }) },
      new ApproverRegistry(programs, new RulesOfDeals(programs)),
    );
    return handler.execute(new ApproveDealCommand(dealId, by, contextOf(key)));
  }
  const held = async () => {
    const { state } = await exclusivities.look(customerId, { fresh: true });
    return state.grants.filter(({ released }) => !released);
  };
  const now = async () => (await deals.look(dealId, { fresh: true })).state;

  it.each([
    ['other products', amended, { scope: { family: 'Ultimate' } }],
    ['another partner', reassigned, { partnerId: 'alder' }],
  ])(
    'of a deal that is of %s by the time of the grant gives none, and one for what it is when asked again',
    async (_, change, grant) => {
      const key = randomUUID();
      meanwhile = () => tell(change);
      await expect(approve(key)).rejects.toBeInstanceOf(StreamBusy);
      expect(await held()).toEqual([]);
      expect(await now()).toMatchObject({ status: 'pending' });

      meanwhile = () => Promise.resolve();
      const again = await approve(key);
      expect(again).toMatchObject({ kind: 'accepted', state: { status: 'approved' } });
      const [only, ...others] = await held();
      expect([only, others]).toMatchObject([{ dealId, ...grant }, []]);
      expect(again).toMatchObject({ state: { approval: { grantId: only?.grantId } } });
      // And once more, it is the same.
      expect(await approve(key)).toMatchObject({ kind: 'replayed' });
      expect(await held()).toEqual([only]);
    },
  );

  it('by silence is none of a deal that an approver has sent back meanwhile', async () => {
    meanwhile = () => tell(returned);
    await expect(approve(randomUUID(), 'silence')).rejects.toBeInstanceOf(StreamBusy);
    expect([await held(), await now()]).toMatchObject([[], { status: 'returned' }]);
  });

  it.each([
    ['other products', amended, 'person'],
    ['another partner', reassigned, 'person'],
    ['sent back', returned, 'silence'],
  ] as const)(
    'that was begun by a process that died is not finished for a deal that is now of %s',
    async (_, change, by) => {
      const write = deals.transact.bind(deals);
      let writes = 0;
      jest.spyOn(deals, 'transact').mockImplementation((...command) => {
        // The first call is the look.
        if (++writes > 1) return Promise.reject(new Error('dead'));
        return write(...command);
      });
      await expect(approve(randomUUID(), by)).rejects.toThrow('dead');
      jest.restoreAllMocks();
      expect(await held()).toHaveLength(1);
      await tell(change);

      const contexts = new CommandContexts(new BusinessClock(new Streams(store, installation)));
      const reactor = new ApproveGrantedReactor(deals, releases, contexts);
      const [granted]: Recorded[] = await exclusivities.events(customerId);
      if (!granted) throw new Error('Nothing was granted');
      await reactor.react(granted);

      expect(await held()).toEqual([]);
      expect(await now()).not.toMatchObject({ status: 'approved' });
    },
  );
});
