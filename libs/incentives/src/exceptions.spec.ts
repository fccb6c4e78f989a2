import type { Formula, ProgramRules } from '@accord/programs';
import { History } from '../../../test/support/history';
import { formulaRule, programOf } from '../../../test/support/formula-history';
import { linesOf } from './spec-support/lines';

const formula: Formula = {
  op: 'percent',
  rate: '10%',
  of: { op: 'input', fact: 'netArr', over: 'sale' },
};
const rule = formulaRule({ per: 'sale', formula, eligibility: { territories: ['EMEA'] } });
const rules: ProgramRules = {
  ...programOf(rule),
  exceptions: {
    cutoffDay: 15,
    funding: ['ecosystem', 'account-team'],
    due: { quarterStartPlusDays: 45 },
  },
};

/** A sale of 1,000.00 in NA, for which the rule is not. */
const outside = (program = rules): History =>
  new History(program)
    .partner('fjord')
    .deal('d', { partnerId: 'fjord', dealType: 'resale', opportunity: 'o' })
    .sale('s', { opportunity: 'o', netArr: '1000.00', bookedOn: '2026-03-10' });
const only = (history: History) => linesOf(history)[0];

describe('An exception from a rule (GitLab Channel Operations)', () => {
  it('pays what the rule would, out of a budget, 45 days from the start of the new quarter', () => {
    expect(only(outside())).toMatchObject({ amount: { minor: '0' }, dueOn: '2026-06-14' });
    expect(only(outside().excepted('s', 'd', 'rebate', 'account-team'))).toMatchObject({
      amount: { minor: '10000' },
      zeroReason: null,
      dueOn: '2026-06-15',
      exception: {
        fundedBy: 'account-team',
        decidedOn: '2026-04-20',
        from: 'For territory EMEA, not "NA"',
      },
      derivation: 'rebate on net ARR 1000.00 = 100.00 USD; by exception, paid for by account-team',
    });
  });

  it('is paid when the rule is where the program says no day of its own', () => {
    const { exceptions, ...others } = rules;
    const line = only(outside(others).excepted('s', 'd', 'rebate', 'account-team'));
    expect(exceptions).toBeDefined();
    expect(line).toMatchObject({ amount: { minor: '10000' }, dueOn: '2026-06-14' });
  });

  it('is for one registration and one rule, and only where it was granted', () => {
    for (const history of [
      outside().excepted('s', 'd', 'rebate', null),
      outside().excepted('s', 'd', 'other', 'ecosystem'),
      outside().excepted('s', 'other', 'rebate', 'ecosystem'),
    ]) {
      expect(only(history)?.amount.minor).toBe('0');
    }
  });

  it('is nobody`s money where the rule gives it anyway', () => {
    const inside = { ...rules, incentives: [formulaRule({ per: 'sale', formula })] };
    const line = only(outside(inside).excepted('s', 'd', 'rebate', 'ecosystem'));
    expect(line).toMatchObject({ amount: { minor: '10000' }, dueOn: '2026-06-14' });
    expect(line?.exception).toBeUndefined();
  });

  it('does not bring back a sale that was reversed', () => {
    const history = outside().excepted('s', 'd', 'rebate', 'ecosystem').reversed('s', '2026-05-02');
    expect(only(history)?.zeroReason).toBe('The sale was reversed on 2026-05-02');
    expect(only(history)).not.toHaveProperty('exception');
  });
});
