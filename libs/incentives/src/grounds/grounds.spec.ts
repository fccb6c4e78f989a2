import type { Eligibility } from '@accord/programs';
import { withDach } from '../../../../test/support/dach';
import { formulaRule, programOf } from '../../../../test/support/formula-history';
import { History } from '../../../../test/support/history';
import { calculateEarnings } from '../calculate-earnings';
import { groundsOf } from './grounds';

const rebate = (eligibility: Eligibility, tracks: string[] = []) =>
  formulaRule({
    per: 'sale',
    formula: { op: 'percent', rate: '5%', of: { op: 'input', fact: 'netArr', over: 'sale' } },
    requires: { designations: [], tracks },
    eligibility,
  });

/** Each ground of the only line as "what type stream@revision". */
function grounds(history: History): string[] {
  const [line] = calculateEarnings(history.events);
  if (!line) throw new Error('No line');
  return groundsOf(line, history.events).map(
    ({ decides, event: { type, stream, revision } }) => `${decides} ${type} ${stream}@${revision}`,
  );
}

const sold = (history: History, currency = 'USD'): History =>
  history
    .deal('d', { partnerId: 'fjord', dealType: 'resale', registeredOn: '2026-03-01' })
    .sale('s', { dealId: 'd', bookedOn: '2026-03-10', currency });

