import type { CustomerClaim } from '../customer-claim';
import { blockKeys, keyHash, registrableDomain } from './block-keys';

const claim = (change: Partial<CustomerClaim>): CustomerClaim => ({
  name: 'Nordwind Energie GmbH',
  country: 'DE',
  domain: null,
  registerNumbers: [],
  ...change,
});
const vat = (value: string) => ({ kind: 'vat', country: 'DE', value });

describe('The keys of a claim', () => {
  it('are its squeezed name, domain and numbers, sorted', () => {
    const numbers = [
      vat('de 812.345-678'),
      { kind: 'lei', country: null, value: '5299 00T8 BM49' },
    ];
    expect(
      blockKeys(claim({ domain: 'www.nordwind-energie.de', registerNumbers: numbers })),
    ).toEqual([
      'D:nordwind-energie.de',
      'I:lei:-:529900T8BM49',
      'I:vat:DE:DE812345678',
      'S:nordwindenergie',
    ]);
  });

  it('hold both ways of writing an umlaut, so that either spelling meets it', () => {
    expect(blockKeys(claim({ name: 'Müller & Söhne KG' }))).toEqual([
      'S:muellersoehne',
      'S:mullersohne',
    ]);
  });

  it('stand once each', () => {
    expect(blockKeys(claim({ registerNumbers: [vat('DE1'), vat('de-1')] }))).toEqual([
      'I:vat:DE:DE1',
      'S:nordwindenergie',
    ]);
  });

  it.each(['n/a', '-', '000', 'unknown'])('take "%s" for no number at all', (value) => {
    expect(blockKeys(claim({ registerNumbers: [vat(value)] }))).toEqual(['S:nordwindenergie']);
  });

  it('are hashed to 64 bits with their type', () => {
    const hashes = blockKeys(claim({ name: 'acme.de', domain: 'acme.de' })).map(keyHash);
    expect(new Set(hashes).size).toBe(2);
    for (const hash of hashes) expect(BigInt.asIntN(64, hash)).toBe(hash);
  });
});

describe('A domain', () => {
  it.each([
    ['nordwind-energie.de', 'nordwind-energie.de'],
    ['WWW.Shop.Acme.co.uk', 'acme.co.uk'],
    [' acme.com ', 'acme.com'],
    ['acme.com.', 'acme.com'],
    ['müller.de', 'xn--mller-kva.de'],
  ])('"%s" is registered as %s', (domain, registered) => {
    expect(registrableDomain(domain)).toBe(registered);
  });

  it.each([
    null,
    'gmail.com',
    'sub.gmail.com',
    'acme.github.io',
    'co.uk',
    'localhost',
    '10.0.0.1',
    '',
  ])('"%s" says nothing about a company', (domain) => {
    expect(registrableDomain(domain)).toBeUndefined();
  });
});
