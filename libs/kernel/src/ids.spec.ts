import { uuidFrom } from './ids';

describe('A name-based id', () => {
  // Reckoned with another implementation of RFC 9562 §5.5: ids in the log hang on them.
  it.each([
    [['deal', 'crm', 'R-1'], '54bd00e0-d3e3-5ec5-8aa2-57317518e359'],
    [['ab', 'c'], 'b0cd5264-e7fe-57a4-bea2-d0013f15f47b'],
    [['a', 'bc'], '9af12c81-2fce-55d7-9e8e-54a11d02eff2'],
    [['case', 'ü'], '7b32db12-bc8b-5853-bd8b-54d266c69d31'],
  ])('of %j is the same for ever', (parts, id) => {
    expect(uuidFrom(...parts)).toBe(id);
    expect(uuidFrom(...parts.map((part) => Buffer.from(part)))).toBe(id);
  });
});
