import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, logPosition, rejected, type Recorded } from '@accord/kernel';
import { approveDeal } from './approve-deal/approve-deal';
import { lapseSilence } from './approve-deal/lapse-silence';
import { closeDeal } from './close-deal/close-deal';
import { deal, type Deal } from './deal';
import { foldDealDue, type DealDueRow } from './deal-due/deal-due.projection';
import type { DealEvent } from './deal.events';
import { foldDeal, type DealRow } from './deal-list/deal-row';
import { denyDeal } from './deny-deal/deny-deal';
import { expireDeal } from './expire-deal/expire-deal';
import { extendDeal, extendedUntil } from './extend-deal/extend-deal';
import { provideInformation } from './provide-information/provide-information';
import { returnDeal } from './return-deal/return-deal';
import { withdrawDeal } from './withdraw-deal/withdraw-deal';
import { rulesOf } from '../../../test/support/sample-rules';

type Type = DealEvent['type'];
type Stored<T extends Type> = Extract<DealEvent, { type: T }>;
const stored = <T extends Type>(type: T, version = 1): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `fixtures/${type}.v${version}.json`), 'utf8'));

const day = isoDate;
const rules = rulesOf('gitlab');
const moment = { on: day('2026-03-02'), at: null };
const given = (...types: Type[]): Deal =>
  fold(
    deal,
    types.map((type) => stored(type)),
  );
const registered = given('DealRegistered');
const returned = given('DealRegistered', 'DealReturned');
const approved = given('DealRegistered', 'DealApproved');
const extended = given('DealRegistered', 'DealApproved', 'DealExtended');
const expired = given('DealRegistered', 'DealApproved', 'DealExpired');
const won = given('DealRegistered', 'DealApproved', 'DealWon');
const denied = given('DealRegistered', 'DealDenied');

const { data: registration } = stored('DealRegistered');
const { data: approval } = stored('DealApproved');
const window = {
  customerId: '3f0c9d5e-51f5-5c1c-9e60-0c1b7b0b7a11',
  grantId: '1d6a1f0e-5c0e-5b8b-8f2e-9a4f6f1f7b22',
  approvedOn: '2026-02-02',
  expiresOn: '2026-05-03',
};

const recorded = (event: DealEvent, occurredOn: string, position = 1n): Recorded<DealEvent> => ({
  ...event,
  id: 'e',
  stream: `deal-${registration.dealId}`,
  revision: 0,
  position: logPosition(position),
  recordedAt: `${occurredOn}T12:00:00.000Z`,
  schemaVersion: 1,
  envelope: {
    commandId: 'c',
    commandHash: 'h',
    correlationId: 'c',
    causationId: 'c',
    actor: { principal: 'p', role: 'program-manager' },
    occurredOn: day(occurredOn),
  },
});

