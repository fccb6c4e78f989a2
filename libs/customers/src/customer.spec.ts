import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, rejected } from '@accord/kernel';
import { attachClaim } from './attach-claim/attach-claim';
import { customer, type Customer } from './customer';
import type { CustomerEvent } from './customer.events';
import { establishCustomer } from './establish-customer/establish-customer';

type Facts<T extends CustomerEvent['type']> = Extract<CustomerEvent, { type: T }>;
const stored = <T extends CustomerEvent['type']>(type: T, version = 1): Facts<T> =>
  JSON.parse(readFileSync(join(__dirname, `fixtures/${type}.v${version}.json`), 'utf8'));

const given = (...events: CustomerEvent[]): Customer => fold(customer, events);
const established = stored('CustomerEstablished');
const attached = stored('ClaimAttached');

describe('The stored events of a customer', () => {
  it('add up to what each registration said about it', () => {
    expect(given(established, attached)).toEqual({
      status: 'established',
      customerId: '3f0c9d5e-51f5-5c1c-9e60-0c1b7b0b7a11',
      claims: new Map([
        [
          'deal-a',
          {
            name: 'Nordwind Energie GmbH',
            country: 'DE',
            domain: 'nordwind-energie.de',
            registerNumbers: [{ country: 'DE', kind: 'vat', value: 'DE 812 345 678' }],
          },
        ],
        [
          'deal-b',
          {
            name: 'NORDWIND ENERGIE',
            country: 'DE',
            domain: 'nordwind-energie.de',
            registerNumbers: [],
          },
        ],
      ]),
    });
  });
});

describe('A customer', () => {
  it('is established once', () => {
    expect(establishCustomer(given(), established.data)).toEqual(accepted(established));
    expect(establishCustomer(given(established), established.data)).toEqual(accepted());
  });

  it('takes one claim of each registration, with the reason why it is the same', () => {
    expect(attachClaim(given(established), attached.data)).toEqual(accepted(attached));
    expect(attachClaim(given(established, attached), attached.data)).toEqual(accepted());
    expect(attachClaim(given(established), { ...attached.data, dealId: 'deal-a' })).toEqual(
      accepted(),
    );
  });

  it('that nobody knows takes no claim', () => {
    expect(attachClaim(given(), attached.data)).toEqual(
      rejected('customer-unknown', 'No such customer'),
    );
  });
});
