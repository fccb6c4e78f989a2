import fc from 'fast-check';
import { accepted, fold, isoDate, plusDays, type Decision } from '@accord/kernel';
import { exclusivity, type Exclusivity } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';
import { extendExclusivity } from './extend-exclusivity';
import { grantExclusivity } from './grant-exclusivity';
import { releaseExclusivity } from './release-exclusivity';
import { overlaps, type ExclusivityScope } from './scope';
import { transferExclusivity } from './transfer-exclusivity';

/** One process's decision about the customer, whose steps others come between. */
interface Asked {
  readonly what: 'approve' | 'extend' | 'withdraw' | 'transfer';
  readonly deal: number;
  readonly from: number;
  readonly days: number;
  readonly opportunity: string | null;
}

const RUNS = 3_000;
const day = (days: number) => plusDays(isoDate('2026-02-01'), days);

const asked: fc.Arbitrary<Asked> = fc.record({
  what: fc.constantFrom('approve', 'approve', 'extend', 'withdraw', 'transfer'),
  deal: fc.nat(5),
  from: fc.nat(40),
  days: fc.nat(30),
  opportunity: fc.constantFrom('crm/1', 'crm/2', null),
});

/** The customer's stream as the store keeps it: an append counts at the revision it was decided on. */
class Stream {
  events: readonly ExclusivityEvent[] = [];

  constructor(private readonly guarded: boolean) {}

  append(revision: number, events: readonly ExclusivityEvent[]): boolean {
    if (this.guarded && revision !== this.events.length) return false;
    this.events = [...this.events, ...events];
    return true;
  }
}

function decide(state: Exclusivity, one: Asked, i: number): Decision<ExclusivityEvent> {
  const dealId = `deal-${one.deal}`;
  const [from, until] = [day(one.from), day(one.from + one.days)];
  const held = state.grants.find((grant) => grant.dealId === dealId && !grant.released);
  const scope: ExclusivityScope = {
    group: 'sourced',
    kind: 'opportunity',
    opportunity: one.opportunity,
    family: 'Premium',
  };
  const wanted = {
    grantId: `grant-${i}`,
    customerId: 'customer',
    dealId,
    partnerId: `partner-${one.deal}`,
    scope,
    from,
    until,
    by: 'person' as const,
    matcher: 'any',
    candidates: [],
    seenThrough: '0',
  };
  switch (one.what) {
    case 'approve':
      return grantExclusivity(state, wanted);
    case 'transfer':
      return transferExclusivity(state, wanted, { document: 'letter', statedBy: 'person-1' });
    case 'extend':
      return held
        ? extendExclusivity(state, { grantId: held.grantId, until: plusDays(held.until, 30) })
        : accepted();
    case 'withdraw':
      return held
        ? releaseExclusivity(state, {
            grantId: held.grantId,
            dealId,
            releasedOn: from,
            why: 'withdrawn',
          })
        : accepted();
  }
}

/** Reads, is delayed, decides, is delayed, appends; another revision makes it begin again. */
async function process(
  stream: Stream,
  one: Asked,
  i: number,
  scheduler: fc.Scheduler,
): Promise<void> {
  for (;;) {
    const seen = stream.events;
    await scheduler.schedule(Promise.resolve(), `${one.what} ${i} has read`);
    const decision = decide(fold(exclusivity, seen), one, i);
    await scheduler.schedule(Promise.resolve(), `${one.what} ${i} has decided`);
    if (decision.kind === 'rejected' || decision.events.length === 0) return;
    if (stream.append(seen.length, decision.events)) return;
  }
}

/** Pairs of deals that hold overlapping scopes on one day, at any moment of the stream. */
function violations(events: readonly ExclusivityEvent[]): number {
  let found = 0;
  for (let length = 1; length <= events.length; length += 1) {
    const { grants } = fold(exclusivity, events.slice(0, length));
    for (const [i, a] of grants.entries()) {
      for (const b of grants.slice(i + 1)) {
        const together =
          a.from <= b.until && b.from <= a.until && a.from <= a.until && b.from <= b.until;
        if (a.dealId !== b.dealId && together && overlaps(a.scope, b.scope)) found += 1;
      }
    }
  }
  return found;
}

const race = async (
  guarded: boolean,
  all: readonly Asked[],
  scheduler: fc.Scheduler,
): Promise<number> => {
  const stream = new Stream(guarded);
  await scheduler.waitFor(Promise.all(all.map((one, i) => process(stream, one, i, scheduler))));
  return violations(stream.events);
};

const many = fc.array(asked, { minLength: 2, maxLength: 12 });

describe('Processes that decide about one customer at once, with no lock between them', () => {
  it('never let two deals hold overlapping scopes on one day, in whatever order they go on', async () => {
    await fc.assert(
      fc.asyncProperty(many, fc.scheduler(), async (all, scheduler) => {
        expect(await race(true, all, scheduler)).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  it('do so where the store takes an append at any revision: the same runs find it out', async () => {
    let broken = 0;
    await fc.assert(
      fc.asyncProperty(many, fc.scheduler(), async (all, scheduler) => {
        broken += Math.sign(await race(false, all, scheduler));
      }),
      { numRuns: 300 },
    );
    expect(broken).toBeGreaterThan(0);
  });
});
