import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { accepted, isoDate } from '@accord/kernel';
import { EventRegistry, EventStore, StreamBusy, Streams } from '@accord/event-store';
import { match, type CustomerCandidate } from '@accord/customers';
import type { CommandContext } from '@accord/platform';
import { programEvents, type ProgramDirectory, type ProgramRules } from '@accord/programs';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { publishedProgram } from '../../../../test/support/published-program';
import { rulesOf } from '../../../../test/support/sample-rules';
import { envelope } from '../../../../test/support/tally';
import { ApproveDealCommand, ApproveDealHandler } from '../approve-deal/approve-deal.handler';
import { GrantProtocol } from '../approve-deal/grant-protocol';
import { HolderDirectory } from '../approve-deal/holder-directory';
import { deal, type Deal } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import { exclusivity, type Exclusivity } from '../exclusivity/exclusivity';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import { ReleaseOfDeal } from '../exclusivity/release-of-deal';
import { ApproverRegistry } from '../review/approver-registry';
import { RulesOfDeals } from '../rules-registry';
import { OutrankDealCommand, OutrankDealHandler } from './outrank-deal.handler';

const stored: Extract<DealEvent, { type: 'DealRegistered' }> = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/DealRegistered.v1.json'), 'utf8'),
);
const on = isoDate('2026-02-12');
const gitlab = rulesOf('gitlab');
const rules: ProgramRules = {
  ...gitlab,
  exclusivity: { ...gitlab.exclusivity, losers: [{ outcome: 'deny' }] },
};

/** Something that happens once. */
function moment() {
  let come = (): void => undefined;
  const comes = new Promise<void>((resolve) => (come = resolve));
  return { come: () => come(), comes };
}

