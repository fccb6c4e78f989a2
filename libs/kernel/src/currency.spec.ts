import { currency, exponentOf, isCurrency } from './currency';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const everyCode = LETTERS.flatMap((a) => LETTERS.flatMap((b) => LETTERS.map((c) => a + b + c)));

describe('Currencies', () => {
  it('are the 165 active ones of ISO 4217 that have a minor unit', () => {
    const counts = new Map<number, number>();
    for (const code of everyCode.filter(isCurrency)) {
      const exponent = exponentOf(code);
      counts.set(exponent, (counts.get(exponent) ?? 0) + 1);
    }
    expect(counts).toEqual(
      new Map([
        [2, 139],
        [0, 17],
        [3, 7],
        [4, 2],
      ]),
    );
  });

  // Locale data gives these other digits than ISO 4217 does, or does not know them at all.
  it.each([
    ...['AFN', 'ALL', 'COP', 'HUF', 'IDR', 'IRR', 'KPW', 'LAK', 'LBP', 'MGA', 'MMK', 'PKR', 'SOS'],
    ...['SYP', 'YER', 'MRU', 'SLE', 'VED', 'ZWG', 'XCG', 'XAD'],
  ])('%s has two places', (code) => {
    expect(exponentOf(currency(code))).toBe(2);
  });

  it.each(['XAU', 'XXX', 'usd', 'USDT', '', 'toString', 'HRK'])('"%s" is none', (code) => {
    expect(() => currency(code)).toThrow(`"${code}" is not an ISO 4217 currency`);
  });
});
