import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { accepted, isoDate, type Decision, type Recorded } from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import { BusinessClock, CommandContexts, installation, installationEvents } from '@accord/platform';
import { programEvents, type ProgramDirectory } from '@accord/programs';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { publishedProgram } from '../../../../test/support/published-program';
import { rulesOf } from '../../../../test/support/sample-rules';
import { envelope } from '../../../../test/support/tally';
import { deal, type Deal } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import type { Claimant } from '../deal-queue/deal-queue';
import type { QueueSeen } from '../deal-queue/deal-queues.query';
import { withdrawDeal } from '../withdraw-deal/withdraw-deal';
import { AdvanceQueueReactor } from './advance-queue.reactor';

type Registered = Extract<DealEvent, { type: 'DealRegistered' }>;
const stored: Registered = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/DealRegistered.v1.json'), 'utf8'),
);
const on = isoDate('2026-03-12');
const rules = rulesOf('gitlab');

describe('The next in the queue', () => {
  let server: ServerUnderTest;
  let store: EventStore;
  let deals: Streams<Deal, DealEvent>;
  let programs: ProgramDirectory;

  beforeAll(async () => {
    server = await startEmbedded();
    const registry = new EventRegistry([dealEvents, programEvents, installationEvents]);
    store = await EventStore.connect(server.url, registry);
    deals = new Streams(store, deal);
    programs = await publishedProgram(store, rules);
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const decide = (dealId: string, by: (state: Deal) => Decision<DealEvent>) =>
    deals.transact(dealId, { ...envelope(), occurredOn: on }, by);
  async function register(partnerId: string): Promise<string> {
    const dealId = randomUUID();
    const data = { ...stored.data, programId: rules.program, dealId, partnerId };
    await decide(dealId, () => accepted({ type: 'DealRegistered', data }));
    return dealId;
  }
  async function expired(dealId: string): Promise<Recorded> {
    await decide(dealId, () => accepted({ type: 'DealExpired', data: { expiredOn: on } }));
    const [, event] = await deals.events(dealId);
    if (!event) throw new Error('Nothing expired');
    return event;
  }
  /** The queue of three as their streams have it, in the order in which they are named. */
  async function queueOf(...ids: readonly string[]): Promise<QueueSeen> {
    const all: Claimant[] = [];
    for (const id of ids) {
      const { state, revision } = await deals.look(id, { fresh: true });
      if (state.status === 'unknown') throw new Error(`No deal ${id}`);
      const { registration, status } = state;
      const position = BigInt(revision);
      all.push({
        registration,
        status,
        position,
        customerId: null,
        approvedOn: null,
        expiresOn: null,
        isReported: true,
        opportunityOf: [],
      });
    }
    const waiting = all.filter(({ status }) => status === 'pending');
    const [own] = all;
    if (!own) throw new Error('An empty queue');
    const { position } = await store.head();
    return { own, queue: { holders: [], approved: [], waiting }, position, stale: false };
  }

  it('is considered though the one before it left just as its own turn came', async () => {
    const [left, first, second] = [
      await register('fjord'),
      await register('alder'),
      await register('harbor'),
    ];
    const event = await expired(left);
    let looks = 0;
    const reactor = new AdvanceQueueReactor(
      deals,
      store,
      {
        async of() {
          const seen = await queueOf(left, first, second);
          // Between the look and the decision its partner takes it back.
          if (++looks === 1) await decide(first, (state) => withdrawDeal(state, { on }));
          return seen;
        },
      },
      programs,
      { execute: () => Promise.reject(new Error('The program promotes nobody by itself')) },
      new CommandContexts(new BusinessClock(new Streams(store, installation))),
      { freedBy: () => Promise.reject(new Error('Nobody was told apart')) },
    );

    await reactor.react(event);

    const typesOf = async (id: string) => (await deals.events(id)).map(({ type }) => type);
    expect(await typesOf(first)).toEqual(['DealRegistered', 'DealWithdrawn']);
    expect(await typesOf(second)).toEqual(['DealRegistered', 'DealTurnCame']);
  });
});
