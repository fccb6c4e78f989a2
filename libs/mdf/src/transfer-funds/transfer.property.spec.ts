import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { FundEvent } from '../fund.events';
import { FundStory, rulesOf } from '../spec-support/fund-story';

const rules = rulesOf(
  readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8'),
);
const NAMES = ['a', 'b', 'c'] as const;
type Name = (typeof NAMES)[number];
type Funds = Record<Name, FundStory>;

function threeFunds(): Funds {
  const fund = (name: Name): FundStory => {
    const story = new FundStory(rules, name);
    story.open();
    return story;
  };
  return { a: fund('a'), b: fund('b'), c: fund('c') };
}
const isName = (text: string): text is Name => NAMES.some((name) => name === text);
const named = (funds: Funds, id: string): FundStory => {
  if (!isName(id)) throw new Error(`No fund "${id}"`);
  return funds[id];
};

/** What the reactor does for one event, however often and whenever it does. */
function react(funds: Funds, fundId: string, event: FundEvent | undefined): void {
  if (event?.type === 'FundTransferSent')
    named(funds, event.data.toFundId).receive(event.data, fundId);
  if (event?.type === 'FundTransferRefused') {
    named(funds, event.data.fromFundId).takeBack(event.data, fundId);
  }
}

type Step = (funds: Funds) => void;
const name = fc.constantFrom(...NAMES);
const amount = fc.integer({ min: 1, max: 60 }).map((hundreds) => `${hundreds}00.00`);
const id = fc.constantFrom('T-1', 'T-2', 'T-3');
const day = fc.option(fc.integer({ min: 10, max: 28 }));
const fills = fc.tuple(name, amount, day).map(
  ([to, a, until]): Step =>
    (funds) =>
      void funds[to].allocate(a, until === null ? '' : `2026-02-${until}`),
);
const sends = fc.tuple(id, name, name, amount).map(
  ([t, from, to, a]): Step =>
    (funds) =>
      void funds[from].send(t, funds[to], a),
);
const spends = fc.tuple(name, fc.constantFrom('R-1', 'R-2')).map(
  ([from, r]): Step =>
    (funds) =>
      void funds[from].request(r, '1000.00'),
);
const closes = name.map(
  (of): Step =>
    (funds) =>
      void funds[of].close('2026-05-01'),
);
const reacts = fc.tuple(name, fc.nat(8)).map(([of, at]): Step => (funds) => {
  const open = funds[of].events.filter(({ type }) => /Transfer(Sent|Refused)/.test(type));
  react(funds, of, open[at % Math.max(1, open.length)]);
});
const reactsToAll = name.map((of): Step => (funds) => {
  // What comes of it is for the next time.
  for (const event of [...funds[of].events]) react(funds, of, event);
});
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fills },
    { weight: 6, arbitrary: sends },
    { weight: 2, arbitrary: spends },
    { weight: 1, arbitrary: closes },
    { weight: 6, arbitrary: reacts },
    { weight: 2, arbitrary: reactsToAll },
  ),
  { minLength: 30, maxLength: 60 },
);

const balancesOf = (story: FundStory) => {
  if (story.state.status === 'unknown') throw new Error('the fund is not open');
  return story.state;
};
const total = (funds: Funds, of: 'filled' | 'allocated'): bigint =>
  NAMES.map((one) => {
    const { filled, balances } = balancesOf(funds[one]);
    return of === 'filled' ? filled : balances.allocated;
  }).reduce((so, minor) => so + minor, 0n);

/** What was sent and neither came nor went back, in minor units. */
function inTransit(funds: Funds): bigint {
  let minor = 0n;
  for (const one of NAMES) {
    for (const { type, data } of funds[one].events) {
      if (type === 'FundTransferSent') minor += BigInt(data.amount.minor);
      if (type === 'FundTransferReceived' || type === 'FundTransferReturned') {
        minor -= BigInt(data.amount.minor);
      }
    }
  }
  return minor;
}