describe('What decided a line beside its deal and its sale', () => {
  it('is the version of the program alone, where the rule asks for nothing', () => {
    const rules = programOf(
      formulaRule({ per: 'sale', formula: { op: 'amount', amount: '1.00' } }),
    );
    const history = new History(rules).partner('fjord').onTrack('fjord', 'Select', '2026-02-01');
    history.published({ ...rules, effectiveFrom: '2026-06-01' as typeof rules.effectiveFrom }, 2);
    expect(grounds(sold(history))).toEqual(['rules ProgramVersionPublished program-gitlab@0']);
  });

  it('is the track, designation, agreement and credential in force on the day of approval', () => {
    const asked: Eligibility = {
      designations: ['PSP'],
      exhibit: 'resale',
      credential: { credential: 'sales', people: 2 },
    };
    const history = new History(programOf(rebate(asked, ['Select'])))
      .partner('fjord')
      .onTrack('fjord', 'Select', '2026-02-01')
      .onTrack('fjord', 'Open', '2026-03-02')
      .signed('fjord', 'resale', '2026-01-20')
      .signed('fjord', 'services', '2026-01-20')
      .certified('fjord', 'ann', 'sales', '2026-02-10')
      .certified('fjord', 'bob', 'sales', '2026-02-28')
      .certified('fjord', 'cal', 'sales', '2026-03-05')
      .certified('fjord', 'ann', 'security', '2026-02-10');
    expect(grounds(sold(history))).toEqual([
      'rules ProgramVersionPublished program-gitlab@0',
      'enrolment PartnerEnrolled partner-fjord@0',
      'designation DesignationGranted partner-fjord@1',
      'track TrackSet partner-fjord@2',
      'agreement AgreementSigned partner-fjord@4',
      'credential CredentialRecorded partner-fjord@6',
      'credential CredentialRecorded partner-fjord@7',
    ]);
  });

  it('is the track of the enrolment while nobody has set another one, also of a line of nothing', () => {
    const history = new History(programOf(rebate({}, ['Select']))).partner('fjord', null);
    expect(grounds(sold(history))).toEqual([
      'rules ProgramVersionPublished program-gitlab@0',
      'enrolment PartnerEnrolled partner-fjord@0',
      'track PartnerEnrolled partner-fjord@0',
    ]);
  });

  it('is of two tracks of one day the one that was recorded later', () => {
    const history = new History(programOf(rebate({}, ['Select'])))
      .partner('fjord', null)
      .onTrack('fjord', 'Open', '2026-02-01')
      .onTrack('fjord', 'Select', '2026-02-01');
    expect(grounds(sold(history))).toContain('track TrackSet partner-fjord@2');
    expect(grounds(sold(history)).filter((one) => one.startsWith('track'))).toHaveLength(1);
  });

  it.each([
    ['exhibit', { exhibit: 'resale' }],
    ['territory', { agreementCoversTerritory: true }],
  ] satisfies readonly (readonly [string, Eligibility])[])(
    'is of agreements those with the %s, and their ends before that day',
    (_, asked) => {
      const history = new History(programOf(rebate(asked)))
        .partner('fjord', null)
        .signed('fjord', 'resale', '2026-01-20', ['EMEA', 'NA'])
        .signed('fjord', 'services', '2026-01-21', ['LATAM'])
        .signed('fjord', 'resale', '2026-01-22', ['NA'])
        .agreementEnded('fjord', 'services-2026-01-21', '2026-02-20')
        .agreementEnded('fjord', 'resale-2026-01-20', '2026-02-25')
        .agreementEnded('fjord', 'resale-2026-01-22', '2026-03-01');
      const agreements = grounds(sold(history)).filter((one) => one.startsWith('agreement'));
      expect(agreements).toEqual([
        'agreement AgreementSigned partner-fjord@1',
        'agreement AgreementSigned partner-fjord@3',
        'agreement AgreementEnded partner-fjord@5',
      ]);
    },
  );

  it.each([
    ['DE', ['DACH'], 1],
    ['DACH', ['DE', 'AT'], 1],
    ['DE', ['NA'], 0],
  ])('is of agreements what covers %s: of %j %d', (territory, signed, count) => {
    const history = new History(withDach(programOf(rebate({ agreementCoversTerritory: true }))))
      .partner('fjord', null)
      .signed('fjord', 'resale', '2026-01-20', signed)
      .deal('d', { partnerId: 'fjord', dealType: 'resale', registeredOn: '2026-03-01', territory })
      .sale('s', { dealId: 'd', bookedOn: '2026-03-10' });
    const agreements = grounds(history).filter((one) => one.startsWith('agreement'));
    expect(agreements).toHaveLength(count);
  });

  it('is the publication of the rate that the sale was converted by', () => {
    const conversion = { source: 'ecb', rateOn: 'booking', maxAgeDays: 10 } as const;
    const rule = formulaRule({
      per: 'sale',
      formula: { op: 'percent', rate: '5%', of: { op: 'input', fact: 'netArr', over: 'sale' } },
    });
    const history = new History({ ...programOf(rule), conversion })
      .rates('2026-03-08', { USD: '1.1' })
      .rates('2026-03-09', { USD: '1.2' })
      .rates('2026-03-11', { USD: '1.3' })
      .partner('fjord');
    expect(grounds(sold(history, 'EUR'))).toEqual([
      'rules ProgramVersionPublished program-gitlab@0',
      'rate RatesPublished rates-ecb.2026@1',
    ]);
  });

  it('is the tax form that the payment waited for', () => {
    const forms = ['W-9'] as const;
    const rule = { ...rebate({}), taxForm: { forms: [...forms] } };
    const history = new History(programOf(rule))
      .partner('fjord', null)
      .taxForm('fjord', null, 'W-9', '2026-03-01')
      .taxForm('fjord', 'ann', 'W-9', '2026-03-01');
    expect(grounds(sold(history))).toContain('tax-form TaxFormRecorded partner-fjord@1');
    expect(grounds(sold(history)).filter((one) => one.startsWith('tax-form'))).toHaveLength(1);
  });

  it('is what extended and ended the registration, by which it was in force or was not', () => {
    const rules = programOf(
      formulaRule({ per: 'sale', formula: { op: 'amount', amount: '1.00' } }),
    );
    const history = sold(new History(rules).partner('fjord'));
    history.extended('d', '2026-06-30').ended('d', 'lost', '2026-03-05');
    expect(grounds(history)).toEqual([
      'rules ProgramVersionPublished program-gitlab@0',
      'registration DealExtended deal-d@2',
      'registration DealLost deal-d@3',
    ]);
  });

  it('is the end of the quarter and the agreement, of a guarantee of a quarter without sales', () => {
    const formula = {
      op: 'perUnit' as const,
      amount: '10000.00',
      of: { op: 'input' as const, fact: 'quarters' as const, over: 'quarter' as const },
    };
    const guarantee = { for: 'agreementThroughout' as const, exhibit: 'resale' };
    const rule = formulaRule({ per: 'quarter', guarantee, formula });
    const history = new History(programOf(rule))
      .partner('fjord', null)
      .signed('fjord', 'services', '2026-01-20')
      .signed('fjord', 'resale', '2026-02-01')
      .quarterEnded('FY2027-Q1', '2026-04-30');
    expect(grounds(history)).toEqual([
      'rules ProgramVersionPublished program-gitlab@0',
      'enrolment PartnerEnrolled partner-fjord@0',
      'agreement AgreementSigned partner-fjord@2',
      'quarter-end FiscalQuarterEnded program-gitlab@1',
    ]);
  });
});