describe('The stored events of a deal', () => {
  it.each<[Type[], object]>([
    [['DealRegistered'], { status: 'pending', registration, silenceLapsed: false }],
    [
      ['DealRegistered', 'DealReturned'],
      { status: 'returned', registration, silenceLapsed: false },
    ],
    [
      ['DealRegistered', 'DealReturned', 'DealInformationProvided'],
      { status: 'pending', registration, silenceLapsed: false },
    ],
    [
      ['DealRegistered', 'DealSilenceLapsed', 'DealReturned', 'DealInformationProvided'],
      { status: 'pending', registration, silenceLapsed: true },
    ],
    [['DealRegistered', 'DealDenied'], { status: 'denied', registration, silenceLapsed: false }],
    [
      ['DealRegistered', 'DealApproved'],
      { status: 'approved', registration, approval: window, extensions: 0 },
    ],
    [
      ['DealRegistered', 'DealApproved', 'DealExpired', 'DealExtended'],
      {
        status: 'approved',
        registration,
        approval: { ...window, expiresOn: '2026-06-02' },
        extensions: 1,
      },
    ],
    [
      ['DealRegistered', 'DealApproved', 'DealExpired', 'DealWon'],
      { status: 'won', registration, approval: window, extensions: 0 },
    ],
    [
      ['DealRegistered', 'DealApproved', 'DealWithdrawn'],
      { status: 'withdrawn', registration, silenceLapsed: false },
    ],
    [
      ['DealRegistered', 'DealApproved', 'DealLost'],
      { status: 'lost', registration, silenceLapsed: false },
    ],
  ])('%j add up to the deal', (types, state) => {
    expect(given(...types)).toEqual(state);
  });

  it('add up to its row in lists, with what the partner may read about the last decision', () => {
    const rows = (...types: Type[]): DealRow | undefined =>
      types.reduce<DealRow | undefined>(
        (row, type, i) =>
          foldDeal(row, recorded(stored(type), '2026-02-02', BigInt(i) + 7n)) ?? undefined,
        undefined,
      );
    const row = {
      deal_id: registration.dealId,
      position: 7n,
      partner_id: 'fjord',
      program_id: 'gitlab',
      deal_type: 'resale',
      status: 'pending',
      customer_name: 'Nordwind Energie GmbH',
      customer_id: null,
      opportunity: 'crm/OPP-17',
      origin: 'portal/R-1',
      value_minor: 4_000_000n,
      currency: 'USD',
      registered_on: '2026-01-26',
      approved_on: null,
      expires_on: null,
      extension_requested_on: null,
      public_note: null,
      turn_on: null,
      outcome: null,
      outranked_by: null,
      route: null,
      steps: [],
      route_steps: [],
      advice: null,
      renewal: 'none',
      distributor_id: null,
      proposed: null,
    };
    const asked = { ...row, status: 'returned', public_note: 'Which department buys?' };
    const granted = {
      ...row,
      status: 'approved',
      customer_id: window.customerId,
      approved_on: '2026-02-02',
      expires_on: '2026-05-03',
    };
    expect(rows('DealRegistered')).toEqual(row);
    expect(rows('DealRegistered', 'DealReturned')).toEqual(asked);
    expect(rows('DealRegistered', 'DealReturned', 'DealApproved')).toEqual(granted);
    expect(rows('DealRegistered', 'DealApproved', 'DealExpired', 'DealExtended')).toEqual({
      ...granted,
      expires_on: '2026-06-02',
    });
    expect(rows('DealRegistered', 'DealRouted', 'DealStepApproved')).toMatchObject({
      steps: ['asm'],
    });
    expect(rows('DealRegistered', 'DealRouted', 'DealStepApproved', 'DealAmended')).toMatchObject({
      steps: ['esm', 'asm'],
      value_minor: 5_200_000n,
    });
    const proposed = { ...granted, proposed: { value: { minor: '5200000', currency: 'USD' } } };
    const proposal = ['DealRegistered', 'DealApproved', 'DealAmendmentProposed'] as const;
    expect(rows(...proposal)).toEqual(proposed);
    expect(rows(...proposal, 'DealAmendmentDenied')).toEqual(granted);
    expect(rows(...proposal, 'DealAmended')).toMatchObject({
      proposed: null,
      value_minor: 5_200_000n,
    });
    expect(rows('DealRegistered', 'DealDenied')).toEqual({
      ...row,
      status: 'denied',
      public_note: 'The opportunity is being worked on already.',
    });
  });
});

describe('An approval', () => {
  it('is recorded for a deal that waits, or was asked back, once', () => {
    expect(approveDeal(registered, approval)).toEqual(accepted(stored('DealApproved')));
    expect(approveDeal(returned, approval)).toEqual(accepted(stored('DealApproved')));
    expect(approveDeal(approved, approval)).toEqual(accepted());
    expect(approveDeal(expired, approval)).toEqual(accepted());
  });

  it('of a deal under another grant, or of one that has ended, is refused', () => {
    expect(approveDeal(approved, { ...approval, grantId: 'other' })).toEqual(
      rejected('deal-not-open', 'The deal is approved'),
    );
    expect(approveDeal(denied, approval)).toEqual(rejected('deal-not-open', 'The deal is denied'));
  });
});