describe('A registration that is outranked while others decide about it', () => {
  let server: ServerUnderTest;
  let store: EventStore;
  let programs: ProgramDirectory;
  let deals: Streams<Deal, DealEvent>;
  let exclusivities: Streams<Exclusivity, ExclusivityEvent>;
  let releases: ReleaseOfDeal;
  let customerId: string;
  let holder: string;
  let rival: string;
  /** The last one that holds the keys, or waits for them. */
  let turn: Promise<unknown>;
  let whileItLooks: () => Promise<unknown>;

  beforeAll(async () => {
    server = await startEmbedded();
    const catalogs = [dealEvents, exclusivityEvents, programEvents];
    store = await EventStore.connect(server.url, new EventRegistry(catalogs));
    programs = await publishedProgram(store, rules);
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });
  beforeEach(async () => {
    deals = new Streams(store, deal);
    exclusivities = new Streams(store, exclusivity);
    releases = new ReleaseOfDeal(new CustomerExclusivities(exclusivities));
    customerId = randomUUID();
    turn = Promise.resolve();
    whileItLooks = () => Promise.resolve();
    holder = await registered('fjord');
    rival = await registered('alder');
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
  const contextOf = (): CommandContext => ({
    envelope: { ...envelope(), occurredOn: on },
    options: {},
    caller: { principalId: 'pm', roles: ['program-manager'], partnerId: null },
    today: on,
    moment: { on, at: null },
  });
  const approvers = () => new ApproverRegistry(programs, new RulesOfDeals(programs));
  const reads = (asked: () => void = () => undefined) => ({
    locks: {
      async hold<T>(
        _keys: readonly bigint[],
        work: (locks: { check(): Promise<void> }) => Promise<T>,
      ): Promise<T> {
        const before = turn;
        const { come, comes } = moment();
        turn = comes;
        asked();
        await before;
        try {
          return await work({ check: () => Promise.resolve() });
        } finally {
          come();
        }
      },
    },
  });
  const known = () => Promise.reject(new Error('It is known'));
  const customers = { lockKeys: () => [1n], establish: known, attach: known };

  /**
   * @param underLocks what happens before it looks at what is held
   * @param granted what happens before its deal is told
   */
  function approve(
    dealId: string,
    underLocks: () => Promise<unknown> = () => Promise.resolve(),
    granted: () => Promise<unknown> = () => Promise.resolve(),
  ) {
    const protocol = new GrantProtocol(
      new CustomerExclusivities(exclusivities),
      reads(),
      customers,
      {
        async identify() {
          await underLocks();
          const resolution = { kind: 'known', customerId, match: null } as const;
          const seen = (await store.head()).position;
          return { kind: 'found', resolution, own: customerId, candidates: [], seen };
        },
      },
      { of: () => Promise.reject(new Error('Nobody waits')) },
      { tellsApart: (scope) => Promise.resolve(scope) },
    );
    const own = new Streams(store, deal);
    const write = own.transact.bind(own);
    let writes = 0;
    jest.spyOn(own, 'transact').mockImplementation(async (...command) => {
      // The first call is the look.
      if (++writes > 1) await granted();
      return write(...command);
    });
    const handler = new ApproveDealHandler(
      own,
      programs,
      { standing: () => Promise.reject(new Error('A person judges')) },
      protocol,
      releases,
      { reported: () => Promise.resolve({ opportunity: { status: 'unreported' }, revision: -1 }) },
      approvers(),
    );
    return handler.execute(new ApproveDealCommand(dealId, 'person', contextOf()));
  }
  function outrank(asked?: () => void) {
    const { claim } = stored.data;
    const found: CustomerCandidate = { customerId, match: match(claim, claim) };
    const holders = new HolderDirectory(
      new CustomerExclusivities(exclusivities),
      store,
      {
        candidates: () =>
          Promise.resolve({
            own: null,
            candidates: [found],
            known: new Map(),
            attached: new Map(),
            suspended: new Map(),
            apart: new Set(),
          }),
      },
      { verdicts: () => Promise.resolve(new Map()) },
      { tellsApart: (scope) => Promise.resolve(scope) },
    );
    const find = holders.find.bind(holders);
    jest.spyOn(holders, 'find').mockImplementation(async (searched) => {
      const holds = await find(searched);
      await whileItLooks();
      return holds;
    });
    const handler = new OutrankDealHandler(
      deals,
      reads(asked),
      customers,
      programs,
      holders,
      approvers(),
      { isReported: () => Promise.resolve(false) },
    );
    return handler.execute(new OutrankDealCommand(rival, 'It is taken', contextOf()));
  }
  const statusOf = async (dealId: string) =>
    (await deals.look(dealId, { fresh: true })).state.status;
  const holders = async () =>
    (await exclusivities.look(customerId, { fresh: true })).state.grants
      .filter(({ released }) => !released)
      .map(({ dealId }) => dealId);
  async function giveBack(): Promise<void> {
    const { state } = await deals.look(holder, { fresh: true });
    if (!('approval' in state)) throw new Error('The holder is not approved');
    await releases.release(holder, state.approval, on, 'withdrawn', contextOf());
  }

  it('is denied what another one holds', async () => {
    expect(await outrank()).toMatchObject({ kind: 'accepted', state: { status: 'denied' } });
    expect(await holders()).toEqual([holder]);
  });

  it('is not denied what it has just been granted itself, and keeps it', async () => {
    const [looked, granted, outranked] = [moment(), moment(), moment()];
    // Who does not wait for the keys has seen the holder that was, and is told so now.
    whileItLooks = () => {
      looked.come();
      return granted.comes;
    };
    let told: ReturnType<typeof outrank> | undefined;
    const approving = approve(
      rival,
      async () => {
        told = outrank(looked.come);
        void told.finally(outranked.come);
        await looked.comes;
        await giveBack();
      },
      () => {
        granted.come();
        return outranked.comes;
      },
    );
    expect(await approving).toMatchObject({ kind: 'accepted', state: { status: 'approved' } });
    expect(await told).toMatchObject({ kind: 'rejected', rejections: [{ code: 'not-outranked' }] });
    expect([await holders(), await statusOf(rival)]).toEqual([[rival], 'approved']);
  });

  it('is asked about again where it has become another one meanwhile', async () => {
    const amended: DealEvent = {
      type: 'DealAmended',
      data: { changes: { productFamily: 'Ultimate' }, restarts: false },
    };
    whileItLooks = () => tell(rival, amended);
    await expect(outrank()).rejects.toBeInstanceOf(StreamBusy);
    expect(await statusOf(rival)).toBe('pending');
  });
});
