import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { fromJson, isoDate, logPosition, plusDays, type Recorded } from '@accord/kernel';
import { creditsOf, foldCredits, type CreditsRow } from './credits/credits-row';
import { foldFund, toBuckets, type FundRow } from './fund-balance/fund-row';
import { fundBalances, postingOf, type Buckets } from './fund-balances';
import { fundEvents, type FundEvent } from './fund.events';
import { foldDue, type MdfDueRow } from './mdf-due/due-row';
import { foldRequest, type RequestRow } from './mdf-requests/request-row';
import type { JournalLine } from './posting';
import { fundOf, rulesOf, type FundStory } from './spec-support/fund-story';

/** The sample program: minimum 1,000, share 50%, 10 business days ahead, claim within 30 days. */
const rules = rulesOf(
  readFileSync(join(__dirname, '../../../samples/gitlab/program.yaml'), 'utf8'),
);

const FIRST = isoDate('2026-02-01');
const REQUESTS = ['R-1', 'R-2'];
const CLAIMS = ['C-1', 'C-2'];

type Step = (story: FundStory, day: string) => string[];

const request = fc.constantFrom(...REQUESTS);
const claim = fc.constantFrom(...CLAIMS);
const dollars = (min: number, max: number) =>
  fc.integer({ min, max }).map((hundreds) => `${hundreds}00.00`);
const proofs = fc.constantFrom<string[]>(['invoice', 'attendee-list'], ['invoice']);

const asks = fc.tuple(request, dollars(9, 40)).map(
  ([r, a]): Step =>
    (story, day) =>
      story.request(r, a, { day }),
);
const decides = fc.tuple(request, dollars(1, 30)).map(
  ([r, a]): Step =>
    (story, day) =>
      story.approve(r, a, { day }),
);
const declines = request.map(
  (r): Step =>
    (story) =>
      story.reject(r),
);
const adds = fc.tuple(dollars(1, 50), fc.option(fc.integer({ min: 1, max: 60 }))).map(
  ([a, days]): Step =>
    (story, day) =>
      story.allocate(a, days === null ? '' : plusDays(isoDate(day), days), day),
);
const claims = fc.tuple(request, claim, dollars(3, 15), proofs).map(
  ([r, c, a, p]): Step =>
    (story, day) =>
      story.claim(r, c, { amount: a, proofs: p, day }),
);
/** Does it to the first claim that takes it. */
const toSomeClaim =
  (does: (story: FundStory, requestId: string, claimId: string) => string[]): Step =>
  (story) => {
    const before = story.events.length;
    for (const r of REQUESTS) {
      for (const c of CLAIMS) {
        const done = does(story, r, c);
        if (story.events.length > before) return done;
      }
    }
    return [];
  };
const pays = dollars(1, 6).map((a) => toSomeClaim((story, r, c) => story.approveClaim(r, c, a)));
const returns = fc.tuple(request, claim).map(
  ([r, c]): Step =>
    (story, day) =>
      story.returnClaim(r, c, day),
);
const ends = fc.constant<Step>((story, day) => story.endAgreement(day));
const gives = fc.tuple(request, dollars(10, 40)).map(
  ([r, c]): Step =>
    (story) =>
      story.reallocate(r, c),
);
const lies = dollars(1, 4).map((a) => toSomeClaim((story, r, c) => story.clawBack(r, c, a, true)));
const takes = dollars(1, 4).map((a) => toSomeClaim((story, r, c) => story.clawBack(r, c, a)));
const expires = request.map(
  (r): Step =>
    (story, day) =>
      story.expire(r, day),
);
const reminds = request.map(
  (r): Step =>
    (story, day) =>
      story.remind(r, day),
);
const cuts = dollars(1, 10).map(
  (a): Step =>
    (story, day) =>
      story.cut(a, day),
);
const ages = fc.constant<Step>((story, day) => story.expireCredits(day));
const closes = fc.constant<Step>((story, day) => story.close(day));

