import fc from 'fast-check';
import { ListHash, canonicalJson, sha256Hex } from './canonical-json';

describe('Canonical JSON', () => {
  it('writes texts, numbers and literals as RFC 8785 §3.2.2 does', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 4.5, 2e-3, 0.000000000000000000000000001, -0],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27,0],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts names by UTF-16 units, as RFC 8785 §3.2.3 does', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const value = Object.fromEntries(names.map((name) => [name, 0]));
    expect(canonicalJson(value)).toBe(
      '{"\\r":0,"1":0,"\u0080":0,"\u00f6":0,"\u20ac":0,"\ud83d\ude00":0,"\ufb33":0}',
    );
  });

  it.each([
    ['undefined', undefined],
    ['a member that is undefined', { a: undefined }],
    ['bigint', 1n],
    ['a function', () => 1],
    ['not a number', NaN],
    ['infinity', Infinity],
    ['an integer that lost digits', 2 ** 53],
    ['a lone surrogate', '\ud83d'],
    ['a lone surrogate as a name', { '\ude00': 1 }],
    ['a date', new Date(0)],
    ['a map', new Map([['a', 1]])],
    ['a set', new Set([1])],
  ])('refuses %s rather than lose something', (_, value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError);
  });

  it('is JSON of the same value, and one text whatever the order of the members', () => {
    const { value: values } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(null, true, false),
        fc.string({ unit: 'grapheme' }),
        fc.integer(),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.array(tie('value')),
        fc.dictionary(fc.string(), tie('value')),
      ),
    }));
    fc.assert(
      fc.property(values, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });
});

/** The same value with every object's members in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toReversed();
  return Object.fromEntries(members.map(([name, child]) => [name, reversed(child)]));
}

describe('SHA-256', () => {
  it('gives the digest of FIPS 180-2 for "abc"', () => {
    const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256Hex('abc')).toBe(digest);
    expect(sha256Hex(new Uint8Array([0x61, 0x62, 0x63]))).toBe(digest);
  });

  it('is the same over a list item by item as over the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer())), (items) => {
        const hash = new ListHash();
        for (const item of items) hash.add(item);
        expect([hash.count, hash.digests()]).toEqual([
          items.length,
          {
            whole: sha256Hex(canonicalJson(items)),
            items: sha256Hex(items.map((item) => sha256Hex(canonicalJson(item))).join('')),
          },
        ]);
      }),
    );
  });
});
