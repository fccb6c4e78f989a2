import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fund, type Fund } from './fund';
import type { FundEvent } from './fund.events';
import { FundStory, fundOf, rulesOf } from './spec-support/fund-story';

const sample = readFileSync(join(__dirname, '../../../samples/gitlab/program.yaml'), 'utf8');
const programWith = (line: string) => {
  const bare = sample.replace(/ {2}(onTermination|reallocation|falseClaim): .*\n/g, '');
  return rulesOf(bare.replace('mdf:\n', line === '' ? 'mdf:\n' : `mdf:\n  ${line}\n`));
};

/** As it was recorded before approvals kept how requests end. */
function asBefore(event: FundEvent): FundEvent {
  if (event.type !== 'FundsRequestApproved') return event;
  const { ends: _, ...terms } = event.data.terms;
  return { ...event, data: { ...event.data, terms } };
}

/** Asked for; approved and not over; over and claimed; over and not claimed; paid. */
function everything(line: string): FundStory {
  const story = fundOf(programWith(line), '20000.00');
  for (const id of ['asked', 'ahead', 'claimed', 'over', 'paid']) {
    const april = { startsOn: '2026-04-08', endsOn: '2026-04-09' };
    story.request(id, '2000.00', { cost: '4000.00', ...(id === 'ahead' ? april : {}) });
    if (id !== 'asked') story.approve(id, '2000.00');
  }
  story.claim('claimed', 'C-1', { cost: '3000.00' });
  story.claim('paid', 'C-2', { cost: '4000.00' });
  story.approveClaim('paid', 'C-2', '2000.00');
  return story;
}

describe('When a partner`s last agreement ends on 31 March,', () => {
  it('GitLab`s program forfeits what is in progress, approved or not (MDF page)', () => {
    const story = everything('onTermination: forfeit');
    story.endAgreement('2026-03-31');
    expect(story.balances).toEqual({
      allocated: '20000.00',
      available: '12000.00',
      consumed: '2000.00',
      expired: '6000.00',
    });
    expect(story.claim('over', 'C-3')).toEqual(['amount-not-positive']);
    expect(story.endAgreement('2026-03-31')).toEqual([]);
  });

  it('Pondurance`s lets what took place be claimed within 30 days of it', () => {
    const story = everything('onTermination: honourExecuted');
    story.endAgreement('2026-03-31');
    expect(story.balances).toEqual({
      allocated: '20000.00',
      available: '12000.00',
      committed: '2500.00',
      claimed: '1500.00',
      consumed: '2000.00',
      expired: '2000.00',
    });
    const late = story.copy();
    expect(late.claim('over', 'C-3', { day: '2026-04-12' })).toEqual(['claim-too-late']);
    expect(story.claim('over', 'C-3', { day: '2026-04-11' })).toEqual(['ClaimSubmitted']);
  });

  it('a program that says nothing lets everything stay, and other partners are not touched', () => {
    expect(everything('').endAgreement('2026-03-31')).toEqual([]);
    expect(everything('onTermination: forfeit').endAgreement('2026-03-31', 'birch')).toEqual([]);
  });
});

describe('What was approved under an earlier version of the program', () => {
  it.each([
    // Nothing of the approved is gone; what nobody approved is gone as the new version says.
    ['', 'onTermination: forfeit', { available: '12000.00', committed: '4500.00' }],
    ['onTermination: forfeit', '', { available: '10000.00', expired: '6000.00' }],
    [
      'onTermination: honourExecuted',
      'onTermination: forfeit',
      { available: '12000.00', committed: '2500.00', expired: '2000.00' },
    ],
  ])('ends with the agreement as "%s" said then, not as "%s" does', (then, now, balances) => {
    const story = everything(then).under(programWith(now));
    story.endAgreement('2026-03-31');
    expect(story.balances).toMatchObject(balances);
  });

  it('is void for a false claim only where its own version said so', () => {
    const kept = everything('').under(programWith('falseClaim: voidOpenRequests'));
    expect(kept.clawBack('paid', 'C-2', '2000.00', true)).toEqual([
      'ClaimClawedBack',
      'FundsRequestExpired',
    ]);
    expect(kept.balances).toMatchObject({ committed: '4500.00', claimed: '1500.00' });
    const void_ = everything('falseClaim: voidOpenRequests').under(programWith(''));
    expect(void_.clawBack('paid', 'C-2', '2000.00', true)).toHaveLength(5);
    expect(void_.balances).toMatchObject({ reserved: '2000.00', expired: '6000.00' });
  });

  it('goes by the version in force where its approval did not keep that', () => {
    const story = everything('');
    story.state = story.events.map(asBefore).reduce<Fund>(fund.evolve, fund.initial);
    story.under(programWith('onTermination: forfeit')).endAgreement('2026-03-31');
    expect(story.balances).toMatchObject({ available: '12000.00', expired: '6000.00' });
  });
});

