import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, rejected } from '@accord/kernel';
import { partner } from './partner';
import type { PartnerEvent, TaxForm } from './partner.events';
import { recordTaxForm } from './record-tax-form/record-tax-form';
import { taxFormFrom } from './tax-forms';

const stored = (type: PartnerEvent['type']): PartnerEvent =>
  JSON.parse(readFileSync(join(__dirname, `fixtures/${type}.v1.json`), 'utf8'));
const day = isoDate;
const enrolled = stored('PartnerEnrolled');
const w9: TaxForm = {
  personId: 'p-1',
  form: 'W-9',
  receivedOn: day('2026-05-04'),
  validTo: null,
};
const given = (...forms: TaxForm[]) =>
  fold(partner, [
    enrolled,
    ...forms.map((data): PartnerEvent => ({ type: 'TaxFormRecorded', data })),
  ]);

describe('A tax form', () => {
  it('is recorded once for each day', () => {
    expect(recordTaxForm(given(), w9)).toEqual(accepted({ type: 'TaxFormRecorded', data: w9 }));
    expect(recordTaxForm(given(w9), w9)).toEqual(accepted());
    const own = { ...w9, personId: null };
    expect(recordTaxForm(given(w9), own)).toEqual(accepted({ type: 'TaxFormRecorded', data: own }));
    expect(recordTaxForm(fold(partner, []), w9)).toEqual(
      rejected('partner-unknown', 'No such partner'),
    );
    expect(recordTaxForm(given(), { ...w9, validTo: day('2026-05-03') })).toEqual(
      rejected('ended-before', 'It came on 2026-05-04', 'validTo'),
    );
  });

  it('is there from the day on which it came to its last one', () => {
    const w8 = { ...w9, form: 'W-8BEN', validTo: day('2026-12-31') };
    const from = (on: string, ...forms: TaxForm[]) =>
      taxFormFrom(given(...forms), 'p-1', ['W-9', 'W-8BEN'], day(on));
    expect(from('2026-05-01', w8)).toBe('2026-05-04');
    expect(from('2026-12-31', w8)).toBe('2026-12-31');
    expect(from('2027-01-01', w8)).toBeNull();
    expect(from('2027-01-01', w8, { ...w9, receivedOn: day('2027-02-01') })).toBe('2027-02-01');
  });

  it('is one person`s or the partner`s own, and of a kind that is wanted', () => {
    const own = { ...w9, personId: null };
    const of = (holder: string | null, form: TaxForm, forms = ['W-9']) =>
      taxFormFrom(given(form), holder, forms, day('2026-06-01'));
    expect(of(null, own)).toBe('2026-06-01');
    expect(of(null, w9)).toBeNull();
    expect(of('p-1', own)).toBeNull();
    expect(of('p-1', w9, ['W-8BEN'])).toBeNull();
    expect(taxFormFrom(fold(partner, []), null, ['W-9'], day('2026-06-01'))).toBeNull();
  });
});
