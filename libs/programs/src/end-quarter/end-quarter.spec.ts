import { accepted, fiscalQuarter, fold, isoDate } from '@accord/kernel';
import { formulaRule, programOf } from '../../../../test/support/formula-history';
import { program, type Program } from '../program';
import type { ProgramEvent } from '../program.events';
import { awaitsEnd, endQuarter } from './end-quarter';

const guaranteed = formulaRule({
  per: 'quarter',
  guarantee: { for: 'agreementThroughout' },
  formula: {
    op: 'perUnit',
    amount: '10000.00',
    of: { op: 'input', fact: 'quarters', over: 'quarter' },
  },
});
const plain = formulaRule({ per: 'quarter', formula: { op: 'amount', amount: '1.00' } });
const from = (rule: typeof plain, version: number, day: string): ProgramEvent => {
  const effectiveFrom = isoDate(day);
  const rules = { ...programOf(rule), effectiveFrom };
  const data = { programId: 'gitlab', version, effectiveFrom, rules, documentHash: 'h' };
  return { type: 'ProgramVersionPublished', data };
};
const ended = (quarter: string, on: string): ProgramEvent => ({
  type: 'FiscalQuarterEnded',
  data: { quarter: fiscalQuarter(quarter), endedOn: isoDate(on) },
});
const given = (...events: ProgramEvent[]): Program => fold(program, events);
const on = (day: string) => ({ on: isoDate(day) });

describe('That a quarter is over', () => {
  const published = from(guaranteed, 1, '2026-02-01');
  const first = ended('FY2027-Q1', '2026-04-30');

  it('is noted from the day after its last one, once, of the last quarter that is', () => {
    expect(endQuarter(given(published), on('2026-04-30'))).toEqual(
      accepted(ended('FY2026-Q4', '2026-01-31')),
    );
    expect(endQuarter(given(published), on('2026-05-01'))).toEqual(accepted(first));
    expect(endQuarter(given(published, first), on('2026-07-31'))).toEqual(accepted());
    expect(endQuarter(given(published, first), on('2027-01-31'))).toEqual(
      accepted(ended('FY2027-Q3', '2026-10-31')),
    );
  });

  it('is noted of a program that guarantees nothing by no version not at all', () => {
    expect(endQuarter(given(from(plain, 1, '2026-02-01')), on('2026-05-01'))).toEqual(accepted());
    const later = [from(plain, 1, '2026-02-01'), from(guaranteed, 2, '2026-05-01')];
    expect(endQuarter(given(...later), on('2026-08-01'))).toEqual(
      accepted(ended('FY2027-Q2', '2026-07-31')),
    );
  });

  it('is noted of what was guaranteed also once a later version guarantees nothing more', () => {
    const dropped = given(published, from(plain, 2, '2026-05-01'));
    expect(endQuarter(dropped, on('2026-05-01'))).toEqual(accepted(first));
    expect(awaitsEnd(dropped, fiscalQuarter('FY2027-Q1'))).toBe(true);
  });

  it('is awaited by a close of what was guaranteed from the first day of the quarter on', () => {
    const q1 = fiscalQuarter('FY2027-Q1');
    expect(awaitsEnd(given(published), q1)).toBe(true);
    expect(awaitsEnd(given(published, first), q1)).toBe(false);
    expect(awaitsEnd(given(published, first), fiscalQuarter('FY2027-Q2'))).toBe(true);
    expect(awaitsEnd(given(from(guaranteed, 1, '2026-02-02')), q1)).toBe(false);
    expect(awaitsEnd(given(from(plain, 1, '2026-02-01')), q1)).toBe(false);
  });
});
