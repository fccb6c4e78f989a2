import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMapping, type ImportMapping } from './import-mapping';
import { mapRow, type Row } from './map-row';

const SAMPLE = join(__dirname, '../../../../samples/salesforce/mapping.json');
const row: Row = {
  'Opportunity ID': '006QyC22ZsfzpRKg6l',
  'Account Name': 'Kupferhof Logistik\nGmbH & Co. KG ',
  'Billing Country': 'Deutschland',
  Website: 'HTTPS://www.kupferhof.example/about',
  'Partner Account': 'Cobalt Quay Ltd',
  'Product Family': 'Premium',
  Region: 'North America',
  Amount: '1.234.567,50 €',
  'Currency ISO Code': 'EUR',
  'Close Date': '13.12.2026',
  Stage: 'Proposal',
};

describe('A row of an export', () => {
  let mapping: ImportMapping;
  beforeAll(async () => {
    expect(JSON.parse(await readFile(SAMPLE, 'utf8'))).toHaveProperty('source', 'salesforce');
    mapping = await readMapping(SAMPLE);
  });

  it('is a registration, its numbers, dates and names as the API has them', () => {
    expect(mapRow(row, mapping)).toEqual({
      ref: '006QyC22ZsfzpRKg6l',
      faults: [],
      body: {
        origin: { source: 'salesforce', ref: '006QyC22ZsfzpRKg6l' },
        programId: 'gitlab',
        dealType: 'resale',
        partnerId: 'cobalt',
        customer: {
          name: 'Kupferhof Logistik GmbH & Co. KG',
          country: 'DE',
          domain: 'www.kupferhof.example',
        },
        opportunity: { source: 'salesforce', ref: '006QyC22ZsfzpRKg6l' },
        amount: '1234567.50',
        currency: 'EUR',
        productFamily: 'Premium',
        territory: 'NA',
        expectedCloseOn: '2026-12-13',
      },
      opportunity: { source: 'salesforce', ref: '006QyC22ZsfzpRKg6l', stage: '4' },
    });
  });

  it.each([
    ['84.000', '84000'],
    ['84000,5', '84000.5'],
    ["EUR 1'250,00", '1250.00'],
    ['0,00', '0.00'],
  ])('has the amount %s as %s', (Amount, amount) => {
    expect(mapRow({ ...row, Amount }, mapping).body).toHaveProperty('amount', amount);
  });

  it.each([
    ['Amount', '12,500.00', '"12,500.00" is no amount such as 1.234,50'],
    ['Amount', '1.23', '"1.23" is no amount such as 1.234,50'],
    ['Amount', '-5.000,00', '"-5.000,00" is no amount such as 1.234,50'],
    ['Close Date', '31.09.2026', '"31.09.2026" is no date dd.MM.yyyy'],
    ['Close Date', '2026-09-30', '"2026-09-30" is no date dd.MM.yyyy'],
    ['Billing Country', 'Atlantis', '"Atlantis" is not among the mapping\'s values'],
    ['Website', 'http://[broken', '"http://[broken" is no web address'],
    ['Opportunity ID', ' ', 'is empty'],
    ['Stage', 'Closed Won', '"Closed Won" is not among the mapping\'s values'],
  ])('with the %s "%s" is told so', (column, cell, message) => {
    expect(mapRow({ ...row, [column]: cell }, mapping).faults).toEqual([{ column, message }]);
  });

  it('has numbers, truth values and lists where the mapping says so', () => {
    const typed: ImportMapping = {
      ...mapping,
      fields: {
        units: as('Seats', 'number'),
        softwareOwnedByPartner: { ...as('Own licence', 'boolean'), values: { ja: 'true' } },
        bonuses: as('Bonuses', 'list'),
        'lines.1.family': 'Product Family',
      },
    };
    const seats = {
      ...row,
      Seats: '120',
      'Own licence': 'ja',
      Bonuses: 'early-bird; new-customer',
    };
    expect(mapRow(seats, typed).body).toMatchObject({
      units: 120,
      softwareOwnedByPartner: true,
      bonuses: ['early-bird', 'new-customer'],
      lines: [{ family: 'Premium' }],
    });
    expect(mapRow({ ...seats, Seats: 'many' }, typed).faults).toEqual([
      { column: 'Seats', message: '"many" is no whole number' },
    ]);
  });

  it('says nothing where a cell means nothing', () => {
    const { body, faults } = mapRow({ ...row, Website: 'N/A', 'Close Date': ' ' }, mapping);
    expect(faults).toEqual([]);
    expect(body).not.toHaveProperty('expectedCloseOn');
    expect(body).not.toHaveProperty('customer.domain');
  });

  it('needs every column of the mapping', () => {
    expect(() => mapRow({ 'Opportunity ID': 'x' }, mapping)).toThrow('no column "Partner Account"');
  });
});

const as = (column: string, kind: 'number' | 'boolean' | 'list') =>
  ({ column, as: kind, decimal: '.', format: 'yyyy-MM-dd' }) as const;
