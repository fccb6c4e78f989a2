import { parse } from 'csv-parse/sync';
import { DateTime } from 'luxon';
import { isIsoDate, type IsoDate } from '@accord/kernel';
import { RateFileFault, type Quote } from './rate-file';

/**
 * Quotes in CSV: a first column `Date`, then one for each currency; "N/A" or nothing where there is no
 * rate. Days are YYYY-MM-DD or, as in the ECB's file of one day, "31 December 2024".
 * @throws RateFileFault
 */
export function quotesInCsv(text: string): Quote[] {
  const [header, ...rows] = rowsOf(text);
  const [first, ...currencies] = header ?? [];
  if (first !== 'Date') throw new RateFileFault('Neither XML nor CSV with a first column "Date"');
  return rows.flatMap(([date = '', ...values]) => {
    const day = dayOf(date);
    return currencies.flatMap((currency, i): Quote[] => {
      const exchangeRate = values[i] ?? '';
      const isAbsent = currency === '' || exchangeRate === '' || exchangeRate === 'N/A';
      return isAbsent ? [] : [{ day, currency, exchangeRate }];
    });
  });
}

function rowsOf(text: string): string[][] {
  try {
    return parse(text, { bom: true, trim: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw new RateFileFault(`The file is no CSV: ${String(error)}`, { cause: error });
  }
}

function dayOf(text: string): IsoDate {
  const inWords = DateTime.fromFormat(text, 'd MMMM yyyy', { locale: 'en', zone: 'utc' });
  const day = inWords.isValid ? inWords.toFormat('yyyy-MM-dd') : text;
  if (isIsoDate(day)) return day;
  throw new RateFileFault(`"${text}" is no date such as 2024-12-31`);
}
