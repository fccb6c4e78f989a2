import * as fc from 'fast-check';
import { faultsIn, masked, tidy, type BankDetails } from './bank-details';

const IBAN = 'DE89370400440532013000';
const german: BankDetails = {
  name: 'Fjord Consulting GmbH',
  scheme: 'iban',
  accountNumber: IBAN,
  bic: 'COBADEFF',
  country: 'DE',
};
const codesOf = (details: BankDetails): string[] => faultsIn(tidy(details)).map(({ code }) => code);

describe('Bank details', () => {
  it('are taken with an IBAN however it is grouped, and with a number where there is none', () => {
    const grouped = tidy({ ...german, accountNumber: 'de89 3704 0044 0532 0130 00' });
    expect(grouped.accountNumber).toBe(IBAN);
    expect(codesOf(grouped)).toEqual([]);
    expect(codesOf({ ...german, bic: null })).toEqual([]);
    const american: BankDetails = {
      name: 'Acme Inc.',
      scheme: 'other',
      accountNumber: '000123456789',
      bic: 'CHASUS33',
      country: 'US',
    };
    expect(codesOf(american)).toEqual([]);
    expect(codesOf({ ...american, bic: null })).toEqual(['bic-required']);
    expect(codesOf({ ...american, bic: null, routingNumber: '021000021' })).toEqual([]);
    expect(codesOf({ ...american, routingNumber: '021000012' })).toEqual([
      'routing-number-invalid',
    ]);
    expect(codesOf({ ...american, accountNumber: '12/34' })).toEqual(['account-number-invalid']);
  });

  it('are told every fault at once', () => {
    const wrong = {
      ...german,
      name: ' ',
      accountNumber: 'DE88370400440532013000',
      bic: 'ZZZZZZZZ',
    };
    expect(codesOf(wrong)).toEqual(['name-empty', 'iban-invalid', 'bic-invalid']);
  });

  it('are refused whichever one digit of the IBAN is wrong', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: IBAN.length - 1 }),
        fc.integer({ min: 1, max: 9 }),
        (at, by) => {
          const digit = (Number(IBAN[at]) + by) % 10;
          const accountNumber = `${IBAN.slice(0, at)}${digit}${IBAN.slice(at + 1)}`;
          expect(codesOf({ ...german, accountNumber })).toEqual(['iban-invalid']);
        },
      ),
    );
  });

  it('show the last four characters of an account only', () => {
    expect(masked(IBAN)).toBe('******************3000');
    expect(masked('12')).toBe('12');
  });
});
