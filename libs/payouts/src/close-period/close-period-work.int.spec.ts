import { randomUUID } from 'node:crypto';
import {
  fiscalQuarter,
  isoDate,
  logPosition,
  rejected,
  type Decision,
  type Envelope,
} from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import type { EarningLine, EarningsQuery } from '@accord/incentives';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { frozenByPayee } from '../period/frozen-earnings';
import { period } from '../period/period';
import { periodEvents, type PeriodEvent } from '../period/period.events';
import { closedOver } from '../spec-support/frozen';
import { earning } from '../spec-support/statement-runs';
import { requestClose, type ClosingFacts } from './close-period';
import { ClosePeriodWork } from './close-period-work';

const today = isoDate('2026-06-15');
const quarter = fiscalQuarter('FY2027-Q1');
const by = { principal: 'fiona', onBehalfOf: null };
const facts: ClosingFacts = {
  today,
  calendar: { firstMonth: 2 },
  graceDays: 0,
  nextIsClosed: false,
  awaitsEnd: false,
};
/** Three pages. */
const LINES = Array.from({ length: 450 }, (_, i) =>
  earning(`l${String(i).padStart(3, '0')}`, 10, { partnerId: i < 300 ? 'acme' : 'blue' }),
);

type Snapshot<T> = Parameters<typeof EarningsQuery.prototype.snapshot<T>>;

/** What is earned as of a position of the log. */
interface World {
  readonly position: string;
  readonly lines: readonly EarningLine[];
  readonly facts: ClosingFacts | Extract<Decision<never>, { kind: 'rejected' }>;
}
const world: World = { position: '900', lines: LINES, facts };

/** A process that dies at one of its writes: with it done or not, and nothing after it. */
class Process {
  readonly periods;

  constructor(
    private readonly log: EventStore,
    death?: { readonly at: number; readonly done: boolean },
  ) {
    this.periods = new Streams(log, period);
    if (!death) return;
    const live = this.periods.transact.bind(this.periods);
    let writes = 0;
    jest.spyOn(this.periods, 'transact').mockImplementation(async (...command) => {
      if (++writes < death.at) return live(...command);
      if (writes === death.at && death.done) await live(...command);
      throw new Error('dead');
    });
  }

  close(id: string, { position, lines, facts: known }: World = world): Promise<void> {
    async function* portions(): AsyncGenerator<EarningLine[]> {
      for (let from = 0; from < lines.length; from += 200) yield lines.slice(from, from + 200);
    }
    const { hash } = closedOver(lines);
    const summary = () => Promise.resolve({ lines: lines.length, hash });
    const at = { position: logPosition(position), stale: false, summary };
    const earnings = { snapshot: <T>(...[, , use]: Snapshot<T>) => use(portions(), at) };
    const query = { of: () => Promise.resolve(known) };
    const work = new ClosePeriodWork(this.periods, this.log, earnings, query);
    return work.work(id, new AbortController().signal);
  }
}

describe('Closing a period', () => {
  let server: ServerUnderTest;
  let store: EventStore;

  beforeAll(async () => {
    server = await startEmbedded();
    store = await EventStore.connect(server.url, new EventRegistry([periodEvents]));
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  /** @returns the id of a period that somebody has asked to close */
  async function asked(): Promise<string> {
    const book = randomUUID();
    const commandId = randomUUID();
    const envelope: Envelope = {
      commandId,
      commandHash: 'body',
      correlationId: commandId,
      causationId: commandId,
      actor: { principal: 'fiona', role: 'finance' },
      occurredOn: today,
    };
    const id = `${book}.${quarter}`;
    const { periods } = new Process(store);
    await periods.transact(id, envelope, (state) =>
      requestClose(state, { book, quarter }, facts, by),
    );
    return id;
  }

  /** Once, over these lines, in the name of who asked. */
  async function expectClosed(id: string, at: World): Promise<void> {
    const { periods } = new Process(store);
    const events = await periods.events(id);
    const closes = events.filter(({ type }) => type === 'PeriodClosed');
    expect(closes).toMatchObject([
      {
        data: { position: at.position, lines: at.lines.length, closedOn: today },
        envelope: { actor: { principal: 'fiona' } },
      },
    ]);
    const { state } = await periods.look(id, { fresh: true });
    if (state.status !== 'closed') throw new Error(state.status);
    const kept: (readonly [string, number])[] = [];
    for await (const [payee, lines] of frozenByPayee(periods.eachEvent(id), state)) {
      kept.push([payee, lines.length]);
    }
    expect(kept).toEqual([
      ['acme', 300],
      ['blue', at.lines.length - 300],
    ]);
  }

  const deaths = [1, 2, 3, 4].flatMap((at) => [
    { at, done: false },
    { at, done: true },
  ]);

  it.each(deaths)(
    'closes once over what it has frozen, though the process dies at write $at (done: $done)',
    async (death) => {
      const id = await asked();
      await expect(new Process(store, death).close(id)).rejects.toThrow('dead');

      await new Process(store).close(id);

      await expectClosed(id, world);
      const pages = (await new Process(store).periods.events(id)).filter(isPage);
      expect(pages).toHaveLength(3);
    },
  );

  it.each(deaths.filter(({ at, done }) => at < 4 || !done))(
    'freezes anew what is earned when the log has grown since write $at (done: $done)',
    async (death) => {
      const id = await asked();
      await expect(new Process(store, death).close(id)).rejects.toThrow('dead');

      const grown = { ...world, position: '950', lines: [...LINES, earning('m', 5, LATE)] };
      await new Process(store).close(id, grown);

      await expectClosed(id, grown);
    },
  );

  it('closes once, though two processes do it at the same time', async () => {
    const id = await asked();
    // The slower one sees that the other goes on, and leaves it to the next look.
    await Promise.allSettled([new Process(store), new Process(store)].map((one) => one.close(id)));

    await new Process(store).close(id);

    await expectClosed(id, world);
  });

  it('says why it cannot be done any more, and may be asked for again', async () => {
    const id = await asked();
    const known = { ...facts, nextIsClosed: true };
    await new Process(store).close(id, { ...world, facts: known });

    const { periods } = new Process(store);
    const events = await periods.events(id);
    expect(events.map(({ type }) => type)).toEqual(['CloseRequested', 'CloseRefused']);
    expect(events[1]).toMatchObject({ data: { code: 'later-period-closed' } });
    const { state } = await periods.look(id, { fresh: true });
    expect(requestClose(state, { book: 'b', quarter }, facts, by).kind).toBe('accepted');
  });

  it('says that there is no such book any more', async () => {
    const id = await asked();
    const unknown = rejected('book-unknown', 'There is none');
    if (unknown.kind !== 'rejected') throw new Error(unknown.kind);
    await new Process(store).close(id, { ...world, facts: unknown });
    const events = await new Process(store).periods.events(id);
    expect(events[1]).toMatchObject({ type: 'CloseRefused', data: { code: 'book-unknown' } });
  });
});

const LATE = { partnerId: 'blue' };
const isPage = ({ type }: PeriodEvent): boolean => type === 'EarningsFrozen';
