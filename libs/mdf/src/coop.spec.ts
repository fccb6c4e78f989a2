import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readDocument, type ProgramRules } from '@accord/programs';
import { FundStory, rulesOf } from './spec-support/fund-story';

const document = (vendor: string): string =>
  readFileSync(join(__dirname, `../../../samples/${vendor}/program.yaml`), 'utf8');
const plastpro = document('plastpro');
const microsoft = document('microsoft');
const changed = (text: string, from: string, to: string): ProgramRules => {
  if (!text.includes(from)) throw new Error(`no "${from}"`);
  return rulesOf(text.replace(from, to));
};
const opened = (story: FundStory): unknown => story.events[0]?.data;

describe('A co-op fund that grows with last year`s purchases (Plastpro price book)', () => {
  const year = (): FundStory => {
    const story = new FundStory(rulesOf(plastpro));
    story.accrue('S-1', '600000.00', '2025-02-10');
    story.accrue('S-2', '250000.00', '2025-12-31');
    return story;
  };

  it('comes to 1% of 850,000: 8,500, spent in the year after', () => {
    expect(year().balances).toEqual({ allocated: '8500.00', available: '8500.00' });
    expect(opened(year())).toMatchObject({
      fundId: 'coop.plastpro.alder.FY2025.USD',
      kind: 'coop',
      periodFrom: '2026-01-01',
      periodTo: '2026-12-31',
      claimBy: '2026-12-10',
      earns: { period: 'FY2025', from: '2025-01-01', through: '2025-12-31' },
    });
  });

  it.each([
    // Its invoice of 20 November would give it until 20 December.
    ['2026-11-20', '2026-12-10', '2026-12-11'],
    ['2026-10-31', '2026-11-30', '2026-12-01'],
  ])('of %s is claimed by %s, not on %s', (invoiced, last, late) => {
    const activity = { activity: 'advertising', startsOn: invoiced, endsOn: invoiced };
    const asked = (): FundStory => {
      const story = year();
      story.request('M-1', '5000.00', { ...activity, cost: '5000.00', day: '2026-10-01' });
      story.approve('M-1', '5000.00', { day: '2026-10-05' });
      return story;
    };
    const claim = { cost: '5000.00', proofs: ['invoice'] };
    expect(asked().claim('M-1', 'C-1', { ...claim, day: late })).toEqual(['claim-too-late']);
    expect(asked().claim('M-1', 'C-1', { ...claim, day: last })).toEqual(['ClaimSubmitted']);
  });

  it('needs no approval up to 500', () => {
    const small = { activity: 'advertising', startsOn: '2026-05-04', endsOn: '2026-05-04' };
    const day = '2026-05-04';
    expect(year().request('M-1', '500.00', { ...small, day, cost: '500.00' })).toEqual([
      'FundsRequested',
      'FundsRequestApproved',
    ]);
    expect(year().request('M-1', '500.01', { ...small, day, cost: '501.00' })).toEqual([
      'FundsRequested',
    ]);
  });
});

