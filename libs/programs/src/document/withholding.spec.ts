import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readDocument } from './read-document';

const program = parse(
  readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8'),
);

function faults(...withholding: object[]): string[] {
  const payout = { ...program.payout, withholding };
  const read = readDocument(JSON.stringify({ ...program, payout }));
  return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
}

describe('The rules of withholding', () => {
  const rule = { countries: ['DE'], rate: '15%', legalBasis: 'EStG 50a' };

  it('hold for a country, a kind of payee and days, each at most once', () => {
    expect(faults(rule, { ...rule, countries: ['AT'] })).toEqual([]);
    expect(faults({ ...rule, payee: 'partner' }, { ...rule, payee: 'person' })).toEqual([]);
    expect(faults({ ...rule, to: '2026-12-31' }, { ...rule, from: '2027-01-01' })).toEqual([]);
    expect(faults({ ...rule, to: '2026-12-31' }, { ...rule, from: '2026-12-31' })).toEqual([
      'payout.withholding.1: payout.withholding.0 says it for the same payees and days',
    ]);
    expect(faults(rule, { ...rule, payee: 'person' })).toHaveLength(1);
  });

  it('keep back no more than there is, on days in their order', () => {
    const reduced = { forms: ['W-8BEN'], rate: '101%', legalBasis: 'treaty' };
    expect(
      faults({ ...rule, rate: '100.1%', reduced, from: '2026-02-01', to: '2026-01-31' }),
    ).toEqual([
      'payout.withholding.0.rate: expected 100% at most',
      'payout.withholding.0.reduced.rate: expected 100% at most',
      'payout.withholding.0.to: expected a day from 2026-02-01 on',
    ]);
  });
});