describe('The standard extension', () => {
  const once = { standardDays: 30, allowAfterExpiry: false };
  const also = { standardDays: 30, allowAfterExpiry: true };

  it('runs to 2 June 2026, thirty days from the original expiry, whenever it is asked for', () => {
    for (const on of ['2026-02-03', '2026-04-20', '2026-05-03']) {
      expect(extendedUntil(approved, once, day(on))).toEqual({ until: '2026-06-02' });
    }
    expect(extendedUntil(expired, also, day('2026-05-20'))).toEqual({ until: '2026-06-02' });
    expect(extendDeal(approved, { until: day('2026-06-02') })).toEqual(
      accepted(stored('DealExtended')),
    );
  });

  it('comes too late the day after, whether or not the expiry has been noted', () => {
    const late = rejected('deal-expired', 'The program extends no expired deal');
    expect(extendedUntil(approved, once, day('2026-05-04'))).toEqual(late);
    expect(extendedUntil(expired, once, day('2026-05-04'))).toEqual(late);
  });

  it('is given once, and to nobody who has no protection', () => {
    expect(extendedUntil(extended, also, day('2026-05-20'))).toEqual(
      rejected('extended-already', 'The standard extension is given once'),
    );
    expect(extendedUntil(registered, also, day('2026-05-20'))).toEqual(
      rejected('deal-not-open', 'The deal is pending'),
    );
    expect(extendDeal(extended, { until: day('2026-06-02') })).toEqual(accepted());
    expect(extendDeal(won, { until: day('2026-06-02') })).toEqual(
      rejected('deal-not-open', 'The deal is won'),
    );
  });
});

describe('An expiry', () => {
  it('is noted from the day after the last protected one', () => {
    expect(expireDeal(approved, { on: day('2026-05-03') })).toEqual(accepted());
    expect(expireDeal(approved, { on: day('2026-05-04') })).toEqual(
      accepted(stored('DealExpired')),
    );
  });

  it('has nothing to note about a deal that was extended, won or noted before', () => {
    for (const state of [extended, won, expired, registered]) {
      expect(expireDeal(state, { on: day('2026-05-04') })).toEqual(accepted());
    }
  });
});

describe('A question to the partner', () => {
  const question = { question: 'Which department buys?' };
  const answer = { answer: 'Grid operations.' };

  it('puts the deal back to where it was once it is answered', () => {
    expect(returnDeal(registered, question)).toEqual(accepted(stored('DealReturned')));
    expect(provideInformation(returned, answer, rules, moment)).toEqual(
      accepted({
        type: 'DealInformationProvided',
        data: { ...answer, silenceOn: day('2026-03-12') },
      }),
    );
    expect(given('DealRegistered', 'DealReturned', 'DealInformationProvided')).toEqual(registered);
  });

  it('is not asked twice at a time, nor answered unasked', () => {
    expect(returnDeal(returned, question)).toEqual(
      rejected('deal-returned', 'The partner has been asked already and has not answered'),
    );
    expect(provideInformation(registered, answer, rules, moment)).toEqual(
      rejected('nothing-asked', 'Nothing was asked about this deal'),
    );
  });
});

