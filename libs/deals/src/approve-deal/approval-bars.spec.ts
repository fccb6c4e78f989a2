import { isoDate } from '@accord/kernel';
import type { Standing } from '@accord/partners';
import { rulesOf } from '../../../../test/support/sample-rules';
import { approvalBars, type Approving } from './approval-bars';

const gitlab = {
  ...rulesOf('gitlab'),
  exclusivity: { scope: 'opportunity' },
  tender: { registration: 'accept', bidders: 'cosell' },
} as const;
const wanted = {
  partnerId: 'fjord',
  programId: 'gitlab',
  territory: 'EMEA',
  dealType: 'resale',
} as const;
const eligible: Standing = {
  enrolled: true,
  inGoodStanding: true,
  partnerId: 'fjord',
  programId: 'gitlab',
  kind: 'reseller',
  track: 'Select',
  designations: [],
  territories: ['EMEA'],
  exhibits: ['resale'],
  credentials: new Map([['sales-accreditation', 1]]),
};
const registered = (publishedOn: string) => ({
  ...wanted,
  registeredOn: isoDate('2026-03-10'),
  tender: { number: 'T-1', publishedOn: isoDate(publishedOn) },
});
const codes = (
  rules: Parameters<typeof approvalBars>[0],
  registration: Approving['registration'],
  { letter, opportunity = null, unjudged = null }: Partial<Approving> = {},
): string[] =>
  approvalBars(rules, { registration, letter, opportunity, unjudged }).map(({ code }) => code);

describe('Nobody is approved', () => {
  it.each([
    ['2026-03-09', ['tender-bidder']],
    ['2026-03-10', ['tender-bidder']],
    ['2026-03-11', []],
  ])('who registered on 10 March for a tender published on %s: %j', (day, expected) => {
    expect(codes(gitlab, registered(day))).toEqual(expected);
  });

  it('as a bidder only where the program makes bidders of them', () => {
    expect(codes(rulesOf('neuvector'), registered('2026-03-10'))).toEqual([]);
    expect(codes(gitlab, { ...wanted, registeredOn: isoDate('2026-03-10') })).toEqual([]);
  });

  it('on a letter that moves nothing, or that nobody signed', () => {
    const plain = { ...wanted, registeredOn: isoDate('2026-03-10') };
    const letter = { document: 'mail', statedBy: 'c-1' };
    expect(codes(gitlab, plain, { letter })).toEqual(['letter-moves-nothing']);
    expect(codes(rulesOf('cirrus'), plain, { letter })).toEqual([]);
    expect(codes(rulesOf('cirrus'), plain, { letter: { document: 'mail' } })).toEqual([
      'statement-unsigned',
    ]);
  });

  it.each([
    ['won', 'refuse', ['opportunity-closed']],
    ['lost', 'refuse', ['opportunity-closed']],
    ['open', 'refuse', []],
    ['won', 'close', []],
    ['lost', undefined, []],
  ] as const)('whose opportunity is %s where the program says %s: %j', (status, said, expected) => {
    const rules = { ...gitlab, approval: { steps: {}, afterClosing: said } };
    const facts = {
      stage: '6',
      lastActivityOn: null,
      owner: null,
      renewal: 'none',
      customer: 'new',
      account: null,
      initialSource: null,
    } as const;
    const closedOn = status === 'open' ? null : isoDate('2026-03-09');
    const opportunity = { status, source: 'crm', ref: 'OPP', facts, closedOn };
    const plain = { ...wanted, registeredOn: isoDate('2026-03-10') };
    expect(codes(rules, plain, { opportunity })).toEqual(expected);
  });

  it('whose partner could not register by now, unless a person judges it', () => {
    const rules = rulesOf('gitlab');
    const asked = registered('2026-03-11');
    const standing = (more: object): Standing => ({ ...eligible, ...more });
    expect(codes(rules, asked, { unjudged: eligible })).toEqual([]);
    const ended = standing({ territories: [], exhibits: [] });
    expect(codes(rules, asked, { unjudged: ended })).toEqual([
      'partner-not-eligible',
      'partner-not-eligible',
    ]);
    expect(codes(rules, asked, { unjudged: standing({ inGoodStanding: false }) })).toEqual([
      'partner-not-eligible',
    ]);
    expect(codes(rules, asked, { unjudged: standing({ credentials: new Map() }) })).toEqual([
      'partner-not-eligible',
    ]);
    expect(codes(rules, asked, { unjudged: null })).toEqual([]);
  });
});