const pause = fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 5);
const early = fc.array(
  fc.tuple(
    fc.oneof(asks, asks, decides, declines, adds, cuts, gives, ages),
    fc.integer({ min: 0, max: 1 }),
  ),
  { minLength: 5, maxLength: 20 },
);
const late = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 12, arbitrary: fc.oneof(claims, claims, pays, pays, returns, takes) },
      { weight: 8, arbitrary: fc.oneof(expires, reminds, ages, closes) },
      { weight: 1, arbitrary: fc.oneof(ends, lies) },
    ),
    pause,
  ),
  { minLength: 10, maxLength: 50 },
);
const untilTheActivityIsOver: [Step, number] = [() => [], 39];
/** Steps with the days that pass before each: months in which money is asked for, then claimed. */
const steps = fc
  .tuple(early, late)
  .map(([before, after]) => [...before, untilTheActivityIsOver, ...after]);

const recorded = (event: FundEvent, revision: number): Recorded<FundEvent> => ({
  ...event,
  id: String(revision),
  stream: 'fund-alder-q1',
  revision,
  position: logPosition(BigInt(revision)),
  recordedAt: '2026-02-01T00:00:00.000Z',
  schemaVersion: 1,
  envelope: {
    commandId: 'c',
    commandHash: 'h',
    correlationId: 'c',
    causationId: 'c',
    actor: { principal: 'p', role: 'system' },
    occurredOn: FIRST,
  },
});

/**
 * @param each sees the story after every step and the day it is
 * @returns the story after the last step
 */
function play(
  played: readonly (readonly [Step, number])[],
  each: (story: FundStory, day: string) => void = () => undefined,
): FundStory {
  // Less than two requests may ask for: what nobody has must not be given.
  const story = fundOf(rules, '3000.00');
  let day = FIRST;
  for (const [tell, pause] of played) {
    day = plusDays(day, pause);
    tell(story, day);
    each(story, day);
  }
  return story;
}

const plus = (a: bigint, b: bigint): bigint => a + b;
const minorOf = ({ amount }: JournalLine): bigint => fromJson(amount).minor;
const total = (of: Buckets): bigint =>
  [of.available, of.reserved, of.committed, of.claimed, of.consumed, of.expired].reduce(plus, 0n);

