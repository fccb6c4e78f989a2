import { isoDate } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { rulesOf } from '../../../../test/support/sample-rules';
import type { Registration } from '../deal';
import { isFollowed, queueOf, type Claimant, type DecidedCase } from './deal-queue';

const gitlab = rulesOf('gitlab');
const day = isoDate;

/** A registration of one customer's opportunity by a partner of that name. */
const claimant = (dealId: string, position: number, more: Given = {}): Claimant => {
  const { registration, ...standing } = more;
  return {
    registration: {
      dealId,
      partnerId: dealId,
      programId: 'gitlab',
      dealType: 'resale',
      claim: {
        name: 'Nordwind Energie GmbH',
        country: 'DE',
        domain: 'nordwind.example',
        registerNumbers: [],
      },
      opportunity: { source: 'crm', ref: 'OPP-1' },
      value: { minor: '1', currency: 'USD' },
      productFamily: 'Premium',
      territory: 'EMEA',
      renewal: 'none',
      softwareOwnedByPartner: false,
      origin: null,
      registeredOn: day('2026-02-01'),
      silenceOn: null,
      partnerRevision: 0,
      ...registration,
    },
    position: BigInt(position),
    status: 'pending',
    isReported: true,
    opportunityOf: [],
    customerId: null,
    approvedOn: null,
    expiresOn: null,
    ...standing,
  };
};
interface Given extends Partial<Omit<Claimant, 'registration'>> {
  readonly registration?: Partial<Registration>;
}

const names = (all: readonly Claimant[]): string[] =>
  all.map(({ registration: { dealId } }) => dealId);
const seen = (
  own: Claimant,
  others: readonly Claimant[],
  more: { cases?: readonly DecidedCase[]; rules?: ProgramRules; on?: string } = {},
): { holders: string[]; waiting: string[] } => {
  const { cases = [], rules = gitlab, on = '2026-02-20' } = more;
  const { holders, waiting } = queueOf(own, others, cases, rules, day(on));
  return { holders: names(holders), waiting: names(waiting) };
};

const approved = {
  status: 'approved',
  customerId: 'c',
  approvedOn: '2026-02-02',
  expiresOn: '2026-05-03',
};

describe('The queue for what one holds', () => {
  it('is in order of submission; who resubmits is last', () => {
    // given: A approved on day 1, B submitted on day 3, C on day 5
    const [b, c] = [claimant('B', 3), claimant('C', 5)];
    expect(seen(c, [b, claimant('A', 1, approved)])).toEqual({
      holders: ['A'],
      waiting: ['B', 'C'],
    });
    // when: A's engagement dissolves on day 20 and A submits again on day 21
    const [gone, again] = [claimant('A', 1, { status: 'lost' }), claimant('A again', 21)];
    // then: B, then C, then A
    for (const [own, ...others] of [
      [b, c, gone, again],
      [again, gone, c, b],
      [gone, again, c, b],
    ] as const) {
      expect(seen(own, others)).toEqual({ holders: [], waiting: ['B', 'C', 'A again'] });
    }
  });

  it('keeps the place of one that was asked for information', () => {
    const b = claimant('B', 3, { status: 'returned' });
    expect(seen(claimant('C', 5), [b]).waiting).toEqual(['B', 'C']);
  });

  it.each(['denied', 'withdrawn', 'lost', 'won', 'expired', 'broken'])(
    'has no place for one that is %s',
    (status) => {
      expect(seen(claimant('C', 5), [claimant('B', 3, { ...approved, status })])).toEqual({
        holders: [],
        waiting: ['C'],
      });
    },
  );

  it.each([
    ['2026-05-02', ['A']],
    ['2026-05-03', ['A']],
    // The expiry is only the notice of a window that has ended by itself.
    ['2026-05-04', []],
  ])('is held on %s by %j', (on, holders) => {
    expect(seen(claimant('B', 3), [claimant('A', 1, approved)], { on }).holders).toEqual(holders);
  });

  it('is one for each opportunity, or each territory, as the program has it', () => {
    const other = claimant('B', 3, {
      registration: { opportunity: { source: 'crm', ref: 'OPP-2' } },
    });
    const own = claimant('A', 1);
    expect(seen(own, [other]).waiting).toEqual(['A']);
    const rules: ProgramRules = { ...gitlab, exclusivity: { scope: 'familyTerritory' } };
    expect(seen(own, [other], { rules }).waiting).toEqual(['A', 'B']);
    const elsewhere = claimant('C', 5, { registration: { territory: 'NA' } });
    expect(seen(own, [other, elsewhere], { rules }).waiting).toEqual(['A', 'B']);
    expect(seen(elsewhere, [own, other], { rules }).waiting).toEqual(['C']);
  });

  it('holds whoever names an opportunity that sales have not reported, whatever they call it', () => {
    const named = (id: string, position: number, ref: string, isReported: boolean): Claimant =>
      claimant(id, position, { isReported, registration: { opportunity: { source: 'crm', ref } } });
    const [a, b] = [named('A', 1, 'OPP-1', true), named('B', 3, 'MADE-UP', false)];
    const c = named('C', 5, 'OPP-2', true);
    expect(seen(b, [a, c]).waiting).toEqual(['A', 'B', 'C']);
    expect(seen(c, [a, b]).waiting).toEqual(['B', 'C']);
    expect(seen(c, [a, { ...b, isReported: true }]).waiting).toEqual(['C']);
  });

  it('excludes services, which are their own group, and types that exclude nobody', () => {
    const service = claimant('B', 3, { registration: { dealType: 'serviceAttach' } });
    expect(seen(claimant('A', 1), [service]).waiting).toEqual(['A']);
    const unknown = claimant('X', 9, { registration: { dealType: 'coffee' } });
    expect(seen(unknown, [claimant('A', 1)])).toEqual({ holders: [], waiting: [] });
  });

  it('passes over bidders of a tender whom the program approves never', () => {
    const tender = { number: 'T-1', publishedOn: day('2026-02-01') };
    const bidder = claimant('B', 3, { registration: { tender } });
    const others = [claimant('A', 1, { ...approved, status: 'lost' }), claimant('C', 5)];
    expect(seen(bidder, others).waiting).toEqual(['C']);
    const { tender: _tender, ...rules } = gitlab;
    expect(seen(bidder, others, { rules }).waiting).toEqual(['B', 'C']);
  });

  it('knows who was ever approved, though it holds nothing any more', () => {
    const bidder = claimant('B', 3);
    const others = [
      claimant('A', 1, { ...approved, status: 'lost' }),
      claimant('C', 5, { ...approved, status: 'approved' }),
      claimant('D', 7),
    ];
    const { approved: ever } = queueOf(bidder, others, [], gitlab, day('2026-05-04'));
    expect(names(ever)).toEqual(['A', 'C']);
  });

  it.each<[string, Given, boolean]>([
    ['approved after it', { approvedOn: '2026-05-04' }, true],
    ['won after it', { approvedOn: '2026-05-04', status: 'won' }, true],
    ['expired as well', { approvedOn: '2026-05-04', status: 'expired' }, true],
    ['lost after it', { approvedOn: '2026-05-04', status: 'lost' }, false],
    ['approved before it', { approvedOn: '2026-01-02' }, false],
    [
      'of services',
      { approvedOn: '2026-05-04', registration: { dealType: 'serviceAttach' } },
      false,
    ],
  ])('C9: is followed in it by one that is %s: %s', (_, more, expected) => {
    const expired = claimant('A', 1, { ...approved, status: 'expired' });
    const queue = queueOf(
      expired,
      [claimant('B', 3, { ...approved, ...more })],
      [],
      gitlab,
      day('2026-06-01'),
    );
    expect(isFollowed(expired, queue)).toBe(expected);
  });

  it('is of one program', () => {
    const other = claimant('B', 3, { registration: { programId: 'cirrus' } });
    expect(seen(claimant('A', 1), [other]).waiting).toEqual(['A']);
  });
});

