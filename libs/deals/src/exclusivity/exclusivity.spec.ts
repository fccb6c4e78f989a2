import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  accepted,
  fold,
  isoDate,
  plusDays,
  rejected,
  type Decision,
  type IsoDate,
} from '@accord/kernel';
import { exclusivity, type Exclusivity, type Grant } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';
import { extendExclusivity } from './extend-exclusivity';
import { grantExclusivity, type GrantExclusivity } from './grant-exclusivity';
import { releaseExclusivity } from './release-exclusivity';
import { transferExclusivity } from './transfer-exclusivity';
import { narrowExclusivity } from './narrow-exclusivity';
import { overlaps, type ExclusivityScope } from './scope';

type Stored<T extends ExclusivityEvent['type']> = Extract<ExclusivityEvent, { type: T }>;
const stored = <T extends ExclusivityEvent['type']>(type: T, version = 1): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v${version}.json`), 'utf8'));

const day = isoDate;
const given = (...events: ExclusivityEvent[]): Exclusivity => fold(exclusivity, events);
const granted = stored('ExclusivityGranted');
const extended = stored('ExclusivityExtended');
const released = stored('ExclusivityReleased');
const { grantId, dealId, partnerId, scope, from, until } = granted.data;
const grant: Grant = { grantId, dealId, partnerId, scope, from, until, released: false };

const rival = (change: Partial<GrantExclusivity>): GrantExclusivity => ({
  ...granted.data,
  grantId: 'rival-grant',
  dealId: 'rival',
  partnerId: 'granite',
  ...change,
});

describe('The stored events of exclusivity', () => {
  it('add up to who held the customer when, first and last day included', () => {
    expect(given(granted)).toEqual({ grants: [grant] });
    expect(given(granted, extended)).toEqual({ grants: [{ ...grant, until: '2026-06-02' }] });
    expect(given(granted, released)).toEqual({
      grants: [{ ...grant, until: '2026-03-09', released: true }],
    });
  });
});

describe('A grant', () => {
  const held = rejected(
    'exclusivity-held',
    `Deal "${dealId}" of partner "fjord" holds this customer from 2026-02-02 to 2026-05-03`,
  );

  it('is given to the first, and not again to the same deal while it stands', () => {
    expect(grantExclusivity(given(), granted.data)).toEqual(accepted(granted));
    expect(grantExclusivity(given(granted), { ...granted.data, grantId: 'again' })).toEqual(
      accepted(),
    );
  });

  it('is refused to another deal on every day from the first to the last', () => {
    for (const [start, end] of [
      ['2026-02-02', '2026-05-03'],
      ['2026-01-01', '2026-02-02'],
      ['2026-05-03', '2026-08-01'],
      ['2026-03-01', '2026-03-01'],
      ['2026-01-01', '2026-12-31'],
    ] as const) {
      const wanted = rival({ from: day(start), until: day(end) });
      expect(grantExclusivity(given(granted), wanted)).toEqual(held);
    }
  });

  it.each([
    ['2025-11-04', '2026-02-01'],
    ['2026-05-04', '2026-08-02'],
  ])('is free from %s to %s, beside the window', (start, end) => {
    const wanted = rival({ from: day(start), until: day(end) });
    expect(grantExclusivity(given(granted), wanted)).toEqual(
      accepted({ type: 'ExclusivityGranted', data: wanted }),
    );
  });

  it('is free from the day of a release, and the past stays taken', () => {
    const state = given(granted, released);
    const onThatDay = rival({ from: day('2026-03-10'), until: day('2026-06-08') });
    expect(grantExclusivity(state, onThatDay).kind).toBe('accepted');
    const dayBefore = rival({ from: day('2026-03-09'), until: day('2026-06-07') });
    expect(grantExclusivity(state, dayBefore)).toMatchObject({
      rejections: [{ code: 'exclusivity-held' }],
    });
  });

  it('that was released before it began was never held', () => {
    const undone: ExclusivityEvent = {
      type: 'ExclusivityReleased',
      data: { grantId, dealId, releasedOn: from, why: 'not-approvable' },
    };
    expect(grantExclusivity(given(granted, undone), rival({})).kind).toBe('accepted');
  });
});

describe('An extension', () => {
  const longer = { grantId, until: day('2026-06-02') };

  it('lengthens the window, once', () => {
    expect(extendExclusivity(given(granted), longer)).toEqual(accepted(extended));
    expect(extendExclusivity(given(granted, extended), longer)).toEqual(accepted());
  });

  it('after expiry is refused when somebody else has come to hold one of its days', () => {
    const later = rival({ from: day('2026-06-02'), until: day('2026-08-31') });
    const state = given(granted, { type: 'ExclusivityGranted', data: later });
    expect(extendExclusivity(state, longer)).toEqual(
      rejected('exclusivity-held', 'Deal "rival" holds this customer from 2026-06-02'),
    );
    expect(extendExclusivity(state, { grantId, until: day('2026-06-01') }).kind).toBe('accepted');
  });

  it('of what was released or never granted is refused', () => {
    const refused = rejected('grant-not-held', 'The deal no longer holds this customer');
    expect(extendExclusivity(given(granted, released), longer)).toEqual(refused);
    expect(extendExclusivity(given(), longer)).toEqual(refused);
  });
});

describe("A customer's letter", () => {
  const letter = { document: 'mail-17', statedBy: 'c-0007' };
  const wanted = rival({
    from: day('2026-03-10'),
    until: day('2026-06-08'),
    by: 'customer-letter',
  });
  const moved: [ExclusivityEvent, ExclusivityEvent] = [
    {
      type: 'ExclusivityReleased',
      data: {
        grantId,
        dealId,
        releasedOn: day('2026-03-10'),
        why: 'customer-letter',
        evidence: letter,
        takenBy: { grantId: wanted.grantId, dealId: wanted.dealId },
      },
    },
    { type: 'ExclusivityGranted', data: wanted },
  ];

  it('ends the grant of who holds and begins the other on the same day, in one decision', () => {
    expect(transferExclusivity(given(granted), wanted, letter)).toEqual(accepted(...moved));
    const after = given(granted, ...moved);
    expect(after.grants.map(({ dealId: id, from: start, until: end }) => [id, start, end])).toEqual(
      [
        [dealId, '2026-02-02', '2026-03-09'],
        ['rival', '2026-03-10', '2026-06-08'],
      ],
    );
  });

  it('ends every grant in its way: a whole company overrides its sub-divisions', () => {
    const unit = (name: string): ExclusivityEvent => ({
      type: 'ExclusivityGranted',
      data: rival({ grantId: name, dealId: name, scope: bySubdivision(name) }),
    });
    const company = { ...wanted, scope: bySubdivision(null) };
    const decision = transferExclusivity(given(unit('cloud'), unit('network')), company, letter);
    expect(decision.kind === 'accepted' && decision.events.map(dealOf)).toEqual([
      'cloud',
      'network',
      'rival',
    ]);
  });

  it('grants what nobody holds, and is followed once', () => {
    expect(transferExclusivity(given(), wanted, letter)).toEqual(accepted(moved[1]));
    expect(transferExclusivity(given(granted, ...moved), wanted, letter)).toEqual(accepted());
  });
});

describe('A release', () => {
  it('is recorded once', () => {
    expect(releaseExclusivity(given(granted), released.data)).toEqual(accepted(released));
    expect(releaseExclusivity(given(granted, released), released.data)).toEqual(accepted());
    expect(releaseExclusivity(given(), released.data)).toEqual(accepted());
  });
});

const byOpportunity = (opportunity: string | null, family = 'Premium'): ExclusivityScope => ({
  group: 'sourced',
  kind: 'opportunity',
  opportunity,
  family,
});
const unreported = (opportunity: string, family = 'Premium'): ExclusivityScope => ({
  group: 'sourced',
  kind: 'opportunity',
  opportunity,
  family,
  unreported: true,
});
const byTerritory = (
  family: string,
  territory: string,
  ...overlapping: readonly string[]
): ExclusivityScope => ({
  group: 'sourced',
  kind: 'familyTerritory',
  family,
  territory,
  ...(overlapping.length > 0 && { overlapping }),
});
const whole: ExclusivityScope = { group: 'sourced', kind: 'customer' };

const byTender = (tender: string | null, family = 'Premium'): ExclusivityScope => ({
  group: 'sourced',
  kind: 'tender',
  tender,
  family,
});
const bySubdivision = (subdivision: string | null): ExclusivityScope => ({
  group: 'sourced',
  kind: 'subdivision',
  subdivision,
});
const byFamily = (family: string): ExclusivityScope => ({
  group: 'sourced',
  kind: 'family',
  family,
});

describe('Scopes', () => {
  it.each<[boolean, ExclusivityScope, ExclusivityScope]>([
    [true, byOpportunity('crm/1'), byOpportunity('crm/1', 'Ultimate')],
    [false, byOpportunity('crm/1'), byOpportunity('crm/2')],
    [true, byOpportunity(null), byOpportunity('crm/2')],
    [true, byOpportunity(null), byOpportunity(null)],
    [false, byOpportunity(null), byOpportunity('crm/2', 'Ultimate')],
    [true, unreported('crm/1'), byOpportunity('crm/2')],
    [true, unreported('crm/1'), unreported('crm/2')],
    [true, unreported('crm/1'), byOpportunity(null)],
    [false, unreported('crm/1'), unreported('crm/2', 'Ultimate')],
    [true, unreported('crm/1'), unreported('crm/1', 'Ultimate')],
    [true, unreported('crm/1'), byOpportunity('crm/1', 'Ultimate')],
    [true, byTerritory('Premium', 'EMEA'), byTerritory('Premium', 'EMEA')],
    [false, byTerritory('Premium', 'EMEA'), byTerritory('Premium', 'NA')],
    [false, byTerritory('Premium', 'EMEA'), byTerritory('Ultimate', 'EMEA')],
    [true, byTerritory('Premium', 'DACH', 'DE'), byTerritory('Premium', 'DE', 'DACH')],
    [true, byTerritory('Premium', 'DACH'), byTerritory('Premium', 'DE', 'DACH')],
    [false, byTerritory('Premium', 'DACH', 'DE'), byTerritory('Ultimate', 'DE', 'DACH')],
    [false, byTerritory('Premium', 'DACH', 'DE'), byTerritory('Premium', 'FR', 'EMEA')],
    [true, byTender('T-1'), byTender('T-1', 'Ultimate')],
    [false, byTender('T-1'), byTender('T-2')],
    [true, byTender(null), byTender('T-2')],
    [false, byTender(null), byTender('T-2', 'Ultimate')],
    [true, bySubdivision('cloud'), bySubdivision('cloud')],
    [false, bySubdivision('cloud'), bySubdivision('network')],
    [true, bySubdivision(null), bySubdivision('network')],
    [true, bySubdivision(null), bySubdivision(null)],
    [true, byFamily('case'), byFamily('case')],
    [false, byFamily('case'), byFamily('sleeve')],
    [true, byFamily('Phone case'), byFamily(' phone  Case')],
    [true, byFamily('case'), byFamily('ca\u00ADse\u200B')],
    [true, unreported('crm/1'), unreported('crm/2', 'premium')],
    [true, byOpportunity(null), byOpportunity('crm/2', 'PREMIUM ')],
    [true, byTerritory('Premium', 'EMEA'), byTerritory('premium', 'EMEA')],
    [true, byTender('T-1'), byTender('t-1 ')],
    [true, byTender(null), byTender('T-2', 'premium')],
    [true, byFamily('case'), byTerritory('sleeve', 'EMEA')],
    [true, whole, whole],
    [true, whole, byOpportunity('crm/1')],
    [false, whole, { ...whole, group: 'services' }],
    [false, byOpportunity('crm/1'), { ...byOpportunity('crm/1'), group: 'services' }],
  ])('exclude one another (%s): %j and %j', (excluding, a, b) => {
    expect([overlaps(a, b), overlaps(b, a)]).toEqual([excluding, excluding]);
  });
});

describe('A grant for an opportunity that sales have not reported', () => {
  const claimed = rival({ grantId: 'g-A', dealId: 'A', scope: unreported('portal/MADE-UP-1') });
  const other = (scope: ExclusivityScope) => rival({ grantId: 'g-B', dealId: 'B', scope });
  const held = given({ type: 'ExclusivityGranted', data: claimed });
  const narrowed: ExclusivityEvent = {
    type: 'ExclusivityNarrowed',
    data: { grantId: 'g-A', dealId: 'A', scope: byOpportunity('portal/MADE-UP-1') },
  };

  it('keeps off whoever names another one of the same products, made up or not', () => {
    for (const scope of [unreported('portal/MADE-UP-2'), byOpportunity('crm/7')]) {
      expect(grantExclusivity(held, other(scope))).toMatchObject({
        rejections: [{ code: 'exclusivity-held' }],
      });
    }
    const elsewhere = other(unreported('portal/MADE-UP-2', 'Ultimate'));
    expect(grantExclusivity(held, elsewhere).kind).toBe('accepted');
  });

  it('keeps that one alone once they report it', () => {
    expect(narrowExclusivity(held, { grantId: 'g-A' })).toEqual(accepted(narrowed));
    const known = exclusivity.evolve(held, narrowed);
    expect(grantExclusivity(known, other(byOpportunity('crm/7'))).kind).toBe('accepted');
    for (const scope of [byOpportunity('portal/MADE-UP-1'), unreported('portal/MADE-UP-2')]) {
      expect(grantExclusivity(known, other(scope)).kind).toBe('rejected');
    }
    expect(narrowExclusivity(known, { grantId: 'g-A' })).toEqual(accepted());
  });

  it('stays as it ended when they report it afterwards', () => {
    const data = {
      grantId: 'g-A',
      dealId: 'A',
      releasedOn: day('2026-02-10'),
      why: 'lost',
    } as const;
    const gone = exclusivity.evolve(held, { type: 'ExclusivityReleased', data });
    expect(narrowExclusivity(gone, { grantId: 'g-A' })).toEqual(accepted());
    expect(narrowExclusivity(given(), { grantId: 'g-A' })).toEqual(accepted());
  });
});

describe('Whatever is asked in whatever order', () => {
  type Step =
    | { readonly do: 'grant' | 'transfer'; readonly deal: number; readonly scope: ExclusivityScope }
    | { readonly do: 'extend' | 'release' | 'narrow'; readonly grant: number };
  type Asked = Step & { readonly from: number; readonly days: number };

  const scopes = fc.constantFrom(
    byOpportunity('crm/1'),
    byOpportunity('crm/2'),
    byOpportunity(null),
    byOpportunity('crm/1', 'Ultimate'),
    unreported('crm/1'),
    unreported('crm/3'),
    byTerritory('Premium', 'EMEA'),
    byTerritory('Premium', 'NA'),
    byTerritory('Premium', 'DE', 'EMEA'),
    bySubdivision('cloud'),
    bySubdivision(null),
    byTender('T-1'),
    byFamily('Premium'),
    whole,
    { ...whole, group: 'services' },
  );
  const steps = fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({
      do: fc.constantFrom('grant', 'grant', 'transfer'),
      deal: fc.nat(4),
      scope: scopes,
    }),
    fc.record({ do: fc.constantFrom('extend', 'release', 'narrow'), grant: fc.nat(6) }),
  );
  const asked: fc.Arbitrary<Asked> = fc
    .tuple(steps, fc.nat(60), fc.nat(30))
    .map(([step, start, days]) => ({ ...step, from: start, days }));

  const after = (days: number): IsoDate => plusDays(day('2026-02-01'), days);
  const decide = (state: Exclusivity, step: Asked, i: number): Decision<ExclusivityEvent> => {
    const [first, last] = [after(step.from), after(step.from + step.days)];
    if ('scope' in step) {
      const named = { grantId: `g${i}`, dealId: `d${step.deal}`, scope: step.scope };
      const wanted = rival({ ...named, from: first, until: last });
      return step.do === 'grant'
        ? grantExclusivity(state, wanted)
        : transferExclusivity(state, wanted, { document: 'mail', statedBy: 'c-1' });
    }
    const chosen = state.grants[step.grant % Math.max(state.grants.length, 1)];
    if (!chosen) return accepted();
    const named = { grantId: chosen.grantId, dealId: chosen.dealId };
    if (step.do === 'narrow') return narrowExclusivity(state, named);
    return step.do === 'extend'
      ? extendExclusivity(state, { grantId: chosen.grantId, until: last })
      : releaseExclusivity(state, { ...named, releasedOn: first, why: 'lost' });
  };
  const daysOf = (one: Grant): string[] => {
    const days: string[] = [];
    for (let at = one.from; at <= one.until; at = plusDays(at, 1)) days.push(at);
    return days;
  };

  it('no two deals ever hold overlapping scopes of one customer on one day', () => {
    let contested = 0;
    fc.assert(
      fc.property(fc.array(asked, { minLength: 2, maxLength: 25 }), (sequence) => {
        let state = given();
        sequence.forEach((step, i) => {
          const decision = decide(state, step, i);
          if (decision.kind === 'rejected') contested += 1;
          else state = decision.events.reduce((so, event) => exclusivity.evolve(so, event), state);
        });
        for (const [i, one] of state.grants.entries()) {
          for (const other of state.grants.slice(i + 1)) {
            if (one.dealId === other.dealId || !overlaps(one.scope, other.scope)) continue;
            const days = new Set(daysOf(one));
            expect(daysOf(other).filter((date) => days.has(date))).toEqual([]);
          }
        }
      }),
      { numRuns: 700 },
    );
    expect(contested).toBeGreaterThan(500);
  });
});

const dealOf = ({ data }: ExclusivityEvent): string | undefined =>
  'dealId' in data ? data.dealId : undefined;
