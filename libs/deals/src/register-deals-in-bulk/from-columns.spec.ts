import { fromColumns } from './from-columns';

describe('A row of a table as a registration', () => {
  it('has nested fields, numbers, truth values and lists, and leaves empty cells out', () => {
    expect(
      fromColumns({
        partnerId: 'acme',
        'customer.name': 'Glas AG',
        'customer.domain': '',
        'customer.registerNumbers.1.kind': 'duns',
        'customer.registerNumbers.1.value': '123456789',
        units: '120',
        softwareOwnedByPartner: 'false',
        bonuses: 'new-customer; early-bird',
        'lines.2.family': 'Ultimate',
        'lines.1.family': 'Premium',
        'lines.1.list': '1000.00',
        'lines.10.family': 'Duo',
      }),
    ).toEqual({
      partnerId: 'acme',
      customer: { name: 'Glas AG', registerNumbers: [{ kind: 'duns', value: '123456789' }] },
      units: 120,
      softwareOwnedByPartner: false,
      bonuses: ['new-customer', 'early-bird'],
      lines: [{ family: 'Premium', list: '1000.00' }, { family: 'Ultimate' }, { family: 'Duo' }],
    });
  });

  it('leaves text what is no number or truth value, for the registration to refuse it', () => {
    expect(fromColumns({ units: '1.5', softwareOwnedByPartner: 'yes' })).toEqual({
      units: '1.5',
      softwareOwnedByPartner: 'yes',
    });
  });

  it('makes nothing else of a column with an unusual name', () => {
    const made = fromColumns({ '__proto__.polluted': '1', constructor: 'x' });
    expect(Object.hasOwn(made, 'polluted')).toBe(false);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(made).toSorted()).toEqual(['__proto__', 'constructor']);
  });
});
