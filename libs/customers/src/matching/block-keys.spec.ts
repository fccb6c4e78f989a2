import type { CustomerClaim } from '../customer-claim';
import { blockKeys, keyHash } from './block-keys';
import { registrableDomain } from './domains';

const claim = (change: Partial<CustomerClaim>): CustomerClaim => ({
  name: 'Nordwind Energie GmbH',
  country: 'DE',
  domain: null,
  registerNumbers: [],
  ...change,
});
const vat = (value: string) => ({ kind: 'vat', country: 'DE', value });

/** "energie" is in too many names to be looked up by itself. */
const OF_NAME = [
  'P:nordwi',
  'S:nordwindenergie',
  'S:nordwindenergiegmbh',
  'S:nordwindenergy',
  'T:nodwind',
  'T:nordind',
  'T:nordwid',
  'T:nordwin',
  'T:nordwind',
  'T:nordwnd',
  'T:norwind',
  'T:nrdwind',
  'T:ordwind',
  'W:energy nordwind',
];

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
      ...OF_NAME,
    ]);
  });

  it('hold both ways of writing an umlaut, so that either spelling meets it', () => {
    expect(blockKeys(claim({ name: 'Müller & Söhne KG' }))).toEqual(
      expect.arrayContaining(['S:muellersoehne', 'S:mullersohne']),
    );
  });

  it('stand once each', () => {
    expect(blockKeys(claim({ registerNumbers: [vat('DE1'), vat('de-1')] }))).toEqual([
      'I:vat:DE:DE1',
      ...OF_NAME,
    ]);
  });

  it.each(['n/a', '-', '000', 'unknown'])('take "%s" for no number at all', (value) => {
    expect(blockKeys(claim({ registerNumbers: [vat(value)] }))).toEqual(OF_NAME);
  });

  it.each([
    ['AMD', 'Advanced Micro Devices, Inc.', 'A:amd'],
    ['Nordwind', 'Nordwimd', 'T:nordwid'],
    ['Nordwind', 'Nordwnd', 'T:nordwnd'],
    ['Good Will Company', 'Goodwill Company', 'S:goodwill'],
    ['Wind Kraft Energie', 'Wind Energie Kraft', 'T:kraft'],
    ['Global Technologies', 'Global Technology Ltd', 'S:globaltechnology'],
  ])('bring "%s" and "%s" together: %s', (left, right, shared) => {
    for (const name of [left, right]) expect(blockKeys(claim({ name }))).toContain(shared);
  });

  it('bring a domain and the name that it is made of together', () => {
    const [named] = [blockKeys(claim({}))];
    const known = blockKeys(claim({ name: 'NE Holding', domain: 'nordwind-energie.com' }));
    expect(known.filter((key) => named?.includes(key))).toEqual(['S:nordwindenergie']);
  });

  it('are never what thousands share: two common words, or the beginning of one', () => {
    const keys = blockKeys(claim({ name: 'University Bank Solutions' }));
    expect(keys.filter((key) => /^[WPT]:/.test(key))).toEqual([]);
  });

  it('stay few for the longest name', () => {
    const name = Array.from({ length: 33 }, (_, i) => `wört${'xyz'.repeat(2)}${i}`).join(' ');
    expect(blockKeys(claim({ name: name.slice(0, 200) })).length).toBeLessThan(140);
  });

  it('are hashed to 64 bits with their type', () => {
    const keys = blockKeys(claim({ name: 'acme.de', domain: 'acme.de' }));
    const hashes = keys.map(keyHash);
    expect(new Set(hashes).size).toBe(keys.length);
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
