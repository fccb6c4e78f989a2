import { parse } from 'yaml';
import { documentOf } from '../../../../test/support/sample-rules';
import { readDocument } from './read-document';

const program = parse(documentOf('gitlab'));
const AT = 'fees.marketplace.marketplaces.aws.new';

/** What is said of a program that gives AWS's new business these terms. */
function faults(terms: object, of = 'annualFees'): string[] {
  const aws = { new: terms, renewal: { rate: '3%' } };
  const fees = { marketplace: { of, marketplaces: { aws } } };
  const read = readDocument(JSON.stringify({ ...program, fees }));
  return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
}
const bands = (...rows: readonly (readonly [string | null, string | null, string])[]): object => ({
  bands: { boundary: 'from', rows: rows.map(([from, to, rate]) => ({ from, to, rate })) },
});

describe('Marketplace fees of a program', () => {
  it('are taken as one rate, or in bands that leave nothing out', () => {
    expect(faults({ rate: '8%' })).toEqual([]);
    expect(faults(bands([null, '1000000.00', '8%'], ['1000000.00', null, '6%']))).toEqual([]);
  });

  it('say to which band an amount at a bound belongs', () => {
    const rows = [{ from: null, to: null, rate: '8%' }];
    expect(faults({ bands: { rows } })).toEqual([
      expect.stringMatching(`^${AT}.bands.boundary: .*"from".*"to"`),
    ]);
    expect(faults({ bands: { boundary: 'integers', rows } })).toEqual([
      expect.stringMatching(`^${AT}.bands.boundary: .*"from".*"to"`),
    ]);
  });

  it.each([
    ['with neither rate nor bands', {}, ': expected either a rate or bands, got neither'],
    [
      'with both',
      { rate: '8%', ...bands([null, null, '6%']) },
      ': expected either a rate or bands, got both',
    ],
    ['of more than everything', { rate: '100.1%' }, '.rate: expected at most 100%, got "100.1%"'],
    [
      'of more than everything in a band',
      bands([null, null, '101%']),
      '.bands.rows.0.rate: expected at most 100%, got "101%"',
    ],
    [
      'with a gap',
      bands([null, '1000000.00', '8%'], ['1000000.01', null, '6%']),
      '.bands.rows.1.from: no row has 1000000.00: the one before ends at 1000000.00',
    ],
    [
      'with an overlap',
      bands([null, '1000000.00', '8%'], ['999999.99', null, '6%']),
      '.bands.rows.1.from: two rows have 999999.99: the one before ends at 1000000.00',
    ],
    [
      'that begin above nothing',
      bands(['0.00', null, '6%']),
      '.bands.rows.0.from: no row has what lies below 0.00: the first has no start',
    ],
    [
      'that end',
      bands([null, '1000000.00', '8%']),
      '.bands.rows.0.to: expected null: what lies above has no row',
    ],
    [
      'more precise than the currency',
      bands([null, '1000000.001', '8%'], ['1000000.001', null, '6%']),
      '.bands.rows.0.to: expected a money, got "1000000.001"',
    ],
  ])('are refused %s', (_what, terms, fault) => {
    expect(faults(terms)).toContain(`${AT}${fault}`);
  });

  it('are a share of an amount that orders have', () => {
    expect(faults({ rate: '8%' }, 'list')).toEqual([
      expect.stringMatching('^fees.marketplace.of: .*annualFees.*netArr'),
    ]);
  });
});
