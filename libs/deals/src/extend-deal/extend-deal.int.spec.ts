import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { accepted, isoDate, type IsoDate, type Recorded } from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
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
import { ApproverRegistry } from '../review/approver-registry';
import { RulesOfDeals } from '../rules-registry';
import { STANDARD, type Extension } from './extend-deal';
import { ExtendDealCommand, ExtendDealHandler } from './extend-deal.handler';
import { ExtendGrantedReactor } from './extend-granted.reactor';

const stored = <T extends { readonly type: string }>(type: T['type']): T =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));
const registered = stored<Extract<DealEvent, { type: 'DealRegistered' }>>('DealRegistered');
const granted =
  stored<Extract<ExclusivityEvent, { type: 'ExclusivityGranted' }>>('ExclusivityGranted');
const approvedOn = isoDate('2026-02-02');
const expiresOn = isoDate('2026-05-03');
const sample = rulesOf('gitlab');
/** Any program manager extends; the standard extension counts from the day on which it is given. */
const rules = {
  ...sample,
  extension: { standardDays: 120, allowAfterExpiry: true, from: 'grant' as const },
};
const until = (day: string): Extension => ({ kind: 'operations', until: isoDate(day) });

describe('Extensions of one deal', () => {
  let server: ServerUnderTest;
  let store: EventStore;
  let deals: Streams<Deal, DealEvent>;
  let exclusivities: Streams<Exclusivity, ExclusivityEvent>;
  let programs: ProgramDirectory;
  let customerId: string;
  let dealId: string;
  const grantId = randomUUID();

  beforeAll(async () => {
    server = await startEmbedded();
    const registry = new EventRegistry([dealEvents, exclusivityEvents, programEvents]);
    store = await EventStore.connect(server.url, registry);
    programs = await publishedProgram(store, rules);
  });
  beforeEach(async () => {
    deals = new Streams(store, deal);
    exclusivities = new Streams(store, exclusivity);
    [customerId, dealId] = [randomUUID(), randomUUID()];
    const { data } = registered;
    const { partnerId, dealType, opportunity } = data;
    const window = { approvedOn, expiresOn, by: 'person', customerId, grantId } as const;
    await deals.transact(dealId, envelope(), () =>
      accepted<DealEvent>(
        { type: 'DealRegistered', data: { ...data, programId: rules.program, dealId } },
        { type: 'DealApproved', data: { ...window, partnerId, dealType, opportunity } },
      ),
    );
    const grant = {
      ...granted.data,
      grantId,
      customerId,
      dealId,
      from: approvedOn,
      until: expiresOn,
    };
    await exclusivities.transact(customerId, envelope(), () =>
      accepted({ type: 'ExclusivityGranted', data: grant }),
    );
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const contextOf = (key: string, on: IsoDate): CommandContext => ({
    envelope: { ...envelope(key), occurredOn: on },
    options: {},
    caller: { principalId: 'pm', roles: ['program-manager'], partnerId: null },
    today: on,
    moment: { on, at: null },
  });
  function extend(
    asked: Extension,
    {
      key = String(randomUUID()),
      on = '2026-04-20',
      dryRun = false,
      meanwhile = async (): Promise<unknown> => undefined,
    } = {},
  ) {
    const handler = new ExtendDealHandler(
      deals,
      new CustomerExclusivities(exclusivities),
      { lockKeys: () => [1n] },
      programs,
      {
        locks: {
          async hold(_keys, work) {
            // Somebody else has the locks first.
            await meanwhile();
            return work({ check: () => Promise.resolve() });
          },
        },
      },
      {
        async identify() {
          const resolution = { kind: 'known', customerId, match: null } as const;
          const seen = (await store.head()).position;
          return { kind: 'found', resolution, own: customerId, candidates: [], seen };
        },
      },
      new ApproverRegistry(programs, new RulesOfDeals(programs)),
    );
    const context = { ...contextOf(key, isoDate(on)), options: { dryRun } };
    return handler.execute(new ExtendDealCommand(dealId, context, asked));
  }
  /** Last day of the protection, as the deal and as the customer's stream have it. */
  async function lastDays(): Promise<readonly (string | undefined)[]> {
    const { state } = await deals.look(dealId, { fresh: true });
    const { state: customer } = await exclusivities.look(customerId, { fresh: true });
    const held = customer.grants.find((grant) => grant.grantId === grantId);
    return ['approval' in state ? state.approval.expiresOn : undefined, held?.until];
  }

  it('that race leave what the longer one gave: the shorter one is refused and takes nothing', async () => {
    const shorter = await extend(until('2026-07-01'), {
      meanwhile: () => extend(until('2026-08-01')),
    });
    expect(shorter).toMatchObject({ rejections: [{ code: 'extension-shortens' }] });
    expect(await lastDays()).toEqual(['2026-08-01', '2026-08-01']);
  });

  it('give the standard one once, also where the second was asked for the day after', async () => {
    const second = await extend(STANDARD, {
      on: '2026-04-21',
      meanwhile: () => extend(STANDARD, { on: '2026-04-20' }),
    });
    expect(second).toMatchObject({ rejections: [{ code: 'extended-already' }] });
    expect(await lastDays()).toEqual(['2026-08-18', '2026-08-18']);
  });

  it.each([
    ['in force', '2026-04-20', '2026-08-18'],
    ['that has run out', '2026-08-01', '2026-11-29'],
  ])('of a protection %s are told beforehand, and change nothing', async (_what, on, last) => {
    const foreseen = await extend(STANDARD, { on, dryRun: true });
    expect(foreseen).toMatchObject({
      kind: 'dry-run',
      events: [{ type: 'DealExtended', data: { expiresOn: last } }],
    });
    expect(await lastDays()).toEqual([expiresOn, expiresOn]);
    expect(await extend(STANDARD, { on })).toMatchObject({
      events: 'events' in foreseen ? foreseen.events : [],
    });
  });

  it('are refused as of a day on which the program had no rules yet', async () => {
    expect(await extend(STANDARD, { on: '2016-01-31' })).toMatchObject({
      rejections: [{ code: 'program-not-in-force' }],
    });
    expect(await lastDays()).toEqual([expiresOn, expiresOn]);
  });

  /** The process dies between the customer's stream and the deal's. */
  async function dying(asked: Extension, key: string): Promise<Recorded> {
    const write = deals.transact.bind(deals);
    let writes = 0;
    const dead = jest.spyOn(deals, 'transact').mockImplementation((...command) => {
      // The first call is the look.
      if (++writes > 1) return Promise.reject(new Error('dead'));
      return write(...command);
    });
    await expect(extend(asked, { key })).rejects.toThrow('dead');
    dead.mockRestore();
    const extended = (await exclusivities.events(customerId)).at(-1);
    if (extended?.type !== 'ExclusivityExtended') throw new Error('Nothing was extended');
    return extended;
  }

  it('that the process died in end on one day, though the clock has passed midnight before they are repeated', async () => {
    const key = randomUUID();
    await dying(STANDARD, key);
    expect(await lastDays()).toEqual([expiresOn, '2026-08-18']);
    expect(await extend(STANDARD, { key, on: '2026-04-21' })).toMatchObject({ kind: 'accepted' });
    expect(await lastDays()).toEqual(['2026-08-18', '2026-08-18']);
  });

  it('of operations stay what they are, whoever records them: the standard one is still to be had', async () => {
    const extended = await dying(until('2026-06-01'), randomUUID());
    await new ExtendGrantedReactor(deals).react(extended);
    const { state } = await deals.look(dealId, { fresh: true });
    expect(state).toMatchObject({ approval: { expiresOn: '2026-06-01' }, extensions: 0 });
    expect(await extend(STANDARD)).toMatchObject({ kind: 'accepted' });
  });
});