describe('The end of a deal', () => {
  const on = day('2026-05-20');

  it('is a win only after an approval, also after one that has run out', () => {
    const win = { result: 'won', on } as const;
    expect(closeDeal(approved, win)).toEqual(accepted(stored('DealWon')));
    expect(closeDeal(expired, win)).toEqual(accepted(stored('DealWon')));
    expect(closeDeal(expired, { ...win, isFollowed: true })).toEqual(
      rejected(
        'deal-followed',
        'Another registration of its queue was approved since this one expired',
      ),
    );
    for (const state of [registered, returned]) {
      expect(closeDeal(state, win)).toEqual(
        rejected('deal-not-approved', 'Only an approved deal can be won'),
      );
    }
    expect(closeDeal(won, win)).toEqual(rejected('deal-not-open', 'The deal is won'));
  });

  it.each([registered, returned, approved])('may be a loss or a withdrawal: %#', (state) => {
    expect(closeDeal(state, { result: 'lost', on: day('2026-03-12') })).toEqual(
      accepted(stored('DealLost')),
    );
    expect(withdrawDeal(state, { on: day('2026-03-10') })).toEqual(
      accepted(stored('DealWithdrawn')),
    );
  });

  it('is a denial only before an approval', () => {
    const { data: denial } = stored('DealDenied');
    expect(denyDeal(registered, denial)).toEqual(accepted(stored('DealDenied')));
    expect(denyDeal(returned, denial)).toEqual(accepted(stored('DealDenied')));
    expect(denyDeal(approved, denial)).toEqual(rejected('deal-not-open', 'The deal is approved'));
  });

  it('comes once', () => {
    for (const ended of [denied, won, given('DealRegistered', 'DealLost')]) {
      const refused = rejected('deal-not-open', `The deal is ${ended.status}`);
      expect(closeDeal(ended, { result: 'lost', on })).toEqual(refused);
      expect(withdrawDeal(ended, { on })).toEqual(refused);
      expect(returnDeal(ended, { question: '?' })).toEqual(refused);
      expect(provideInformation(ended, { answer: '!' }, rules, moment)).toEqual(refused);
    }
  });

  it('never comes to a deal that nobody registered', () => {
    const refused = rejected('deal-unknown', 'No such deal');
    expect(closeDeal(given(), { result: 'won', on })).toEqual(refused);
    expect(withdrawDeal(given(), { on })).toEqual(refused);
    expect(approveDeal(given(), approval)).toEqual(refused);
  });
});

describe('What falls due for a deal', () => {
  const due = (...events: Recorded<DealEvent>[]): DealDueRow | undefined =>
    events.reduce<DealDueRow | undefined>(
      (row, event) => foldDealDue(row, event) ?? undefined,
      undefined,
    );
  const deal_id = registration.dealId;
  const start = recorded(stored('DealRegistered'), '2026-01-26');
  const ask = recorded(stored('DealReturned'), '2026-01-30');
  const reply = recorded(stored('DealInformationProvided'), '2026-03-02');
  const approve = recorded(stored('DealApproved'), '2026-02-02');
  const extend = recorded(stored('DealExtended'), '2026-05-03');

  it("is the vendor's silence, which stands still while the partner is asked", () => {
    const silence = { deal_id, kind: 'silence', silence_days: 10 };
    expect(due(start)).toEqual({ ...silence, due_on: '2026-02-05' });
    expect(due(start, ask)).toEqual({ ...silence, due_on: null });
    expect(due(start, ask, reply)).toEqual({ ...silence, due_on: '2026-03-12' });
  });

  it('is the end of the protection, on the day after its last', () => {
    const expiry = { deal_id, kind: 'expiry', silence_days: null };
    expect(due(start, approve)).toEqual({ ...expiry, due_on: '2026-05-04' });
    expect(due(start, approve, extend)).toEqual({ ...expiry, due_on: '2026-06-03' });
  });

  it('is nothing where silence never has an effect, not even after an answer', () => {
    const silent: DealEvent = {
      type: 'DealRegistered',
      data: { ...registration, silenceOn: null },
    };
    const never = recorded(silent, '2026-01-26');
    expect(due(never)).toBeUndefined();
    expect(due(never, ask, reply)).toBeUndefined();
  });

  it.each<Type>(['DealDenied', 'DealWithdrawn', 'DealLost', 'DealWon', 'DealExpired'])(
    'is nothing after %s',
    (type) => {
      expect(due(start, approve, recorded(stored(type), '2026-05-20'))).toBeUndefined();
    },
  );
});

describe('Silence that could not approve', () => {
  const { data: why } = stored('DealSilenceLapsed');

  it('is noted once, and the deal goes on waiting for a person', () => {
    expect(lapseSilence(registered, why)).toEqual(accepted(stored('DealSilenceLapsed')));
    const lapsed = given('DealRegistered', 'DealSilenceLapsed');
    expect(lapsed.status).toBe('pending');
    expect(lapseSilence(lapsed, why)).toEqual(accepted());
    expect(lapseSilence(approved, why)).toEqual(accepted());
  });
});