describe('A false claim', () => {
  it('takes the open requests of the partner along where the program says so', () => {
    const story = everything('falseClaim: voidOpenRequests');
    expect(story.clawBack('paid', 'C-2', '2000.00', true)).toEqual([
      'ClaimClawedBack',
      'FundsRequestExpired',
      'FundsRequestExpired',
      'ClaimReturned',
      'FundsRequestExpired',
      'FundsRequestExpired',
    ]);
    expect(story.balances).toEqual({
      allocated: '20000.00',
      available: '14000.00',
      expired: '6000.00',
    });
  });

  it('has no further consequence otherwise', () => {
    expect(everything('').clawBack('paid', 'C-2', '2000.00', true)).toEqual([
      'no-false-claim-rule',
    ]);
    expect(everything('').clawBack('paid', 'C-2', '2000.00')).toEqual(['ClaimClawedBack']);
  });
});

describe('Money of an activity that does not take place', () => {
  const cancelled = (line = 'reallocation: equalOrLower'): FundStory => {
    const story = fundOf(programWith(line), '10000.00');
    story.request('M-1', '5000.00', { cost: '10000.00' });
    story.approve('M-1', '5000.00');
    return story;
  };

  it('goes to one that costs as much or less, and what that does not need goes back', () => {
    expect(cancelled().reallocate('M-1', '10000.01')).toEqual(['above-cost']);
    const equal = cancelled();
    expect(equal.reallocate('M-1', '10000.00')).toEqual(['FundsRequestReallocated']);
    expect(equal.balances).toMatchObject({ available: '5000.00', committed: '5000.00' });
    const lower = cancelled();
    expect(lower.reallocate('M-1', '6000.00')).toEqual(['FundsRequestReallocated']);
    expect(lower.balances).toMatchObject({ available: '7000.00', committed: '3000.00' });
  });

  it('has the days and proofs of the other one from then on', () => {
    const story = cancelled();
    story.reallocate('M-1', '10000.00');
    expect(story.events.at(-1)?.data).toMatchObject({
      terms: {
        required: ['invoice', 'attendee-list'],
        claimBy: '2026-05-08',
        remindOn: ['2026-04-09', '2026-04-22', '2026-05-06'],
      },
    });
    expect(story.expire('M-1', '2026-05-08')).toEqual([]);
    expect(story.expire('M-1', '2026-05-09')).toEqual(['FundsRequestExpired']);
  });

  it('stays in the same time, is decided by another person, and goes before a claim', () => {
    const may = { startsOn: '2026-05-04', endsOn: '2026-05-04' };
    expect(cancelled().reallocate('M-1', '1.00', may)).toEqual(['outside-period']);
    expect(cancelled().reallocate('M-1', '1.00', { activity: 'party' })).toEqual([
      'activity-unknown',
    ]);
    expect(cancelled().reallocate('M-1', '1.00', { by: 'crm' })).toEqual(['same-person']);
    const claimed = cancelled();
    claimed.claim('M-1', 'C-1');
    expect(claimed.reallocate('M-1', '1.00')).toEqual(['request-not-open']);
    expect(cancelled('').reallocate('M-1', '1.00')).toEqual(['no-reallocation']);
  });
});

describe('More requests than one append takes', () => {
  const MANY = 600;
  function asked(): FundStory {
    const story = fundOf(programWith('onTermination: forfeit'), '700000.00');
    for (let i = 0; i < MANY; i++) story.request(`${'r'.repeat(190)}-${i}`, '1000.00');
    return story;
  }
  /** Far below a MiB: what each is recorded with comes on top. */
  const expectToFit = (events: readonly FundEvent[]) =>
    expect(JSON.stringify(events).length).toBeLessThan(250_000);

  it('lapse in several, after which the fund closes as one without them', () => {
    const story = asked();
    const before = story.events.length;
    const steps = [story.close('2026-05-01')];
    expect(story.balances).toMatchObject({ available: '350000.00', reserved: '350000.00' });
    // What somebody decides in between is decided.
    expect(story.reject(`${'r'.repeat(190)}-599`)).toEqual(['FundsRequestRejected']);
    steps.push(story.close('2026-05-01'), story.close('2026-05-01'));
    expect(steps.map((types) => [types.length, types.at(-1)])).toEqual([
      [250, 'FundsRequestExpired'],
      [250, 'FundsRequestExpired'],
      [100, 'FundClosed'],
    ]);
    expectToFit(story.events.slice(before, before + 250));
    expect(story.balances).toEqual({ allocated: '700000.00', expired: '700000.00' });
    expect(story.close('2026-05-01')).toEqual([]);
  });

  it('end with the agreement in several, each once', () => {
    const story = asked();
    const steps = [1, 2, 3, 4].map(() => story.endAgreement('2026-03-31').length);
    expect(steps).toEqual([250, 250, 100, 0]);
    expect(story.balances).toEqual({ allocated: '700000.00', available: '700000.00' });
  });
});
