import { isoDate, logPosition, type IsoDate, type LogPosition } from '@accord/kernel';
import { createLogger, type DueItem, type DueWork, type Installation } from '@accord/platform';
import { envelope } from '../../../test/support/tally';
import { DueSweep, type DueSweepPorts } from './due-sweep';

const today = isoDate('2026-03-10');
const LIVE: Installation = { mode: 'live', logId: 'log', timeZone: 'UTC' };
const SANDBOX: Installation = {
  mode: 'sandbox',
  logId: 'log',
  timeZone: 'UTC',
  today,
  workedThrough: isoDate('2026-03-08'),
};

/** A table of what is due on 9 March; doing an item takes it out, unless it cannot be done. */
class Work implements DueWork {
  readonly done: string[] = [];

  constructor(
    readonly view: string,
    private subjects: readonly string[],
    private readonly hopeless: { readonly fails?: string; readonly stays?: string } = {},
  ) {}

  due(through: IsoDate): Promise<DueItem[]> {
    const dueOn = '2026-03-09';
    const item = (subject: string) => ({ kind: 'expiry', subject, dueOn });
    return Promise.resolve(through < dueOn ? [] : this.subjects.map(item));
  }

  programOf({ subject }: DueItem): Promise<string | undefined> {
    return Promise.resolve(subject.startsWith('far-') ? 'far' : undefined);
  }

  work({ subject }: DueItem): Promise<void> {
    const { fails, stays } = this.hopeless;
    if (subject === fails) return Promise.reject(new Error(`Nobody can do ${subject}`));
    this.done.push(subject);
    if (subject !== stays) this.subjects = this.subjects.filter((one) => one !== subject);
    return Promise.resolve();
  }
}

/** Reactors that have come to a position, or never will. */
const reactor = (name: string, isStuck = false) => ({
  name,
  waitFor: () => Promise.resolve(!isStuck),
});

function sweeping(
  works: readonly DueWork[],
  installation: Installation,
  changes: Partial<DueSweepPorts> = {},
) {
  const completed: IsoDate[] = [];
  const sweep = new DueSweep({
    works,
    reactors: [reactor('release-grant')],
    store: { head: () => Promise.resolve({ position: logPosition(1n), eventId: 'e' }) },
    views: { waitFor: () => Promise.resolve() },
    clock: {
      installation: () => Promise.resolve(installation),
      today: () => Promise.resolve(today),
    },
    programs: { today: () => Promise.resolve(isoDate('2026-03-08')) },
    contexts: {
      ofSystem: ([name], cause) => ({
        envelope: envelope(name),
        options: {},
        caller: { principalId: name, roles: ['system'], partnerId: null },
        today: cause.today,
        moment: { on: cause.today, at: null },
      }),
    },
    installations: {
      transact: async (_id, of, decide) => {
        const decision = await decide(installation, { fresh: true });
        if (decision.kind === 'rejected') return decision;
        for (const { type, data } of decision.events)
          if (type === 'DueWorkCompleted') completed.push(data.through);
        const { events } = decision;
        return { kind: 'accepted', events, state: installation, revision: 0, position: undefined };
      },
    },
    logger: createLogger('worker', 'silent'),
    ...changes,
  });
  return { completed, run: () => sweep.run() };
}

describe('Due work that cannot be done', () => {
  const named = 'expiry b (2026-03-09)';

  it.each([
    ['fails', { fails: 'b' }],
    ['is done and still due', { stays: 'b' }],
  ])('because it %s holds up no other, and is told in the end', async (_, hopeless) => {
    const deals = new Work('deal_due', ['a', 'b', 'c'], hopeless);
    const funds = new Work('mdf_due', ['f']);
    const { run } = sweeping([deals, funds], LIVE);

    await expect(run()).rejects.toThrow(`1 parts of the due work of 2026-03-10 failed: ${named}`);
    expect(deals.done.filter((one) => one !== 'b')).toEqual(['a', 'c']);
    expect(funds.done).toEqual(['f']);
    // The next sweep begins where this one did.
    await expect(run()).rejects.toThrow(named);
    expect(funds.done).toEqual(['f']);
  });

  it('keeps a sandbox at its day, after everything else of the day', async () => {
    const deals = new Work('deal_due', ['a', 'b', 'c'], { fails: 'b' });
    const stuck = sweeping([deals], SANDBOX);
    await expect(stuck.run()).rejects.toThrow(named);
    expect([deals.done, stuck.completed]).toEqual([['a', 'c'], []]);

    const fine = sweeping([new Work('deal_due', ['a'])], SANDBOX);
    await fine.run();
    expect(fine.completed).toEqual(['2026-03-09', '2026-03-10']);
  });
});

describe('Due work of a program in whose zone the day has not come', () => {
  it('waits, and holds up no other', async () => {
    const deals = new Work('deal_due', ['far-a', 'b']);
    await sweeping([deals], LIVE).run();
    expect(deals.done).toEqual(['b']);
  });
});

describe('Due work whose table', () => {
  const stopped: Partial<DueSweepPorts> = {
    views: {
      waitFor: ([view]) =>
        view === 'mdf_due' ? Promise.reject(new Error('stopped')) : Promise.resolve(),
    },
  };

  it('has stopped waits, and no other', async () => {
    const works = [new Work('mdf_due', ['f']), new Work('deal_due', ['a'])] as const;
    const { run } = sweeping(works, LIVE, stopped);
    await expect(run()).rejects.toThrow('what "mdf_due" knows');
    expect(works.map(({ done }) => done)).toEqual([[], ['a']]);
  });
});

describe('Due work beside a reactor that is stuck', () => {
  const reactors = [reactor('post-fund-claim', true), reactor('release-grant')];

  it('goes on in a live installation', async () => {
    const deals = new Work('deal_due', ['a']);
    await sweeping([deals], LIVE, { reactors }).run();
    expect(deals.done).toEqual(['a']);
  });

  it('waits in a sandbox, which says for which', async () => {
    const deals = new Work('deal_due', ['a']);
    const { run, completed } = sweeping([deals], SANDBOX, { reactors });
    await expect(run()).rejects.toThrow('the reactor "post-fund-claim"');
    expect([deals.done, completed]).toEqual([[], []]);
  });
});

describe('Due work of a live installation', () => {
  it('is done though the log never rests', async () => {
    let head = 0n;
    const seen: LogPosition[] = [];
    const deals = new Work('deal_due', ['a']);
    await sweeping([deals], LIVE, {
      store: { head: () => Promise.resolve({ position: logPosition(++head), eventId: 'e' }) },
      views: { waitFor: (_views, position) => Promise.resolve(void seen.push(position)) },
    }).run();
    expect(deals.done).toEqual(['a']);
    expect(seen).toEqual([1n, 2n]);
  });
});