describe('Whatever is done to a fund, in whatever order,', () => {
  it('every kind of event occurs in these stories', () => {
    const reached = new Set<string>();
    for (const played of fc.sample(steps, { numRuns: 1_000, seed: 1 })) {
      play(played).events.forEach(({ type }) => reached.add(type));
    }
    // Transfers need two funds and co-op its bookings: both have properties of their own; a fund that is
    // taken over begins otherwise.
    const others = /Transfer|Coop|TakenOver/;
    const ofOneFund = Object.keys(fundEvents.specs).filter((type) => !others.test(type));
    expect([...reached].toSorted()).toEqual(ofOneFund.toSorted());
  });

  it('no account falls below zero and what is allocated is the sum of all others', () => {
    const holds = fc.property(steps, (played) => {
      play(played, ({ events }) => {
        const { currency: _, ...buckets } = known(fundBalances(events));
        expect(Object.values(buckets).filter((minor) => minor < 0n)).toEqual([]);
        expect(total(buckets)).toBe(buckets.allocated);
      });
    });
    fc.assert(holds);
  });

  it('what is available is what is left of the credits, and requests hold what they drew', () => {
    const holds = fc.property(steps, (played) => {
      play(played, ({ state, events }) => {
        if (state.status === 'unknown') throw new Error('the fund is not open');
        const { free, drawn } = state.credits;
        expect(free.reduce((so, { minor }) => so + minor, 0n)).toBe(state.balances.available);
        expect(free.filter(({ minor }) => minor <= 0n)).toEqual([]);
        for (const [requestId, { held, approved, terms }] of state.requests) {
          // The program tolerates nothing above what was approved.
          if (terms) expect(held.minor <= approved.minor).toBe(true);
          const all = drawn.get(requestId) ?? [];
          expect(all.reduce((so, { minor }) => so + minor, 0n)).toBe(held.minor);
        }
        const row = events.reduce<CreditsRow | undefined>(
          (so, event) => foldCredits(so, event, ['alder-q1']),
          undefined,
        );
        expect(creditsOf(known(row))).toEqual(state.credits);
      });
    });
    fc.assert(holds);
  });

  it('the lines of each event balance and are above zero', () => {
    const holds = fc.property(steps, (played) => {
      for (const event of play(played).events) {
        const lines = postingOf(event)?.lines ?? [];
        const debits = lines.filter(({ side }) => side === 'debit').map(minorOf);
        const credits = lines.filter(({ side }) => side === 'credit').map(minorOf);
        expect(debits.reduce(plus, 0n)).toBe(credits.reduce(plus, 0n));
        expect([...debits, ...credits].filter((minor) => minor <= 0n)).toEqual([]);
      }
    });
    fc.assert(holds);
  });

  it('the views show what the fold of the stream shows', () => {
    const holds = fc.property(steps, (played) => {
      const { events, state } = play(played);
      if (state.status === 'unknown') throw new Error('the fund is not open');
      const row = known(events.reduce<FundRow | undefined>(foldFund, undefined));
      const balances = known(fundBalances(events));
      expect({ ...toBuckets(row), currency: row.currency }).toEqual(balances);
      expect(state.balances).toEqual(balances);
      expect(row.status).toBe(state.status);
      for (const [requestId, { status, committed }] of state.requests) {
        const shown = rowOf<RequestRow>(events, requestId, foldRequest);
        expect(shown?.status).toBe(status);
        expect(shown?.committed_minor).toBe(committed.minor);
      }
    });
    fc.assert(holds);
  });

  it('something is due exactly when doing it changes something', () => {
    const holds = fc.property(steps, (played) => {
      play(played, (story, day) => {
        const closesOn = rowOf<MdfDueRow>(story.events, '', foldDue)?.closes_on ?? null;
        const closing = changes(story, (copy) => copy.close(day));
        expect(closesOn !== null && closesOn <= day).toBe(closing);
        const row = story.events.reduce<CreditsRow | undefined>(
          (so, event) => foldCredits(so, event, ['alder-q1']),
          undefined,
        );
        const last = row?.expires_on ?? null;
        const ageing = changes(story, (copy) => copy.expireCredits(day));
        expect(last !== null && last < day).toBe(ageing);
        for (const requestId of REQUESTS) {
          const row = rowOf<MdfDueRow>(story.events, requestId, foldDue);
          const isCommitted = row !== undefined && row.committed_minor > 0n;
          const [next] = row?.remind_on ?? [];
          const reminds =
            isCommitted && row.claimed_minor === 0n && next !== undefined && next <= day;
          expect(reminds).toBe(changes(story, (copy) => copy.remind(requestId, day)));
          const expires = isCommitted && row.claim_by !== null && row.claim_by < day;
          expect(expires).toBe(changes(story, (copy) => copy.expire(requestId, day)));
        }
      });
    });
    fc.assert(holds);
  });
});

function known<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the fund is not open');
  return value;
}

function rowOf<Row>(
  events: readonly FundEvent[],
  requestId: string,
  fold: (row: Row | undefined, event: Recorded<FundEvent>, key: readonly string[]) => Row | null,
): Row | undefined {
  return events
    .map(recorded)
    .filter((event) => ('requestId' in event.data ? event.data.requestId : '') === requestId)
    .reduce<Row | undefined>(
      (row, event) => fold(row, event, ['alder-q1', requestId]) ?? undefined,
      undefined,
    );
}

/** Whether the work would be recorded; the story itself stays as it is. */
const changes = (story: FundStory, work: (copy: FundStory) => string[]): boolean => {
  const copy = story.copy();
  work(copy);
  return copy.events.length > story.events.length;
};