describe('A co-op fund of a half-year (Microsoft claims overview)', () => {
  it('earned from July to December is spent from January to June and claimed by 14 August', () => {
    const story = new FundStory(rulesOf(microsoft));
    story.accrue('S-1', '600000.00', '2026-07-01');
    expect(opened(story)).toMatchObject({
      fundId: 'coop.microsoft.alder.FY2027-H1.USD',
      periodFrom: '2027-01-01',
      periodTo: '2027-06-30',
      earns: { period: 'FY2027-H1', through: '2026-12-31', settleOn: '2027-01-01' },
    });
    const event = { cost: '5000.00', startsOn: '2027-02-01', endsOn: '2027-02-01' };
    story.request('M-1', '5000.00', { ...event, day: '2027-01-10' });
    story.approve('M-1', '5000.00', { day: '2027-01-11' });
    const late = story.copy();
    expect(late.claim('M-1', 'C-1', { day: '2027-08-15' })).toEqual(['claim-too-late']);
    expect(story.claim('M-1', 'C-1', { day: '2027-08-14' })).toEqual(['ClaimSubmitted']);
  });

  it.each([
    ['10,000 are enough', '500000.00', 'enough', { available: '10000.00' }],
    ['9,999.99 are paid as a rebate', '499999.50', 'paid-out', { consumed: '9999.99' }],
  ])('%s', (_what, base, outcome, balances) => {
    const story = new FundStory(rulesOf(microsoft));
    story.accrue('S-1', base, '2026-12-31');
    expect(story.settle('2026-12-31')).toEqual([]);
    expect(story.settle('2027-01-01')).toEqual(['CoopSettled']);
    expect(story.events.at(-1)?.data).toMatchObject({ outcome });
    expect(story.balances).toMatchObject(balances);
    expect(story.settle('2027-01-02')).toEqual([]);
  });

  it('is looked at again after a booking told late', () => {
    const story = new FundStory(rulesOf(microsoft));
    story.accrue('S-1', '400000.00', '2026-12-31');
    story.settle('2027-01-01');
    story.accrue('S-2', '50000.00', '2026-12-30');
    expect(story.settle('2027-01-20')).toEqual(['CoopSettled']);
    expect(story.balances).toEqual({ allocated: '9000.00', consumed: '9000.00' });
    story.accrue('S-3', '50000.00', '2026-12-29');
    story.settle('2027-01-21');
    expect(story.balances).toMatchObject({ consumed: '9000.00', available: '1000.00' });
  });

  it('is paid back where its only booking is undone: 9,999.99 leave what was paid out', () => {
    const story = new FundStory(rulesOf(microsoft));
    story.accrue('S-1', '499999.50', '2026-12-31');
    story.settle('2027-01-01');
    expect(story.undo('S-1', '2027-01-20')).toEqual(['CoopTakenBack']);
    expect(story.balances).toEqual({});
    expect(story.events.at(-1)?.data).toMatchObject({
      amount: { minor: '999999' },
      rebate: { minor: '999999' },
      owed: { minor: '0' },
    });
    expect(story.undo('S-1', '2027-01-20')).toEqual([]);
    // Bookings to come owe nothing for it.
    story.accrue('S-2', '100000.00', '2026-12-30');
    story.settle('2027-01-21');
    expect(story.balances).toEqual({ allocated: '2000.00', consumed: '2000.00' });
  });

  it('is paid back only as far as nothing else of the fund is there', () => {
    const story = new FundStory(rulesOf(microsoft));
    story.accrue('S-1', '400000.00', '2026-12-31');
    story.settle('2027-01-01');
    story.accrue('S-2', '100000.00', '2026-12-30');
    story.undo('S-1', '2027-01-20');
    expect(story.events.at(-1)?.data).toMatchObject({ rebate: { minor: '600000' } });
    expect(story.balances).toEqual({ allocated: '2000.00', consumed: '2000.00' });
  });

  it('may let what is too little lapse', () => {
    const lapsing = changed(microsoft, 'below: rebate', 'below: lapse');
    const story = new FundStory(lapsing);
    story.accrue('S-1', '1000.00', '2026-12-31');
    story.settle('2027-01-01');
    expect(story.balances).toEqual({ allocated: '20.00', expired: '20.00' });
  });
});

describe('What bookings add', () => {
  it('ages: 90 days from the booking, the oldest first', () => {
    const ageing = changed(microsoft, '    minRequest:', '    creditDays: 90\n    minRequest:');
    const story = new FundStory(ageing);
    story.accrue('S-2', '100000.00', '2026-12-20');
    story.accrue('S-1', '100000.00', '2026-10-10');
    expect(story.expireCredits('2027-01-08')).toEqual([]);
    const event = { cost: '500.00', startsOn: '2027-02-01', endsOn: '2027-02-01' };
    story.request('M-1', '500.00', { ...event, day: '2027-01-08' });
    expect(story.expireCredits('2027-01-09')).toEqual(['CreditsExpired']);
    expect(story.balances).toEqual({
      allocated: '4000.00',
      available: '2000.00',
      reserved: '500.00',
      expired: '1500.00',
    });
    expect(story.expireCredits('2027-03-20')).toEqual([]);
    expect(story.expireCredits('2027-03-21')).toEqual(['CreditsExpired']);
  });

  it('ends at the cap', () => {
    const capped = changed(microsoft, '  earnMonths:', "  cap: '1500.00'\n  earnMonths:");
    const story = new FundStory(capped);
    story.accrue('S-1', '50000.00', '2026-07-01');
    story.accrue('S-2', '50000.00', '2026-07-02');
    expect(story.balances).toMatchObject({ allocated: '1500.00' });
    expect(story.events.at(-1)?.data).toMatchObject({ capped: { minor: '50000' } });
  });

  it('counts once, and goes when the booking is undone', () => {
    const story = new FundStory(rulesOf(microsoft));
    story.accrue('S-1', '50000.00', '2026-07-01');
    expect(story.accrue('S-1', '50000.00', '2026-07-01')).toEqual([]);
    story.undo('S-1', '2026-08-01');
    expect(story.balances).toEqual({});
    expect(story.undo('S-1', '2026-08-01')).toEqual([]);
  });

  it('is owed where it is spent already, and made up for by bookings to come', () => {
    const story = new FundStory(rulesOf(microsoft));
    story.accrue('S-1', '500000.00', '2026-07-01');
    const event = { cost: '8000.00', startsOn: '2027-02-01', endsOn: '2027-02-01' };
    story.request('M-1', '8000.00', { ...event, day: '2027-01-10' });
    story.undo('S-1', '2027-01-20');
    expect(story.balances).toEqual({ allocated: '8000.00', reserved: '8000.00' });
    expect(story.events.at(-1)?.data).toMatchObject({ owed: { minor: '800000' } });
    story.accrue('S-2', '450000.00', '2026-12-31');
    expect(story.events.at(-1)?.data).toMatchObject({
      amount: { minor: '100000' },
      offset: { minor: '800000' },
    });
    expect(story.balances).toEqual({
      allocated: '9000.00',
      available: '1000.00',
      reserved: '8000.00',
    });
  });
});

