/** An active ISO 4217 code that has a minor unit. */
export type Currency = string & { readonly __brand: 'Currency' };

const words = (codes: string): string[] => codes.trim().split(/\s+/);

/** ISO 4217 as of 2026, pinned here: what the runtime's locale data says differs and changes. */
const CODES_BY_EXPONENT: Readonly<Record<number, readonly string[]>> = {
  0: words('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  2: words(`
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
    CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL
    MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
    PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
    TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`),
  3: words('BHD IQD JOD KWD LYD OMR TND'),
  4: words('CLF UYW'),
};

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_EXPONENT).flatMap(([exponent, codes]) =>
    codes.map((code): [string, number] => [code, Number(exponent)]),
  ),
);

export const isCurrency = (code: string): code is Currency => EXPONENTS.has(code);

/** @throws RangeError when the code is not an active ISO 4217 currency with a minor unit */
export function currency(code: string): Currency {
  if (isCurrency(code)) return code;
  throw new RangeError(`"${code}" is not an ISO 4217 currency with a minor unit`);
}

/** @returns how many decimal places the currency's minor unit stands for: 2 for USD, 0 for JPY */
export function exponentOf(code: Currency): number {
  const exponent = EXPONENTS.get(code);
  if (exponent === undefined) throw new RangeError(`"${code}" has no exponent`);
  return exponent;
}