describe('Whether two are about one customer', () => {
  const own = claimant('A', 1);
  const claim = own.registration.claim;
  const sister = claimant('B', 3, {
    ...approved,
    registration: { claim: { ...claim, name: 'Nordwind Netz AG', domain: null } },
  });

  it('is decided by a case before anything else', () => {
    const decided = (verdict: string): DecidedCase[] => [{ dealId: 'A', customerId: 'c', verdict }];
    expect(seen(own, [sister]).holders).toEqual([]);
    expect(seen(own, [sister], { cases: decided('same-customer') }).holders).toEqual(['B']);
    const twin = claimant('B', 3, approved);
    expect(seen(own, [twin]).holders).toEqual(['B']);
    expect(seen(own, [twin], { cases: decided('different-customer') }).holders).toEqual([]);
  });

  it('is what was resolved for both', () => {
    const first = claimant('A', 1, { ...approved, customerId: 'd', status: 'expired' });
    expect(seen(first, [claimant('B', 3, approved)]).holders).toEqual([]);
  });

  it('is the web domain alone where the program says so, and never where there is none', () => {
    const rules = { ...rulesOf('hubspot') };
    const hub = (dealId: string, position: number, name: string, domain: string | null) =>
      claimant(dealId, position, {
        registration: { dealType: 'lead', claim: { ...claim, name, domain } },
      });
    const a = hub('A', 1, 'Nordwind', 'nordwind.example');
    expect(
      seen(a, [hub('B', 3, 'Quite Another', 'www.nordwind.example')], { rules }).waiting,
    ).toEqual(['A', 'B']);
    expect(
      seen(a, [hub('B', 3, 'Nordwind', 'nordwind-energie.example')], { rules }).waiting,
    ).toEqual(['A']);
    expect(
      seen(hub('C', 5, 'Nordwind', null), [hub('D', 7, 'Nordwind', null)], { rules }).waiting,
    ).toEqual(['C']);
  });
});

describe('The queue of a customer that was merged', () => {
  const named = (name: string): Given => ({
    registration: {
      claim: { name, country: 'DE', domain: `${name}.example`, registerNumbers: [] },
    },
  });
  const holder = claimant('holder', 1, { ...named('Fjordlys'), ...approved });
  const absorbed = claimant('absorbed', 2, {
    ...named('Nordwind'),
    status: 'broken',
    customerId: 'c',
  });
  const waits = claimant('waits', 3, named('Nordwind'));

  it('holds who resembles the one that was absorbed, though not the one that holds', () => {
    const all = { holders: ['holder'], waiting: ['waits'] };
    expect(seen(waits, [holder, absorbed])).toEqual(all);
    expect(seen(holder, [absorbed, waits])).toEqual(all);
  });

  it('holds no such one while they are two', () => {
    const other = { ...absorbed, customerId: 'other' };
    expect(seen(holder, [other, waits])).toEqual({ holders: ['holder'], waiting: [] });
  });
});
