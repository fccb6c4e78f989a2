import { readRateFile } from './read-rate-file';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const xml = (...days: string[]): Uint8Array =>
  bytes(`<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>${days.join('')}</Cube>
</gesmes:Envelope>`);
const cube = (time: string, ...rates: [string, string][]): string =>
  `<Cube time='${time}'>${rates.map(([code, rate]) => `<Cube currency='${code}' rate='${rate}'/>`).join('')}</Cube>`;
const day = (publishedOn: string, ...rates: [string, string][]) => ({
  publishedOn,
  rates: rates.map(([currency, exchangeRate]) => ({ currency, exchangeRate })),
});

describe('A file of exchange rates', () => {
  it('is the ECB’s XML, of one day or of many, oldest day first', () => {
    const file = xml(
      cube('2024-12-31', ['USD', '1.0389'], ['JPY', '163.06']),
      cube('2024-12-30', ['USD', '1.0444']),
    );
    expect(readRateFile(file)).toEqual({
      days: [
        day('2024-12-30', ['USD', '1.0444']),
        day('2024-12-31', ['USD', '1.0389'], ['JPY', '163.06']),
      ],
      ended: [],
    });
  });

  it('is the ECB’s CSV: N/A is no rate, and a currency that has ended is left out and named', () => {
    const history =
      'Date,USD,RUB,CYP,\n2022-03-02,1.1106,N/A,N/A,\n2022-03-01,1.1162,117.201,0.58,\n';
    expect(readRateFile(bytes(history))).toEqual({
      days: [
        day('2022-03-01', ['USD', '1.1162'], ['RUB', '117.201']),
        day('2022-03-02', ['USD', '1.1106']),
      ],
      ended: ['CYP'],
    });
    const oneDay = 'Date, USD, JPY, \n31 December 2024, 1.0389, 163.06, \n';
    expect(readRateFile(bytes(oneDay)).days).toEqual([
      day('2024-12-31', ['USD', '1.0389'], ['JPY', '163.06']),
    ]);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['something else', bytes('hello'), /Neither XML nor CSV/],
    ['nothing', bytes(''), /Neither XML nor CSV/],
    ['other bytes', Uint8Array.of(0xff, 0xfe, 0x00), /not UTF-8/],
    ['half a file', xml(cube('2024-12-31', ['USD', '1.0389'])).slice(0, 320), /no well-formed XML/],
    ['a document type', bytes('<!DOCTYPE x [<!ENTITY a "b">]><x/>'), /document type/],
    ['a rate without a day', xml('<Cube currency="USD" rate="1"/>'), /has no date/],
    ['a day that is none', xml(cube('2024-02-30', ['USD', '1'])), /no date/],
    ['a rate of zero', xml(cube('2024-12-31', ['USD', '0.000'])), /"0.000" is no rate of USD/],
    ['a rate below zero', bytes('Date,USD\n2024-12-31,-1\n'), /"-1" is no rate of USD/],
    ['a rate twice', xml(cube('2024-12-31', ['USD', '1'], ['USD', '2'])), /USD stands twice/],
    ['no rates', bytes('Date,USD\n'), /holds no rate/],
    ['no currency', bytes('Date,Dollar\n2024-12-31,1\n'), /"Dollar" is no currency code/],
  ])('is refused with the reason when it holds %s', (_what, file, reason) => {
    expect(() => readRateFile(file)).toThrow(reason);
  });
});