describe('Whatever is booked, undone, spent and settled in whatever order,', () => {
  const sale = fc.constantFrom('S-1', 'S-2', 'S-3', 'S-4');
  const step = fc.oneof(
    fc.tuple(fc.constant('accrue' as const), sale, fc.integer({ min: 1, max: 900_000 })),
    fc.tuple(fc.constant('undo' as const), sale, fc.constant(0)),
    fc.tuple(fc.constant('request' as const), sale, fc.integer({ min: 100, max: 9_000 })),
    fc.tuple(fc.constant('reject' as const), sale, fc.constant(0)),
    fc.tuple(fc.constant('settle' as const), sale, fc.constant(0)),
    fc.tuple(fc.constant('close' as const), sale, fc.constant(0)),
  );

  it('no bucket falls below zero, and the fund holds what bookings added and nothing else', () => {
    const rules = rulesOf(microsoft);
    const event = { cost: '9000.00', startsOn: '2027-02-01', endsOn: '2027-02-01' };
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (told) => {
        const story = new FundStory(rules);
        story.accrue('S-0', '100000.00', '2026-07-01');
        for (const [what, id, n] of told) {
          if (what === 'accrue') story.accrue(id, `${n}.00`, '2026-12-01');
          if (what === 'undo') story.undo(id, '2027-01-05');
          if (what === 'request') {
            story.request(id, `${n}.00`, { ...event, day: '2027-01-10' });
          }
          if (what === 'reject') story.reject(id);
          if (what === 'settle') story.settle('2027-01-01');
          if (what === 'close') story.close('2027-07-01');
          if (story.state.status === 'unknown') throw new Error('not open');
          const { accrued, owed, balances, credits } = story.state;
          const { currency: _, allocated, ...others } = balances;
          expect(Object.values(others).filter((minor) => minor < 0n)).toEqual([]);
          expect(Object.values(others).reduce((so, minor) => so + minor, 0n)).toBe(allocated);
          const earned = [...accrued.values()].reduce((so, minor) => so + minor, 0n);
          expect(allocated - owed).toBe(earned);
          expect(owed >= 0n).toBe(true);
          expect(credits.free.reduce((so, { minor }) => so + minor, 0n)).toBe(balances.available);
        }
      }),
    );
  });
});

describe('A co-op program', () => {
  it.each([
    ['  useMonths: 6', '  useMonths: 0', 'coop.useMonths'],
    ['  use: afterwards', '  use: atOnce', 'coop.minimum'],
    ["amount: '10000.00'", "amount: '10000.001'", 'coop.minimum.amount'],
    ['  earnMonths: 6', '  earnMonths: 5', 'coop.earnMonths'],
    ['    claimFrom:', '    executionQuarters: 2\n    claimFrom:', 'coop.funds.executionQuarters'],
  ])('that says nonsense ("%s" as "%s") is refused at %s', (from, to, path) => {
    const read = readDocument(microsoft.replace(from, to));
    expect('faults' in read ? read.faults.map((one) => one.path) : []).toEqual([path]);
  });
});
