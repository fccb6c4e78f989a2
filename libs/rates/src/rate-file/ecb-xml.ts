import { SaxesParser } from 'saxes';
import { isIsoDate, type IsoDate } from '@accord/kernel';
import { RateFileFault, type Quote } from './rate-file';

/**
 * Quotes in the ECB's XML: `Cube` with a `time` around each day's `Cube`s of `currency` and `rate`.
 * Nothing is fetched or expanded; a document type is refused.
 * @throws RateFileFault
 */
export function quotesInXml(text: string): Quote[] {
  const quotes: Quote[] = [];
  let day: IsoDate | undefined;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('doctype', () => {
    throw new RateFileFault('A document type is not taken: it could declare entities');
  });
  parser.on('opentag', ({ local, attributes }) => {
    if (local !== 'Cube') return;
    const valueOf = (name: string): string | undefined => attributes[name]?.value;
    const time = valueOf('time');
    const currency = valueOf('currency');
    if (time !== undefined) {
      if (!isIsoDate(time)) throw new RateFileFault(`"${time}" is no date YYYY-MM-DD`);
      day = time;
    }
    if (currency === undefined) return;
    if (day === undefined) throw new RateFileFault(`The rate of ${currency} has no date`);
    quotes.push({ day, currency, exchangeRate: valueOf('rate') ?? '' });
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof RateFileFault) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new RateFileFault(`The file is no well-formed XML: ${why}`);
  }
  return quotes;
}