describe('Whatever is sent between funds, and whenever the reactor dies and comes again,', () => {
  it('nothing is lost or doubled: what was put in is in the funds or in transit', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(steps, (told) => {
        const funds = threeFunds();
        for (const tell of told) {
          tell(funds);
          expect(total(funds, 'allocated') + inTransit(funds)).toBe(total(funds, 'filled'));
          for (const one of NAMES) {
            const { currency: _, ...buckets } = balancesOf(funds[one]).balances;
            const { allocated, ...others } = buckets;
            expect(Object.values(others).filter((minor) => minor < 0n)).toEqual([]);
            expect(Object.values(others).reduce((so, minor) => so + minor, 0n)).toBe(allocated);
          }
        }
        NAMES.forEach((one) => funds[one].events.forEach(({ type }) => reached.add(type)));
      }),
      { seed: 7, numRuns: 300 },
    );
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'FundTransferSent',
        'FundTransferReceived',
        'FundTransferRefused',
        'FundTransferReturned',
      ]),
    );
  });

  it('a reactor that sees every event in the end leaves nothing in transit', () => {
    fc.assert(
      fc.property(steps, (told) => {
        const funds = threeFunds();
        told.forEach((tell) => tell(funds));
        // Refusals come from the first round and are answered in the second.
        for (const _round of [1, 2]) {
          for (const one of NAMES)
            for (const event of [...funds[one].events]) react(funds, one, event);
        }
        expect(inTransit(funds)).toBe(0n);
      }),
    );
  });
});

describe('A transfer', () => {
  it('takes the last days of its credits along, what is gone first first', () => {
    const { a, b } = threeFunds();
    a.allocate('1000.00');
    a.allocate('500.00', '2026-03-10');
    expect(a.send('T-1', b, '700.00')).toEqual(['FundTransferSent']);
    expect(a.balances).toEqual({ allocated: '800.00', available: '800.00' });
    expect(b.balances).toEqual({});
    react({ a, b, c: b }, 'a', a.events.at(-1));
    expect(b.balances).toEqual({ allocated: '700.00', available: '700.00' });
    expect(b.expireCredits('2026-03-11')).toEqual(['CreditsExpired']);
    expect(b.balances).toEqual({ allocated: '700.00', available: '200.00', expired: '500.00' });
  });

  it('goes to another open fund, of what is available, once', () => {
    const { a, b, c } = threeFunds();
    a.allocate('1000.00');
    expect(a.send('T-1', a, '1.00')).toEqual(['same-fund']);
    expect(a.send('T-1', b, '1000.01')).toEqual(['fund-exhausted']);
    expect(a.send('T-1', new FundStory(rules), '1.00')).toEqual(['fund-unknown']);
    c.close('2026-05-01');
    expect(a.send('T-1', c, '1.00')).toEqual(['fund-closed']);
    expect(a.send('T-1', b, '1000.00')).toEqual(['FundTransferSent']);
    expect(a.send('T-1', b, '1000.00')).toEqual(['transfer-exists']);
  });

  it('that finds the other fund closed comes back, once', () => {
    const funds = threeFunds();
    const { a, b } = funds;
    a.allocate('100.00');
    a.send('T-1', b, '100.00');
    b.close('2026-05-01');
    const sent = a.events.at(-1);
    react(funds, 'a', sent);
    react(funds, 'a', sent);
    const refused = b.events.at(-1);
    expect(refused).toMatchObject({ type: 'FundTransferRefused', data: { why: 'fund-closed' } });
    react(funds, 'b', refused);
    react(funds, 'b', refused);
    expect(a.balances).toEqual({ allocated: '100.00', available: '100.00' });
  });

  it('of the same id from two funds is two transfers', () => {
    const funds = threeFunds();
    const { a, b, c } = funds;
    a.allocate('100.00');
    b.allocate('100.00');
    a.send('T-1', c, '100.00');
    b.send('T-1', c, '100.00');
    react(funds, 'a', a.events.at(-1));
    react(funds, 'b', b.events.at(-1));
    expect(c.balances).toEqual({ allocated: '200.00', available: '200.00' });
  });
});
